import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, looksLikeWord, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isEponym, isOrganisation, type Marks, mark } from '../marks';
import { isOwnName } from './aged';
import { mayBeInitials } from './initials';
import { hyphenated, isInitial, isNoInitial, type NameRun, nameAt } from './person';
import { isProduct, isStrange } from './strange';
import { isSpoken } from './talk';

/** Words before a person who acted: "read by", "called to". */
tell(
  'by per with to from ask asked called paged notified via w contacted informed told saw sees and cc discussed seeing named name dear hi hello thanks regards sincerely signed cosigned cosign attn texted updated phoned thank'.split(
    ' ',
  ),
  Cue.actor,
);

/** Names that the gazetteers know, and what stands beside them. */
export function listed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (previous && first.gap === Gap.none && !/^[("“/\-–—:^]$/.test(previous.text)) return;
  // "St. Jude"
  if (previous?.text === '.' && /^(?:st|ste)$/.test(lexemes[i - 2]?.lower ?? '') && first.gap === Gap.space)
    return;
  // "neutro-phil"
  if (previous?.text === '-' && first.gap === Gap.none && first.text === first.text.toLowerCase()) return;
  const given = has(first, Flag.given) && !has(first, Flag.ambiguous);
  const possible = has(first, Flag.given | Flag.ambiguous) && !has(first, Flag.kept);
  const run = nameAt(lexemes, i, 'likely', true);
  if (!run) return;
  if (isEponym(lexemes, run) || isOrganisation(lexemes, run)) return;
  // "Lang: Navajo"; "Heather daily"
  if (first.gap === Gap.line && first.text.length < 5 && lexemes[i + 1]?.text === ':') return;
  if (run.words === 1 && isProduct(lexemes, i, run.end)) return;
  const capitals = first.writing === 'capitals';
  const second = lexemes[i + 1];
  const plainFamily =
    second !== undefined && has(second, Flag.family) && !has(second, Flag.eponym) && second.gap === Gap.space;
  if (run.comma) {
    // "DOE, JANE Q": one of the two must be known and the first no everyday word.
    if (run.known > 0 && commaForm(lexemes, run)) mark(marks, i, run.end);
    else if (given && !has(first, Flag.eponym | Flag.city)) mark(marks, i, hyphenated(lexemes, i));
    return;
  }
  if (capitals && !inCapitalsOk(lexemes, run)) return;
  if (given && !has(first, Flag.eponym)) {
    if (has(first, Flag.city | Flag.kept) && run.words < 2) return;
    mark(marks, i, run.end);
  } else if (given && run.words > 1 && (plainFamily || isFamily(second))) mark(marks, i, run.end);
  else if (
    possible &&
    plainFamily &&
    !isFunctionWord(first.lower) &&
    !has(second, Flag.safe | Flag.ambiguous)
  ) {
    if (first.gap !== Gap.line || run.words > 2 || !has(first, Flag.safe)) mark(marks, i, run.end);
  }
}

/** "Thomas Arcuri": behind a given name that is an eponym, too, a word that is none. */
const isFamily = (word: Lexeme | undefined): boolean =>
  isStrange(word) && word.gap === Gap.space && word.writing === 'capital' && !looksLikeWord(word.lower);

/** In capitals a gazetteer name counts only with another one beside it. */
const inCapitalsOk = (lexemes: readonly Lexeme[], run: NameRun): boolean => {
  if (run.known < 2) return false;
  const around = lexemes[run.end];
  return !(around && around.gap <= Gap.space && has(around, Flag.eponymHead));
};

/** A known family name behind an initial: "J. Marchetti", "K. Foley"; unknown ones behind a cue or a line start. */
export function initialled(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const run = nameAt(lexemes, i, 'likely');
  if (!run || run.initials === 0 || run.words === 0 || run.words > 3) return;
  const dotted = lexemes[i + 1]?.text === '.';
  if (isNoInitial(lexemes, i)) return;
  let at = i + 2;
  // "J.M. Carter"
  while (isInitial(lexemes[at]) && lexemes[at + 1]?.text === '.' && at < i + 6) at += 2;
  const word = lexemes[dotted ? at : i + 1] as Lexeme;
  if (word?.writing === 'capitals' && word.text.length < 4) return;
  if (!dotted || word.gap !== Gap.space || word.writing === 'lower') return;
  // "S. Ng" is no unit.
  const unit = word.text.length === 2 && has(word, Flag.family);
  if (isEponym(lexemes, run) || (has(word, Flag.safe) && !unit)) return;
  const previous = lexemes[i - 1];
  // "vitamin D. Patient", "hepatitis C. Jones": a letter that ends a sentence.
  if (
    previous &&
    previous.kind === 'word' &&
    lexemes[i]?.gap === Gap.space &&
    /^(?:vitamin|hepatitis|hep|type|grade|class|stage|group|factor|part|section|option|plan|phase|segment|category|level|child|pugh|strep|protein|troponin|t|vit)$/.test(
      previous.lower,
    )
  )
    return;
  // "A. Esophagus, 30 cm", "D. Ki-67": what a list counts.
  if (run.known === 0 && (safetyIn(word) & Safe.clinical) !== 0) return;
  if (word.text.length < 3 && lexemes[run.end]?.text === '-' && lexemes[run.end + 1]?.kind === 'number')
    return;
  mark(marks, i, run.end);
}

/** Whether "A, B" is a person and not two entries of a list. */
function commaForm(lexemes: readonly Lexeme[], run: NameRun): boolean {
  const first = lexemes[run.start] as Lexeme;
  const previous = lexemes[run.start - 1];
  const next = lexemes[run.end];
  if (first.writing === 'capitals' && run.known > 0 && !has(first, Flag.safe | Flag.ambiguous)) return true;
  const starts =
    first.gap === Gap.line ||
    first.gap === Gap.wide ||
    /^[:#|]$/.test(previous?.text ?? '') ||
    /^(?:pt|patient|client|resident)$/.test(previous?.lower ?? '');
  const ends =
    !next ||
    next.gap >= Gap.wide ||
    next.kind === 'number' ||
    next.text === '(' ||
    /^(?:dob|mrn|age|male|female|m|f|sex)$/.test(next.lower);
  return starts && ends;
}

/** Capitalised words behind "by", "per", "with" and before a relative in brackets. */
export function beside(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (first.gap === Gap.none && previous?.text === '-') return;
  let open = 0;
  for (let k = 1; k < 9 && open === 0; k++) if (lexemes[i + k]?.text === '(') open = k;
  if (open > 0) {
    const inside = lexemes[i + open + 1];
    if (inside && (has(inside, Flag.relative) || inside.lower === 'self')) {
      const run = nameAt(lexemes, i, 'likely', true);
      if (run && run.end === i + open && first.writing === 'capital') mark(marks, i, run.end);
    }
  }
  if (
    !previous ||
    first.gap !== Gap.space ||
    (previous.cues & Cue.actor) === 0 ||
    first.writing !== 'capital'
  )
    return;
  if (
    has(first, Flag.generic | Flag.organisation | Flag.kept | Flag.city | Flag.eponym | Flag.weakOrganisation)
  )
    return;
  const run = nameAt(lexemes, i, 'likely');
  if (!run || isEponym(lexemes, run) || isOrganisation(lexemes, run)) return;
  const strong = /^(?:by|per|signed|cosigned|dear|hi|hello|paged|notified|named)$/.test(previous.lower);
  const acted =
    strong &&
    /^(?:signed|read|seen|performed|dictated|completed|reviewed|taken|grossed|transcribed|entered|verified|accompanied|referred|cosigned|placed|done|interpreted|prepared|delivered|obtained|drawn|given|staffed|supervised|assisted|administered|microscopic|ordered|requested|typed|recorded|called|witnessed|examined|evaluated|discussed)$/.test(
      lexemes[i - 2]?.lower ?? '',
    );
  // "spoke with Tavish", "updated Oriane": people are spoken to.
  const talked =
    first.lower.length > 1 &&
    ((/^(?:with|w|to)$/.test(previous.lower) &&
      /^(?:spoke|met|speak|speaking|discussed|discuss|here|lives|living|talked|conversation|visit|together|along|conferred|married|engaged|texted|accompanied)$/.test(
        lexemes[i - 2]?.lower ?? '',
      )) ||
      /^(?:called|paged|told|notified|texted|informed|updated|asked|phoned|thanks|thank)$/.test(
        previous.lower,
      ));
  if (
    run.known > 0 ||
    run.initials > 0 ||
    acted ||
    talked ||
    /^(?:dear|hi|hello|signed|cosigned|named|paged)$/.test(previous.lower)
  )
    mark(marks, i, run.end);
}

const belongings =
  /^(?:mother|father|mom|dad|wife|husband|daughter|son|sister|brother|aunt|uncle|parents?|family|room|care|home|house|phone|cell|chart|bed|nurse|partner|spouse|school|case|hospital|apartment|concerns?|plan|progress|goals?|questions?|birthday)$/;

/** "Tavish's mother": an unknown name that owns what people own. */
export function owner(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [word, possessive, owned] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (possessive?.kind !== 'symbol' || !/^['’]s$/.test(possessive.text)) return;
  // "KJ's mother"
  if (
    word.writing === 'capitals' &&
    word.text.length < 4 &&
    has(owned, Flag.relative) &&
    mayBeInitials(word)
  ) {
    mark(marks, i, i + 1, 'initials');
    return;
  }
  if (word.writing !== 'capital' || word.text.length < 3 || looksLikeWord(word.lower)) return;
  if (
    !owned ||
    !(belongings.test(owned.lower) || has(owned, Flag.relative | Flag.role) || owned.text === 'PO')
  )
    return;
  if (
    word.flags &
    (Flag.safe |
      Flag.generic |
      Flag.relative |
      Flag.role |
      Flag.title |
      Flag.kept |
      Flag.weekday |
      Flag.month)
  )
    return;
  mark(marks, i, i + 1);
}

/** "McKinnon", "O'Rourke": a form that only family names have. */
export const isGaelic = (word: Lexeme): boolean =>
  /^(?:Mc|Mac(?=[A-Z])|O['’])[A-Z][a-z\u00df-\u00ff]{2,}$/.test(word.text) && !has(word, Flag.eponym);

const whose = /^(?:his|her|their|my|the|pt|patient)$/;

/** "Lemuel, his brother,", "Oriane is her niece", "Vincent Young is a 56-year-old": what follows tells a person. */
export function introduced(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  if (
    first.writing === 'lower' ||
    first.gap === Gap.none ||
    (first.flags & (Flag.title | Flag.relative | Flag.kept | Flag.role | Flag.weekday)) !== 0
  )
    return;
  // "Tobo the porter", "Hankin the neighbor"
  const who = lexemes[i + 2];
  if (lexemes[i + 1]?.lower === 'the' && first.writing === 'capital' && who?.gap === Gap.space) {
    const person =
      has(who, Flag.relative | Flag.role) || /^(?:porter|barber|cook|cleaner|baker|butcher)$/.test(who.lower);
    if (person && isOwnName(first)) mark(marks, i, i + 1);
  }
  // Most words are not followed by anything of the kind: look before reading a name.
  let near = false;
  for (let k = i + 1; k < i + 6 && !near; k++) {
    const ahead = lexemes[k];
    near = ahead !== undefined && (ahead.text === ',' || (ahead.cues & Cue.being) !== 0);
  }
  if (!near) return;
  const run = nameAt(lexemes, i, has(first, Flag.safe) && !has(first, Flag.ambiguous) ? 'likely' : 'sure');
  if (!run || run.words > 3) return;
  const [next, second, third] = [lexemes[run.end], lexemes[run.end + 1], lexemes[run.end + 2]];
  if (!next || !second) return;
  const is = (next.cues & Cue.being) !== 0;
  if (!is && next.text !== ',') return;
  const possessive = /^['’]s$/.test(third?.text ?? '') ? 1 : 0;
  const kin = lexemes[run.end + 2 + possessive];
  const related = whose.test(second.lower) && has(kin, Flag.relative);
  const aged =
    is &&
    /^(?:a|an)$/.test(second.lower) &&
    run.words > 1 &&
    (third?.kind === 'number' || /^(?:pleasant|lovely|very|delightful)$/.test(third?.lower ?? ''));
  if ((related && !looksLikeWord(first.lower) && !isSpoken(lexemes, i)) || aged)
    mark(marks, run.start, run.end);
}

/** "Hope\n-----": alone on its line above the rule that ends a letter. */
function overRule(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [name, first, second, third] = [lexemes[i], lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (name?.writing !== 'capital' || first?.gap !== Gap.line || !has(name, Flag.given | Flag.ambiguous))
    return;
  const rule = [first, second, third].every((mark) => /^[-_=*]$/.test(mark?.text ?? ''));
  if (rule && second?.gap === Gap.none && third?.gap === Gap.none && !has(name, Flag.month | Flag.eponymHead))
    mark(marks, i, i + 1);
}

/** A name alone on its line below a closing: "Kind regards,". */
export function closing(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  overRule(marks, i);
  const comma = lexemes[i - 1]?.text === ',' ? 1 : 0;
  if (
    first.gap !== Gap.line ||
    !/^(?:regards|sincerely|thanks|best|yours|love|faithfully|truly|wishes|cheers|respectfully)$/.test(
      lexemes[i - 1 - comma]?.lower ?? '',
    )
  )
    return;
  const run = nameAt(lexemes, i, 'sure');
  if (
    run &&
    (!lexemes[run.end] ||
      (lexemes[run.end] as Lexeme).gap === Gap.line ||
      (lexemes[run.end] as Lexeme).text === ',')
  )
    mark(marks, run.start, run.end);
}
