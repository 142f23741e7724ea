import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isStrange } from '../names/strange';
import { behindPair } from './families';
import { type Marks, mark } from './place';
import { clinical, isMixedCase, possessive } from './venues';

tell(
  'work works worked working employed employer drive drives drove driver drivers trucker welder cook cashier foreman retired wks wrks laid intern interns temp temps'.split(
    ' ',
  ),
  Cue.works,
);

/** "Prior admission CAMH", "followed UPMC": letters that nothing knows behind what one does at a place. */
export function shortened(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.text.length < 3 || word.text.length > 6 || word.mixed || word.gap === Gap.none) return;
  const police =
    /^[A-Z]{1,3}(?:PD|SO|FD)$/.test(word.text) &&
    /^(?:case|officer|ofc|report|#|called|here|notified|badge|deputy)$/.test(next?.lower ?? '');
  const gone =
    /^(?:admission|admitted|adm|referral|ref|transfer|transferred|followed|insurer|insurance|fund|employer|works?|via|school|univ|university|college|wks|nights|church|hospital|hosp|ems|transport|transportation|payer|payor|carrier)$/.test(
      before?.lower ?? '',
    );
  // "billed to QEIA 4417-01"
  // "KQM hosp"
  if (
    /^(?:hosp|hospital)$/.test(next?.text ?? '') &&
    next?.gap === Gap.space &&
    (word.flags | word.safety) === 0
  ) {
    mark(marks, i, i + 2, 'hospital');
    return;
  }
  if (before?.lower === 'to' && lexemes[i - 2]?.lower === 'billed' && (word.flags | word.safety) === 0) {
    mark(marks, i, i + 1, 'company');
    return;
  }
  // "discussed w/ RFDS Dr Quimby", "RFDS did the transfer": a service that brings somebody.
  const crewed =
    /^(?:dr|drs|crew|retrieval|paramedics?|helicopter|plane|pilot|flight|did|took|brought|flew|retrieved|doctor)$/.test(
      next?.lower ?? '',
    ) &&
    next?.gap === Gap.space &&
    word.text.length > 3 &&
    (word.flags | word.safety) === 0 &&
    isMixedCase(lexemes, i);
  if (
    !police &&
    !crewed &&
    !(gone && (word.flags | word.safety) === 0 && word.gap === Gap.space && isMixedCase(lexemes, i)) &&
    !isLettered(lexemes, i)
  )
    return;
  if ((next?.kind === 'number' || (next?.text === '-' && next.gap === Gap.none)) && !police) return;
  mark(marks, i, i + 1, 'company');
}

/** How letters of hospitals end or start: "MRHT", "UMC", "UHNW". */
const hospitalLetters = /^(?:[A-Z]{1,4}(?:H|MC|HC|HT)|(?:UH|RH|GH)[A-Z]{1,3})$/;
/** Of the same form, but of every town, or of medicine. */
const ofAnyTown =
  /^(?:OOH|OSH|CMHT|CRHT|CAMH|HTT|MDT|PTH|ADH|ACTH|TSH|FSH|TRH|HCG|GNRH|LMWH|UFH|NASH|CAH|BPH|PAH|CTEPH|IVH|SAH|SDH|EDH|ICH|LVH|RVH|NPH|AIH|DCH|OHT|HHT|MCH|MCHC|DSH|LDH|IIH|POH|RLH|HLH|DCHC|SSTH|NAH|CHC|PHC|FQHC|PCMH|NH|SNH|ALH|GMC|NMC|HCPC|LMC|HPHC|PMH|PSH|PSHC|FMH|FH|SH|DH|WCC|PCC)$/;
const beforeLetters =
  /^(?:ed|ae|er|reg|sho|icu|itu|hdu|picu|nicu|scbu|ccu|opd|con|cons|to|from|→|@|at|via|outside|bed|campus|theatre|theatres|neurosurg|haem|onc|cardiology|renal|vascular|transplant)$/;
const behindLetters =
  /^(?:pharmacy|transfer|switchboard|switch|campus|ed|er|icu|itu|opd|nicu|picu|ward|bed|via|main|operator|outpatients?)$/;

/** "ED QUH", "22/9 QRHT", "QUMC transfer ctr", "ward RVH via AMU": letters in the form of a hospital's, beside its parts. */
function isLettered(lexemes: readonly Lexeme[], i: number): boolean {
  const [second, before, word, next] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!hospitalLetters.test(word.text) || (ofAnyTown.test(word.text) && before?.lower !== 'ward'))
    return false;
  const ends =
    next === undefined || next.gap >= Gap.wide || next.kind === 'symbol' || behindLetters.test(next.lower);
  if (/^(?:ward|hosp|hospital)$/.test(before?.lower ?? '')) return ends;
  if ((word.flags | word.safety) !== 0) return false;
  const dated = before?.kind === 'number' && second?.text === '/' && ends;
  const called = next?.lower === 'on' && lexemes[i + 2]?.lower === 'call';
  const apart = before?.text === ',' && second?.lower === 'outside' && ends;
  return (
    beforeLetters.test(before?.lower ?? '') ||
    dated ||
    called ||
    apart ||
    (next !== undefined && behindLetters.test(next.lower))
  );
}

