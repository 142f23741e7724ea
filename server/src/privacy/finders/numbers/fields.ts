import { Gap, has, isNameFlagged, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksLikeWord } from '../../words/lexicon';
import { isEponym, isOrganisation, lowerPart, type Marks, mark } from '../marks';
import { hyphenated, isInitial, mayBeName, nameAt } from '../names/person';
import { isSpoken } from '../names/talk';

// Fields of a form that hold a person, by their last one or two words.
const fields = new Set(
  'patient,name,patient name,pt,pt name,client,resident,member name,full name,attending,surgeon,assistant,first assistant,anesthesiologist,anesthetist,anaesthetist,provider,physician,pcp,gp,doctor,mother,infant,child,father,proxy,caller,taken by,tech,technologist,md,rn,np,pa,nurse,interpreter,emergency contact,contact,next of kin,of kin,nok,kin,author,dictated by,transcribed by,signed by,electronically signed,signed,e-signed by,reviewed by,performed by,read by,reported by,reporting,submitting,delivering,backup,consultant,cosigned by,cosigner,completed by,teacher,referral,referring,referred by,routed to,accompanied by,witness,witnesses,guardian,spouse,husband,wife,ordering,ordered by,requested by,requesting,prescriber,radiologist,pathologist,fellow,intern,registrar,supervisor,informant,historian,scribe,typed by,prepared by,entered by,verified by,called to,cc,re,dear,family,parent,son,daughter,sister,brother,operator,perfusionist,midwife,therapist,counselor,counsellor,representative,case manager,manager,coordinator,proxy name,agent,team,staff,endoscopist,examiner,evaluator,recorded by,approved by,authenticated by,seen by,admitting,discharging,social worker,chaplain,respondent,caregiver,carer,partner,subject,applicant,insured,subscriber,policy holder,from,to,by,donor,recipient,hcp,poa,healthcare proxy,health care proxy,alias,aka,also known,known as,maiden name,preferred name,nickname,goes by,last name,first name,surname,given name,family name,employee,attention,attn,dentist,pharmacist,reader,crna,circulator,scrub,initials,technician,phlebotomist,collector,collected by,drawn by,administered by,given by,notified,person notified,reported to,spoke with,spoke to,signature,physician signature,patient signature,printed name,print name,responsible party,guarantor,policyholder,emergency,ice,decision maker,pt/client,doctor name,consulting,consulting physician,primary care,primary physician,hospitalist,oncologist,cardiologist,neurologist,nephrologist,psychiatrist,psychologist,urologist,dietitian,dietician,preceptor,supervising,supervising physician,mom,dad,grandmother,grandfather,aunt,uncle'.split(
    ',',
  ),
);

/** The last words of fields: what ends in none of them is no field. */
const lastOfFields = new Set([...fields].map((field) => field.slice(field.lastIndexOf(' ') + 1)));

/** Fields that hold other things as often: a name there needs more than a capital. */
const openFields = new Set(
  'from,to,cc,re,referral,contact,team,staff,family,mother,father,sister,brother,son,daughter,child,infant,parent,reporting,by,name,signed,subject,contact,backup,husband,wife,spouse,partner,rn,md,np,pa,tech,resident,nurse,admitting,gp,kin'.split(
    ',',
  ),
);

/**
 * "Patient: …", "Attending : …", "| Name | …": a name in a field of a form.
 * @param behind the index right behind the label
 * @param value the index of the first lexeme of the value
 */
