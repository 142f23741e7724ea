import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import { type Cell, isSegment } from './cells';
import { Judged, type Judgement } from './judgement';
import { hasUnit } from './number-evidence';
import { isSafeCode } from './safe-codes';

/** Labels that ask for a person, a place or a number: all that stands behind them is one. */
const asking = new Set(
  'name,names,address,addr,residence,employer,workplace,school,preschool,daycare,college,university,pcp,gp,nok,kin,pharmacy,pharm,insurance,insurer,ins,pri,payer,payor,carrier,subscriber,guarantor,policyholder,physician,doctor,attending,provider,surgeon,surgeons,assistant,anesthesiologist,anesthetist,anaesthetist,consultant,referring,contact,contacts,caller,informant,interpreter,spouse,guardian,hospital,facility,clinic,practice,city,town,street,county,township,parish,church,congregation,signed,author,dictated,transcribed,cosigned,reviewed,verified,nurse,tech,technologist,witness,crew,driver,officer,agency,sheriff,birthplace,phone,telephone,tel,fax,cell,mobile,email,mail,mrn,ssn,acct,account,member,mbr,grp,policy,auth,license,licence,npi,dea,vin,plate,badge,serial,accession,csn,fin,patient,pt,client,attn,attention,alias,aka,nickname,preferred,maiden,surname,forename,firstname,lastname,mother,father,husband,wife,partner,son,daughter,sister,brother,parent,caregiver,carer,poa,hcpoa,proxy,surrogate,scribe,radiologist,pathologist,cardiologist,oncologist,neurologist,nephrologist,psychiatrist,psychologist,hospitalist,dentist,midwife,therapist,counselor,counsellor,endoscopist,sonographer,perfusionist,circulator,scrub,crna,fellow,registrar,intern,resident,supervisor,landlord,lawyer,attorney,adjuster,teacher,coach,sponsor,username,user,login,destination,origin,location,venue,site,lab,laboratory,transport,ambulance,undertaker,crematorium,funeral,mortuary,shelter,from,to,by,cc,re,home,work,job,occupation,employment,operator,collector,examiner,evaluator,manager,coordinator,navigator,liaison,advocate,cm,sw,chaplain,pastor,priest,rabbi,imam,donor,recipient'.split(
    ',',
  ),
);

/** Of these, the ones that as often hold what the patient has or does. */
const open = new Set(
  'mother,father,son,daughter,sister,brother,parent,partner,husband,wife,from,to,by,cc,re,home,work,job,occupation,employment,site,location,lab,laboratory,patient,pt,client,member,reviewed,practice,preferred,transport,mail,recipient,donor,resident,provider,nurse,tech,sw'.split(
    ',',
  ),
);

/** What fills a field and says nothing of anybody. */
const filler =
  /^(?:none|unknown|same|self|yes|no|na|male|female|see|above|below|pending|declined|refused|not|applicable|listed|file|unavailable|nil|both|other|married|single|divorced|widowed|retired|unemployed|disabled|student|alone)$/;

const LONGEST_LABEL = 5;