/** "driver for Blue Badger Cabs", "works Shaw plant": whatever is written large behind what one works for. */
export function employer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  if (/^(?:at|for|with|nights|days|@)$/.test(lexemes[at]?.lower ?? '')) at++;
  if (/^(?:at|for|with|@|the)$/.test(lexemes[at]?.lower ?? '')) at++;
  // "works for Smith-Jones", "employed by Smith-Jones"
  const by = lexemes[at]?.lower === 'by' ? at + 1 : at;
  const pair = by > i + 1 ? behindPair(lexemes, by) : by;
  if (pair > by) {
    mark(marks, by, pair, 'company');
    return;
  }
  const first = lexemes[at];
  if (at === i + 1 && !/^(?:works?|worked|wks|wrks)$/.test((lexemes[i] as Lexeme).lower)) return;
  if (first?.writing !== 'capital' || first.gap > Gap.space || isFunctionWord(first.lower)) return;
  if (has(first, Flag.weekday | Flag.month | Flag.title | Flag.kept | Flag.relative)) return;
  let end = at + 1;
  while (end < at + 5) {
    const next = lexemes[end];
    const linked =
      /^(?:&|and|of|')$/.test(next?.lower ?? '') &&
      lexemes[end + 1]?.writing === 'capital' &&
      lexemes[end + 1]?.gap === Gap.space;
    if (linked) end += 2;
    else if (next?.kind === 'word' && next.gap === Gap.space && next.writing === 'capital') end++;
    else break;
  }
  const next = lexemes[end];
  // "wks Delta;"
  const plain =
    at === i + 1 &&
    (!next || next.gap >= Gap.wide || /^[.,;)]$/.test(next.text)) &&
    !/^(?:nights?|days?|evenings?|weekends?|full|part|out|as|outside|here|there)$/.test(first.lower);
  if (end === at + 1 && !plain && (clinical(first) || has(first, Flag.safe))) return;
  if (lexemes.slice(at, end).some((l) => has(l, Flag.given)) && end === at + 1) return;
  if (!plain && lexemes.slice(at, end).every((l) => clinical(l) || has(l, Flag.generic))) return;
  mark(marks, at, possessive(lexemes, end), 'company');
}

/** "at the Rusty Anchor", "the City of Yakima": written large within a sentence. */
export function known(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, article] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (
    article.writing !== 'lower' ||
    !/^(?:at|outside|from|to|in|near|of|by|behind|above|below|over|opposite|past|beside)$/.test(
      before?.lower ?? '',
    )
  )
    return;
  let end = i + 1;
  while (
    end < i + 5 &&
    lexemes[end]?.gap === Gap.space &&
    lexemes[end]?.writing === 'capital' &&
    lexemes[end]?.kind === 'word'
  )
    end++;
  // "above the Hare and Anchor", "the Dog & Tucker": of two everyday words.
  const [and, second] = [lexemes[end], lexemes[end + 1]];
  if (
    end === i + 2 &&
    /^(?:and|&)$/.test(and?.lower ?? '') &&
    second?.writing === 'capital' &&
    second.gap <= Gap.space
  )
    end += 2;
  const run = lexemes.slice(i + 1, end).filter(({ kind, lower }) => kind === 'word' && lower !== 'and');
  if (run.length < 2 && !(run.length === 1 && /^(?:at|outside)$/.test(before?.lower ?? ''))) return;
  const next = lexemes[end];
  if (next?.gap === Gap.space && next.kind === 'word' && next.writing === 'capitals') return;
  const role =
    Flag.generic |
    Flag.kept |
    Flag.role |
    Flag.relative |
    Flag.title |
    Flag.weekday |
    Flag.month |
    Flag.eponymHead |
    Flag.credential |
    Flag.holiday;
  const paired = end > i + 2 && lexemes[i + 2] === and;
  if (run.some((l) => has(l, role))) return;
  const ofMedicine = (l: Lexeme): boolean => clinical(l) || (safetyIn(l) & Safe.measured) !== 0;
  if (paired ? run.every(ofMedicine) || before?.lower === 'in' : run.some(ofMedicine)) return;
  if (run.length === 1 && (has(run[0], Flag.safe) || ((run[0] as Lexeme).safety & Safe.everyday) !== 0))
    return;
  mark(marks, i + 1, end, 'company');
}

tell(
  'city town county village borough township port diocese archdiocese parish university univ bank'.split(' '),
  Cue.governs,
);

/** "City of Yakima", "County of Kern". */
export function governed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [head, of, name] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (
    head.writing === 'lower' ||
    of?.lower !== 'of' ||
    name?.gap !== Gap.space ||
    name.kind !== 'word' ||
    name.writing === 'lower'
  )
    return;
  const ofState = /^univ/.test(head.lower) && has(name, Flag.kept);
  if (has(name, Flag.city | Flag.family | Flag.given) || ofState || isStrange(name))
    mark(
      marks,
      i,
      lexemes[i + 3]?.gap === Gap.space &&
        has(lexemes[i + 3], Flag.town) &&
        lexemes[i + 3]?.writing === 'capital'
        ? i + 4
        : i + 3,
      'company',
    );
}
