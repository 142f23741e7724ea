import { Gap, has, isNameFlagged, type Lexed, type Lexeme } from '../lexer';
import { Flag, isFunctionWord, looksLikeWord } from '../lexicon';
import { type Finding, matches } from './finding';
import { hyphenated, isInitial, mayBeName, type NameRun, nameAt } from './person';

// Fields of a form that hold a person, by their last one or two words.
const fields = new Set(
  'patient,name,patient name,pt,pt name,client,resident,member name,full name,attending,surgeon,assistant,first assistant,anesthesiologist,anesthetist,anaesthetist,provider,physician,pcp,gp,doctor,mother,infant,child,father,proxy,caller,taken by,tech,technologist,md,rn,np,pa,nurse,interpreter,emergency contact,contact,next of kin,of kin,nok,kin,author,dictated by,transcribed by,signed by,electronically signed,signed,e-signed by,reviewed by,performed by,read by,reported by,reporting,submitting,delivering,backup,consultant,cosigned by,cosigner,completed by,teacher,referral,referring,referred by,routed to,accompanied by,witness,witnesses,guardian,spouse,husband,wife,ordering,ordered by,requested by,requesting,prescriber,radiologist,pathologist,fellow,intern,registrar,supervisor,informant,historian,scribe,typed by,prepared by,entered by,verified by,called to,cc,re,dear,family,parent,son,daughter,sister,brother,operator,perfusionist,midwife,therapist,counselor,case manager,manager,coordinator,proxy name,agent,team,staff,endoscopist,examiner,evaluator,recorded by,approved by,authenticated by,seen by,admitting,discharging,social worker,chaplain,respondent,caregiver,carer,partner,subject,applicant,insured,subscriber,policy holder,from,to,by,donor,recipient,hcp,poa,healthcare proxy,health care proxy,alias,aka,also known,known as,maiden name,preferred name,nickname,goes by,last name,first name,surname,given name,family name,employee,attention,attn,dentist,pharmacist,reader,crna,circulator,scrub'.split(
    ',',
  ),
);
/** Fields that hold other things as often: a name there needs more than a capital. */
const openFields = new Set(
  'from,to,cc,re,referral,contact,team,staff,family,mother,father,sister,brother,son,daughter,child,infant,parent,reporting,by,name,signed,subject,contact,backup,husband,wife,spouse,partner,rn,md,np,pa,tech,resident,nurse,admitting,gp,kin'.split(
    ',',
  ),
);
/** Words before a person who acted: "read by", "called to". */
const actors =
  /^(?:by|per|with|to|from|ask|asked|called|paged|notified|via|w|contacted|informed|told|saw|sees|and|cc|discussed|seeing|named|name|dear|hi|hello|thanks|regards|sincerely|signed|cosigned|attn)$/;
const credentialsAlone =
  /^(?:MD|DO|RN|NP|PA|LPN|LVN|CNM|CRNA|DPM|DDS|DMD|PharmD|PhD|FNP|APRN|LCSW|RD|RRT|CNA|RPh|LMFT|CPNP|DNP|MBBS|PsyD|MSW|LMSW|ARNP|SLP|OTR|DPT)$/;

interface Marks {
  readonly lexemes: readonly Lexeme[];
  readonly found: Finding[];
}

function mark({ lexemes, found }: Marks, start: number, end: number, kind = 'name'): void {
  const [first, last] = [lexemes[start], lexemes[end - 1]];
  if (first && last && end > start) {
    found.push({ start: first.start, end: last.end, category: 'NAME', kind });
  }
}