/** The first lexeme of the label that ends before a colon. */
function labelStart(lexemes: readonly Lexeme[], colon: number, least: number): number {
  let start = colon;
  while (start > least && colon - start < LONGEST_LABEL) {
    const lexeme = lexemes[start - 1] as Lexeme;
    if (lexeme.kind !== 'word' && !/^(?:[/()#&-]|['’]s?)$/.test(lexeme.text)) break;
    start--;
  }
  return start;
}

/** Whether a label asks for what identifies: 2 surely, 1 perhaps, 0 not. */
function asks(lexemes: readonly Lexeme[], start: number, end: number): 0 | 1 | 2 {
  let found: 0 | 1 | 2 = 0;
  for (let at = start; at < end; at++) {
    const { lower } = lexemes[at] as Lexeme;
    if (!asking.has(lower)) continue;
    if (!open.has(lower)) return 2;
    found = 1;
  }
  return found;
}

const isColon = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [before, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (lexemes[i]?.text !== ':' || before === undefined) return false;
  return !(before.kind === 'number' && next?.kind === 'number' && next.gap === Gap.none);
};

/**
 * Masks the values of fields whose label asks for what identifies, "Employer: Blue Lantern", and the cells below
 * such a label in a table.
 */
export function maskAsked(judgement: Judgement): void {
  const { lexed, cells } = judgement;
  for (const [at, cell] of cells.entries()) fieldsOf(judgement, cell, at);
  if (lexed.text.includes('|')) columns(judgement);
}

function fieldsOf(judgement: Judgement, { start, end }: Cell, at: number): void {
  const { lexed, cells } = judgement;
  const { lexemes } = lexed;
  let from = start;
  for (let i = start + 1; i < end; i++) {
    if (!isColon(lexemes, i)) continue;
    const label = labelStart(lexemes, i, from);
    const level = asks(lexemes, label, i);
    from = i + 1;
    if (level === 0) continue;
    let stop = i + 1;
    while (stop < end && !isColon(lexemes, stop)) stop++;
    // The label of the next field stands between.
    if (stop < end) stop = Math.max(i + 1, Math.min(stop, lastWords(lexemes, stop, i + 1)));
    if (stop > i + 1) maskValue(judgement, i + 1, stop, level);
    if (stop < end || i + 1 < stop) {
      if (stop === end) goOn(judgement, at, level);
      continue;
    }
    const next = cells[at + 1];
    if (next && !hasColon(lexemes, next) && (next.column > 0 || level === 2))
      maskValue(judgement, next.start, next.end, level);
  }
}

/** The start of the label before a colon that follows a value: its last word, or two that are known. */
function lastWords(lexemes: readonly Lexeme[], colon: number, least: number): number {
  let start = colon - 1;
  while (start > least && has(lexemes[start - 1], Flag.label | Flag.role | Flag.generic)) start--;
  return start;
}

const hasColon = (lexemes: readonly Lexeme[], { start, end }: Cell): boolean => {
  for (let i = start; i < end; i++) if (lexemes[i]?.text === ':') return true;
  return false;
};

/** A value goes on in the next line where that is set in: "Address: 4 Elm Row\n    Harrowby". */
function goOn(judgement: Judgement, at: number, level: 1 | 2): void {
  const { text, lexemes } = judgement.lexed;
  const next = judgement.cells[at + 1];
  const first = next && lexemes[next.start];
  if (!next || !first || next.column > 0 || !/[ \t]/.test(text.charAt(first.start - 1))) return;
  if (!hasColon(lexemes, next)) maskValue(judgement, next.start, next.end, level);
}

/** Clinical words in small letters that make a value a text of its own. */
const PROSE = 2;

/** Masks a value: all of it, or what is written large and names where the value reads as a text. */
function maskValue({ lexed, judged }: Judgement, start: number, end: number, level: 1 | 2): void {
  const { lexemes } = lexed;
  let prose = 0;
  for (let i = start; i < end; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.writing === 'lower' && lexeme.text.length > 2 && isClinicalOnly(lexeme)) prose++;
  }
  const whole = level === 2 && prose < PROSE;
  for (let i = start; i < end; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (judged[i] !== Judged.safe || lexeme.kind === 'symbol') continue;
    if (isAsked(lexemes, i, whole)) judged[i] = Judged.unsafe;
  }
}

function isAsked(lexemes: readonly Lexeme[], i: number, whole: boolean): boolean {
  const lexeme = lexemes[i] as Lexeme;
  const { lower, writing, text } = lexeme;
  if (lexeme.kind === 'number')
    return whole && !hasUnit(lexemes, i + 1) && !/^(?:m|f)$/.test(lexemes[i + 1]?.lower ?? '');
  if (has(lexeme, Flag.title | Flag.credential | Flag.relative | Flag.patient | Flag.role)) return false;
  if (filler.test(lower) || has(lexeme, Flag.label | Flag.extension)) return false;
  const small = writing === 'lower';
  if (isFunctionWord(lower))
    return !small && whole && !/^(?:at|of|by|to|from)$/.test(lower) && text.length > 1;
  if (lexeme.gap === Gap.none && lexemes[i - 1]?.kind === 'number' && text.length < 3) return false;
  if (/^[MFmf]$/.test(text) && lexemes[i - 1]?.kind === 'number') return false;
  if (lexeme.mixed && isSafeCode(lexeme)) return false;
  if (whole) return true;
  if (small) return has(lexeme, Flag.given | Flag.family | Flag.city) && !has(lexeme, Flag.safe);
  return !isClinicalOnly(lexeme) && (safetyIn(lexeme) & Safe.measured) === 0;
}

/** Cells of a table with a bar: those below a header that asks. */
function columns(judgement: Judgement): void {
  const { lexed, cells } = judgement;
  const { lexemes } = lexed;
  // What the header of each column asks for; a row that asks is a header itself.
  let asked = new Map<number, 1 | 2>();
  for (let at = 0; at < cells.length; ) {
    const { line } = cells[at] as Cell;
    let end = at;
    while (cells[end]?.line === line) end++;
    const row = cells.slice(at, end);
    at = end;
    if (row.length < 3 || isSegment(lexemes, row[0] as Cell)) {
      asked = new Map();
      continue;
    }
    const headers = row.flatMap(({ start, end: stop, column }): [number, 1 | 2][] => {
      if (stop - start > 4 || hasColon(lexemes, { start, end: stop, line, column })) return [];
      const level = asks(lexemes, start, stop) || (isBy(lexemes, start, stop) ? 2 : 0);
      return level === 0 ? [] : [[column, level]];
    });
    const numbers = row.some(({ start, end: stop }) =>
      lexemes.slice(start, stop).some(({ kind }) => kind === 'number'),
    );
    if (headers.length > 0 && !numbers) asked = new Map(headers);
    else
      for (const { start, end: stop, column } of row) {
        const level = asked.get(column);
        if (level) maskValue(judgement, start, stop, level);
      }
  }
}

/** "By", "Initials", "Sig": who did it. */
const isBy = (lexemes: readonly Lexeme[], start: number, end: number): boolean =>
  end > start &&
  /^(?:by|init|initials|sig|signature|who|staff|rn|md|giver|admin)$/.test(lexemes[end - 1]?.lower ?? '');