export function labelled(marks: Marks, behind: number, value: number): void {
  const { lexemes } = marks;
  let end = behind;
  // "Name (last, first):"
  if (lexemes[end - 1]?.text === ')') while (end > 0 && lexemes[end]?.text !== '(' && behind - end < 9) end--;
  const [last, previous, third] = [lexemes[end - 1], lexemes[end - 2], lexemes[end - 3]];
  if (last?.kind !== 'word' || !lastOfFields.has(last.lower)) return;
  const one = last.lower;
  const two = previous && last.gap === Gap.space ? `${previous.lower} ${one}` : one;
  const three = third && previous?.gap === Gap.space ? `${third.lower} ${two}` : two;
  const field = fields.has(three) ? three : fields.has(two) ? two : fields.has(one) ? one : undefined;
  if (!field) return;
  // In a table without colons only the plainest labels count.
  const table = lexemes[behind]?.text !== ':';
  if (table && (openFields.has(field) ? field !== 'name' : false)) return;
  let at = value;
  while (lexemes[at] && /^[["“*(]$/.test((lexemes[at] as Lexeme).text)) at++;
  let first = lexemes[at];
  if (has(first, Flag.title) && !isNameFlagged(first as Lexeme)) return;
  if (first && has(first, Flag.role) && lexemes[at + 1]?.gap === Gap.space) first = lexemes[++at];
  if (!first || (first.gap === Gap.line && !/name|patient|by$|signed|attending/.test(field))) return;
  // "ASSISTANT: MARK DEACON": a verb that is a name, before another one.
  const odd = first.writing !== 'lower' && isFunctionWord(first.lower) && has(first, Flag.ambiguous);
  const found = nameAt(lexemes, odd ? at + 1 : at, 'sure', true);
  if (odd && (!found || lexemes[at + 1]?.gap !== Gap.space || !mayBeName(lexemes[at + 1], 'likely'))) return;
  const run = odd && found ? { ...found, start: at, words: found.words + 1, known: found.known + 1 } : found;
  if (
    !run &&
    /^(?:initials|by|signed|scribe|tech|signed by|dictated by|transcribed by|typed by|recorded by|entered by|rn|md|np|nurse)$/.test(
      field,
    )
  ) {
    // "Typed by: KM"
    const next = lexemes[at + 1];
    if (
      first.writing === 'capitals' &&
      first.text.length < 4 &&
      !has(first, Flag.safe | Flag.credential) &&
      (!next || next.gap >= Gap.wide || next.text === '/')
    ) {
      mark(marks, at, at + 1, 'initials');
    }
    return;
  }
  if (!run && !openFields.has(field) && first.writing === 'capitals' && lexemes[at + 1]?.text === ',') {
    // "Patient: STILL, WILL": before a comma even everyday words are a name.
    const given = lexemes[at + 2];
    if (given?.writing === 'capitals' && given.gap <= Gap.space && given.text.length > 1)
      mark(marks, at, hyphenated(lexemes, at + 2));
    return;
  }
  if (!run) {
    if (
      first.writing === 'lower' &&
      (!openFields.has(field) || field === 'name') &&
      (isNameFlagged(first) ||
        (/name|^patient$|^pt$/.test(field) &&
          lowerPart(first) &&
          lexemes[at + 1] !== undefined &&
          lowerPart(lexemes[at + 1] as Lexeme))) &&
      !has(first, Flag.safe | Flag.ambiguous)
    ) {
      lowerRun(marks, at);
    }
    return;
  }
  if (run.words === 1 && isSpoken(lexemes, run.start)) return;
  const parted = lexemes[run.end]?.text === ',' ? 1 : 0;
  const behindIt = lexemes[run.end + parted];
  const credential = has(behindIt, Flag.credential) && (parted > 0 || behindIt?.writing !== 'lower');
  if (isEponym(lexemes, run) && !credential) return;
  if (table && !(run.known > 0 || run.comma || (run.words > 1 && first.writing === 'capital'))) return;
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
  // "Team: Okafor/Lindgren and Vo"
  let next = run.end;
  while (lexemes[next] && /^(?:\/|&|and|\+)$/.test((lexemes[next] as Lexeme).lower)) {
    const other = nameAt(lexemes, next + 1, 'likely');
    if (!other || isEponym(lexemes, other)) break;
    mark(marks, other.start, other.end);
    next = other.end;
  }
}

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

/** Words right before "DOB", an age and the like, alone in their column: "kowalczyk brendan   dob 2-11-77". */
export function beforeBirth(marks: Marks, i: number): void {
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