/** An eponym: a name before "disease", "sign" and the like. */
function isEponym(lexemes: readonly Lexeme[], run: { start: number; end: number }): boolean {
  let next = run.end;
  if (
    lexemes[next]?.text === "'s" ||
    lexemes[next]?.text === '’s' ||
    /^['’]$/.test(lexemes[next]?.text ?? '')
  )
    next++;
  const head = lexemes[next];
  if (head && head.gap <= Gap.space && has(head, Flag.eponymHead)) return true;
  const second = lexemes[next + 1];
  const single = run.end - run.start === 1 && has(lexemes[run.start], Flag.eponym);
  return single && second !== undefined && head?.writing === 'lower' && has(second, Flag.eponymHead);
}

/** "Dr. Wells", "Mrs Szymborski", "Sister Agnes", "dr tvedt". */
function titled(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const title = lexemes[i] as Lexeme;
  let at = i + 1;
  const dotted = lexemes[at]?.text === '.' && lexemes[at]?.gap === Gap.none;
  if (dotted) at++;
  const next = lexemes[at];
  if (next?.kind !== 'word' || next.gap === Gap.none || next.gap === Gap.wide) return;
  const honorific = /^(?:dr|drs|doctor|mr|mrs|ms|miss|mx|prof|professor|rev|reverend|fr)$/.test(title.lower);
  // "MS" is a disease, "16 Fr" a size, "MR" a leak.
  if (
    (title.text === 'MS' || title.text === 'MR' || title.text === 'FR') &&
    !dotted &&
    next.writing !== 'capitals'
  )
    return;
  if (title.lower === 'fr' && lexemes[i - 1]?.kind === 'number') return;
  if (!honorific) {
    relative(marks, i);
    return;
  }
  if (next.gap === Gap.line && !isNameFlagged(next) && has(next, Flag.safe)) return;
  if (next.writing === 'lower') {
    lowerName(marks, at, title.lower);
    return;
  }
  // "Dr. Will" and "Dr. May": right behind a title even a verb is a name.
  const odd = next.text.length > 1 && has(next, Flag.ambiguous | Flag.eponym);
  const run = nameAt(lexemes, at, 'sure');
  if (run) mark(marks, at, run.end);
  else if (
    odd ||
    (honorific && next.writing === 'capital' && !isFunctionWord(next.lower) && !has(next, Flag.weekday))
  ) {
    mark(marks, at, hyphenated(lexemes, at));
  }
  const end = run?.end ?? at + 1;
  // "Drs. Katz and Osei"
  if (title.lower === 'drs' || title.lower === 'mr') {
    const joint = lexemes[end];
    const second =
      joint && /^(?:and|&|or|,|\/)$/.test(joint.lower) ? nameAt(lexemes, end + 1, 'sure') : undefined;
    if (second && !has(lexemes[end + 1], Flag.title)) mark(marks, second.start, second.end);
  }
}

/** A name in a note without capitals, right behind "dr" or a credential: words that are nothing else. */
function lowerName(marks: Marks, at: number, title: string): void {
  const { lexemes } = marks;
  const first = lexemes[at] as Lexeme;
  if (title === 'ms' || title === 'fr' || title === 'miss') if (!isNameFlagged(first)) return;
  if (!lowerPart(first)) return;
  let end = hyphenated(lexemes, at);
  const second = lexemes[end];
  if (second?.gap === Gap.space && lowerPart(second)) {
    const next = lexemes[end + 1];
    if (isNameFlagged(second) || !next || next.gap >= Gap.wide || next.kind === 'symbol')
      end = hyphenated(lexemes, end);
  }
  mark(marks, at, end);
}

const lowerPart = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'word' &&
  lexeme.writing === 'lower' &&
  lexeme.text.length > 2 &&
  !/\d/.test(lexeme.text) &&
  !has(lexeme, Flag.credential | Flag.particle | Flag.eponymHead | Flag.relative | Flag.role) &&
  (isNameFlagged(lexeme) && !has(lexeme, Flag.ambiguous)
    ? true
    : !has(lexeme, Flag.safe | Flag.generic | Flag.weekday | Flag.month | Flag.organisation) &&
      !looksLikeWord(lexeme.lower));

/** "son Tariq", "wife rosalie", "sons Mateo (9) and Rafael (6)", "father, Cormac, in". */
function relative(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  // "son-in-law Chase"
  if (lexemes[at]?.text === '-' && lexemes[at + 1]?.lower === 'in') at += 4;
  const comma = lexemes[at]?.text === ',' || lexemes[at]?.text === '(';
  if (comma) at++;
  if (/^(?:named|called|is)$/.test(lexemes[at]?.lower ?? '')) at++;
  for (let count = 0; count < 5; count++) {
    const first = lexemes[at];
    if (first?.kind !== 'word' || first.gap === Gap.wide || (first.gap === Gap.line && comma)) return;
    const run = personAt(lexemes, at, comma && count === 0);
    if (!run) return;
    mark(marks, run.start, run.end);
    at = run.end;
    if (lexemes[at]?.text === '(') {
      while (at < lexemes.length && lexemes[at]?.text !== ')' && at < run.end + 5) at++;
      at++;
    }
    const joint = lexemes[at];
    if (!joint || !/^(?:and|&|,)$/.test(joint.lower)) return;
    if (lexemes[at + 1]?.lower === 'and') at++;
    at++;
  }
}

/** A name right behind a relative or a role. */
function personAt(
  lexemes: readonly Lexeme[],
  at: number,
  apposition: boolean,
): { start: number; end: number } | undefined {
  const first = lexemes[at] as Lexeme;
  if (first.writing === 'lower') {
    const fits = has(first, Flag.given) && !has(first, Flag.ambiguous) && first.text.length > 2;
    if (!fits) return undefined;
    const end = hyphenated(lexemes, at);
    const second = lexemes[end];
    const more =
      second?.gap === Gap.space &&
      second.writing === 'lower' &&
      has(second, Flag.family) &&
      !has(second, Flag.safe | Flag.ambiguous);
    return { start: at, end: more ? end + 1 : end };
  }
  const run = nameAt(lexemes, at, has(first, Flag.given | Flag.family | Flag.ambiguous) ? 'sure' : 'likely');
  if (!run || isEponym(lexemes, run)) return undefined;
  const known = run.known > 0;
  if (first.writing === 'capitals' && !known) return undefined;
  if (apposition && !known && run.words < 2) {
    const close = lexemes[run.end];
    if (close && close.kind !== 'symbol') return undefined;
  }
  return run;
}

/** "Patient: …", "Attending : …", "NAME:"; `i` is the colon. */
function labelled(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [last, previous, third] = [lexemes[i - 1], lexemes[i - 2], lexemes[i - 3]];
  if (last?.kind !== 'word' && last?.text !== ')') return;
  const one = last.lower;
  const two = previous && last.gap === Gap.space ? `${previous.lower} ${one}` : one;
  const three = third && previous?.gap === Gap.space ? `${third.lower} ${two}` : two;
  const field = fields.has(three) ? three : fields.has(two) ? two : fields.has(one) ? one : undefined;
  if (!field) return;
  let at = i + 1;
  while (lexemes[at] && /^[["“*(]$/.test((lexemes[at] as Lexeme).text)) at++;
  let first = lexemes[at];
  if (has(first, Flag.title) && !isNameFlagged(first as Lexeme)) return;
  if (first && has(first, Flag.role) && lexemes[at + 1]?.gap === Gap.space) first = lexemes[++at];
  if (!first || (first.gap === Gap.line && !/name|patient|by$|signed|attending/.test(field))) return;
  // "ASSISTANT: WILL BISHOP": a verb that is a name, before another one.
  const odd = first.writing !== 'lower' && isFunctionWord(first.lower) && has(first, Flag.ambiguous);
  const found = nameAt(lexemes, odd ? at + 1 : at, 'sure', true);
  if (odd && (!found || !isNameFlagged(lexemes[at + 1] as Lexeme))) return;
  const run = odd && found ? { ...found, start: at, words: found.words + 1, known: found.known + 1 } : found;
  if (!run) {
    if (
      first.writing === 'lower' &&
      !openFields.has(field) &&
      isNameFlagged(first) &&
      !has(first, Flag.safe | Flag.ambiguous)
    ) {
      lowerRun(marks, at);
    }
    return;
  }
  const credential = has(lexemes[run.end + (lexemes[run.end]?.text === ',' ? 1 : 0)], Flag.credential);
  if (isEponym(lexemes, run) && !credential) return;
  const evidence = run.known > 0 || credential || run.initials > 0 || run.comma;
  if (openFields.has(field) && !evidence) {
    const plain = run.words >= 2 && !isOrganisation(lexemes, run) && first.writing === 'capital';
    const nextIs = lexemes[run.end];
    const alone = !nextIs || nextIs.gap >= Gap.wide || /^(?:name|subject)$/.test(field);
    if (
      !(
        plain &&
        alone &&
        /^(?:name|signed|re|by|contact|mother|child|infant|subject|resident|nurse|tech|referral|backup)$/.test(
          field,
        )
      ) &&
      !(
        alone &&
        /^(?:name|infant|tech|md|rn|np)$/.test(field) &&
        first.writing === 'capital' &&
        !looksLikeWord(first.lower)
      )
    )
      return;
  }
  if (isOrganisation(lexemes, run)) return;
  mark(marks, run.start, run.end);
}

/** Whether a run is, or goes on to be, an organisation. */
const isOrganisation = (lexemes: readonly Lexeme[], run: NameRun): boolean => {
  for (let i = run.start; i < run.end + 2; i++) {
    const lexeme = lexemes[i];
    if (i >= run.end && (!lexeme || lexeme.gap > Gap.space || lexeme.writing === 'lower')) return false;
    if (has(lexeme, Flag.organisation)) return true;
  }
  return false;
};

/** Up to three words in small letters that hold a name: "jane doe". */
function lowerRun(marks: Marks, at: number): void {
  const { lexemes } = marks;
  let end = at;
  while (end < at + 3) {
    const lexeme = lexemes[end];
    if (!lexeme || !lowerPart(lexeme) || (end > at && lexeme.gap !== Gap.space)) break;
    end = hyphenated(lexemes, end);
  }
  mark(marks, at, end);
}

/** A name before its credential: "R. Quispe, RN", "Hollis Vandermark, NP", "kt np"; `i` is the credential. */
function credentialed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const credential = lexemes[i] as Lexeme;
  let end = i;
  const comma = lexemes[end - 1]?.text === ',' || lexemes[end - 1]?.text === '(';
  if (comma) end--;
  if (credential.gap === Gap.line || (credential.gap === Gap.none && !comma)) return;
  const lower = credential.writing === 'lower';
  if (lower && !/^(?:md|rn|np|lpn|pa|do)$/.test(credential.lower)) return;
  if (credential.writing === 'capital' && credential.lower.length < 4) return;
  if (!comma && !lower && !credentialsAlone.test(credential.text)) return;
  let start = end;
  let words = 0;
  let initials = 0;
  let known = 0;
  while (start > 0 && words + initials < 5) {
    const lexeme = lexemes[start - 1] as Lexeme;
    const following = lexemes[start] as Lexeme;
    if (start < end && following.gap > Gap.space && !(following.gap === Gap.line && lexeme.text === '-'))
      break;
    if (lexeme.text === '.' && isInitial(lexemes[start - 2])) {
      if (start === end && !comma) break;
      start -= 2;
      initials++;
      continue;
    }
    if (/^[-‐‑]$/.test(lexeme.text) && following.gap !== Gap.space && lexemes[start - 2]?.kind === 'word') {
      start--;
      continue;
    }
    if (lexeme.kind !== 'word') {
      if (
        /^["”]$/.test(lexeme.text) &&
        lexemes[start - 2]?.kind === 'word' &&
        /^["“]$/.test(lexemes[start - 3]?.text ?? '')
      ) {
        start -= 3;
        continue;
      }
      break;
    }
    if (isInitial(lexeme)) initials++;
    else if (lower ? lowerPart(lexeme) : mayBeName(lexeme, 'sure')) {
      words++;
      if (isNameFlagged(lexeme) && !has(lexeme, Flag.ambiguous)) known++;
    } else if (!(has(lexeme, Flag.particle) && words > 0 && lexeme.writing === 'lower')) break;
    start--;
  }
  if (
    lexemes[start]?.text === '-' ||
    (has(lexemes[start], Flag.particle) && lexemes[start]?.writing === 'lower')
  )
    start++;
  if (lower) {
    const first = lexemes[start];
    if (
      words > 0 &&
      words < 3 &&
      (known > 0 ||
        first?.gap === Gap.line ||
        comma ||
        /^(?:by|per|dr|with|w)$/.test(lexemes[start - 1]?.lower ?? ''))
    )
      mark(marks, start, end);
    else if (words === 0) signedLow(marks, i);
    return;
  }
  if (words === 0) return;
  const ambiguousCredential = /^(?:pt|ot|od|do|ma|pa|ms|rt|ed|face|jd|edd|ccc)$/.test(credential.lower);
  if (ambiguousCredential && !(comma && (words > 1 || initials > 0))) return;
  if (!comma && known === 0 && initials === 0 && words < 2) return;
  mark(marks, start, end);
}

/** Initials in small letters before a credential, alone on their line: "kt np". */
function signedLow({ lexemes, found }: Marks, i: number): void {
  const [initials, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (initials?.kind !== 'word' || initials.gap !== Gap.line || initials.text.length > 3) return;
  if (initials.text.length < 2 || isFunctionWord(initials.lower) || (next && next.gap !== Gap.line)) return;
  if (has(initials, Flag.safe) && !/^(?:pt|as|ma)$/.test(initials.lower)) return;
  found.push({ start: initials.start, end: initials.end, category: 'NAME', kind: 'initials' });
}

/** Names that the gazetteers know, and what stands beside them. */
function listed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (previous && first.gap === Gap.none && !/^[("“/\-–—:^]$/.test(previous.text)) return;
  const given = has(first, Flag.given) && !has(first, Flag.ambiguous);
  const possible = has(first, Flag.given | Flag.ambiguous) && !has(first, Flag.kept);
  const run = nameAt(lexemes, i, 'likely', true);
  if (!run) return;
  if (isEponym(lexemes, run) || isOrganisation(lexemes, run)) return;
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
  } else if (given && run.words > 1 && plainFamily) mark(marks, i, run.end);
  else if (
    possible &&
    plainFamily &&
    !isFunctionWord(first.lower) &&
    !has(second, Flag.safe | Flag.ambiguous)
  ) {
    if (first.gap !== Gap.line || run.words > 2 || !has(first, Flag.safe)) mark(marks, i, run.end);
  }
}

/** In capitals a gazetteer name counts only with another one beside it. */
const inCapitalsOk = (lexemes: readonly Lexeme[], run: NameRun): boolean => {
  if (run.known < 2) return false;
  const around = lexemes[run.end];
  return !(around && around.gap <= Gap.space && has(around, Flag.eponymHead));
};

/** A known family name behind an initial: "J. Marchetti", "K. Foley"; unknown ones behind a cue or a line start. */
function initialled(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const run = nameAt(lexemes, i, 'likely');
  if (!run || run.initials === 0 || run.words === 0 || run.words > 3) return;
  const dotted = lexemes[i + 1]?.text === '.';
  const word = lexemes[i + (dotted ? 2 : 1)] as Lexeme;
  if (!dotted || word.gap !== Gap.space || word.writing === 'lower') return;
  if (isEponym(lexemes, run) || has(word, Flag.safe)) return;
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

/** Words right before "DOB", an age and the like, alone in their column: "kowalczyk brendan   dob 2-11-77". */
function beforeBirth(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let end = i;
  if (/^[,(|-]$/.test(lexemes[end - 1]?.text ?? '')) end--;
  let start = end;
  while (start > 0 && end - start < 6) {
    const lexeme = lexemes[start - 1] as Lexeme;
    const named = isNameFlagged(lexeme) || has(lexeme, Flag.ambiguous);
    const fits =
      isInitial(lexeme) ||
      /^[-,]$/.test(lexeme.text) ||
      (lexeme.kind === 'word' &&
        !has(lexeme, Flag.title | Flag.month) &&
        (named || !has(lexeme, Flag.safe | Flag.generic | Flag.organisation)));
    if (!fits) break;
    start--;
    if (lexeme.gap >= Gap.wide) break;
  }
  while (start < end && (lexemes[start] as Lexeme).kind !== 'word') start++;
  const words = lexemes.slice(start, end).filter((l) => l.kind === 'word' && l.text.length > 1);
  const apart =
    (lexemes[start]?.gap ?? 0) >= Gap.wide ||
    /^[:#]$/.test(lexemes[start - 1]?.text ?? '') ||
    /^(?:pt|patient)$/.test(lexemes[start - 1]?.lower ?? '');
  const known = words.some((l) => isNameFlagged(l));
  if (
    words.length >= 2 &&
    (apart || known) &&
    words.every((l) => !looksLikeWord(l.lower) || isNameFlagged(l))
  )
    mark(marks, start, end);
}

const typists =
  /(?:^|[ \t]{2,}|[\r\n])[ \t]*(?<value>[A-Z](?:[A-Z]|['’](?=[A-Z])){1,4})[ \t]?[/:][ \t]?(?<typist>[a-z]{2,4}|[A-Z]{2,4})[ \t]*(?=\r?\n|$)/dg;
const alias =
  /(?<![\p{L}])(?:goes by|known as|nickname(?:d)?|prefers(?: to be called)?|aka|a\.k\.a\.|called|["“](?=[^"”\n]{2,20}["”]\)))[ :]{0,2}["“']?(?<value>\p{Lu}[\p{Ll}\p{M}’'-]{1,20})(?![\p{L}\p{M}])/dgu;

/** Initials of who dictated and who typed: "ELC/jrb". */
function typed(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(typists)) {
    for (const group of ['value', 'typist']) {
      const range = match.indices?.groups?.[group];
      if (range && !/^(?:pt|rx|hr|min|day|wk|mg|dl)$/i.test(text.slice(range[0], range[1]))) {
        found.push({ start: range[0], end: range[1], category: 'NAME', kind: 'initials' });
      }
    }
  }
  return found;
}

/** Names of persons: patients, relatives, staff; without titles, credentials and the possessive 's. */
export function findNames({ text, lexemes }: Lexed): Finding[] {
  const marks: Marks = { lexemes, found: [] };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.text === ':') labelled(marks, i);
    if (lexeme.kind !== 'word') continue;
    const { flags } = lexeme;
    if (flags & Flag.title) titled(marks, i);
    if (flags & Flag.relative) relative(marks, i);
    else if (flags & Flag.role) role(marks, i);
    if (flags & Flag.credential) credentialed(marks, i);
    if (lexeme.writing !== 'lower') {
      if (flags & (Flag.given | Flag.family | Flag.ambiguous)) listed(marks, i);
      if (lexeme.text.length === 1) initialled(marks, i);
      else if (!(flags & Flag.safe)) beside(marks, i);
    } else if (lexeme.lower === 'pt' || lexeme.lower === 'patient') plainPatient(marks, i);
    if (lexeme.lower === 'dob' || lexeme.lower === 'd.o.b') beforeBirth(marks, i);
    if (/^(?:pt|patient|client|resident|baby)$/.test(lexeme.lower)) patientName(marks, i);
  }
  if (text.includes('/') || text.includes(':')) marks.found.push(...typed(text));
  if (/goes by|known as|nickname|prefers|a\.?k\.?a|["“]\p{Lu}/u.test(text))
    marks.found.push(
      ...matches(
        text,
        alias,
        'NAME',
        'firstname',
        (m) =>
          !/^(?:The|This|I|He|She|It|No|Yes|My)$/.test(m.groups?.value ?? '') &&
          /goes|known|nick|prefers|aka|a\.k|["“]/.test(m[0]) &&
          !m[0].startsWith('called'),
      ),
    );
  return marks.found;
}

/** "Pt Featherstone-Liu, Quentin", "Baby Girl Venkatanarayan". */
function patientName(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  if (/^(?:girl|boy|name)$/.test(lexemes[at]?.lower ?? '')) at++;
  const next = lexemes[at];
  if (!next || next.gap !== Gap.space || next.writing === 'lower') return;
  const run = nameAt(lexemes, at, 'likely', true);
  if (!run || isEponym(lexemes, run)) return;
  if (run.comma || run.known > 0 || at > i + 1) mark(marks, run.start, run.end);
}

/** "pt jane" in a note without capitals. */
function plainPatient(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const next = lexemes[i + 1];
  if (
    next?.gap === Gap.space &&
    next.writing === 'lower' &&
    has(next, Flag.given) &&
    !has(next, Flag.ambiguous | Flag.safe | Flag.family) &&
    next.text.length > 2
  ) {
    const second = lexemes[i + 2];
    const more =
      second?.gap === Gap.space && has(second, Flag.family) && !has(second, Flag.safe | Flag.ambiguous);
    mark(marks, i + 1, more ? i + 3 : i + 2);
  }
}

/** "dietitian Olive Brandywine", "school nurse, Basil Etcitty,", "RN K. Foley". */
function role(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  const comma = lexemes[at]?.text === ',';
  if (comma) at++;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.gap > Gap.space || first.gap === Gap.none || first.writing === 'lower')
    return;
  const run = nameAt(lexemes, at, has(first, Flag.given | Flag.family | Flag.ambiguous) ? 'sure' : 'likely');
  if (!run || isEponym(lexemes, run) || isOrganisation(lexemes, run)) return;
  const evidence = run.known > 0 || run.initials > 0 || run.words > 1;
  if (first.writing === 'capitals' && run.known === 0 && run.initials === 0) return;
  if (
    comma
      ? run.known > 0 || (run.words > 1 && lexemes[run.end]?.kind === 'symbol')
      : evidence || !has(lexemes[i], Flag.safe) || (lexemes[i] as Lexeme).writing === 'lower'
  ) {
    mark(marks, run.start, run.end);
  }
}

/** Capitalised words behind "by", "per", "with" and before a relative in brackets. */
function beside(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (first.gap === Gap.none && previous?.text === '-') return;
  const open = lexemes.slice(i, i + 9).findIndex((l) => l.text === '(');
  if (open > 0) {
    const inside = lexemes[i + open + 1];
    if (inside && (has(inside, Flag.relative) || inside.lower === 'self')) {
      const run = nameAt(lexemes, i, 'likely', true);
      if (run && run.end === i + open && first.writing === 'capital') mark(marks, i, run.end);
    }
  }
  if (!previous || first.gap !== Gap.space || !actors.test(previous.lower) || first.writing !== 'capital')
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
  if (
    run.known > 0 ||
    run.initials > 0 ||
    acted ||
    /^(?:dear|hi|hello|signed|cosigned|named|paged)$/.test(previous.lower)
  )
    mark(marks, i, run.end);
}
