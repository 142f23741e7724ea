import type { Category } from '../identifiers';
import type { Lexed } from '../lexer';
import { type Finding, matches } from './finding';

const ssn =
  /(?<![\p{L}\p{Nd}.-])\d{3}(?:-\d{2}-|\u2011\d{2}\u2011|[ .]\d{2}[ .])\d{4}(?![\p{L}\p{Nd}]|[-.]\d)/gu;
const maskedSsn = /(?<![\p{L}\p{Nd}])[x*•#]{3}[- ]?[x*•#]{2}[- ]?\d{4}(?!\p{Nd})/giu;
const ssnLabel =
  /(?<![\p{L}])(?:ssn?|soc(?:ial)?\.? sec(?:urity)?(?: (?:no|number|num))?)(?:[ \t]{1,2}(?:on|ending|ends|last|is|was|no|number|intake|form|in|with|four|4|digits?|file)\b){0,5}[ \t]{0,3}[#:.]{0,3}[ \t]{0,3}(?<value>(?:[x*•]{3}[- ]?[x*•]{2}[- ]?|\d{3}[- ]?\d{2}[- ]?)?\d{4})(?![\p{L}\p{Nd}])/dgiu;
const lastFour =
  /(?<![\p{L}])last[ -](?:four|4)(?: (?:digits|of|social|ssn?|the|his|her|is|are)){0,5}[ \t]{0,2}:?[ \t]{0,2}(?<value>\d{4})(?!\p{Nd})/dgiu;

// The value behind a label: letters, digits and marks, at least one digit; groups of digits may stand apart.
const value =
  '(?<value>(?:[\\p{L}]{1,5}[- ]{1})?(?=[\\p{L}\\d/*-]{0,12}\\d)[\\p{L}\\d*](?:[\\p{L}\\d]|[-_*/.](?=[\\p{L}\\d])|-\\r?\\n[ ]{0,4}(?=\\d)){0,30}(?:[ ](?=[\\d]{2,})(?:\\d[\\d-]{1,8})(?![\\p{L}\\d:/.%])){0,4})';
const between =
  '[ \\t]{0,12}(?:(?:no|num|nr|number|id|code)\\b\\.?|#|№)?[ \\t]{0,3}(?:is\\b|was\\b)?[ \\t]{0,2}[:#=.]{0,2}[ \\t]{0,12}';
const separated =
  '[ \\t]{0,3}(?:(?:(?:no|num|nr|number|id|code)\\b\\.?|#|№|\\((?:no|id)\\))[ \\t]{0,3}[:#=.]{0,2}|[:#=]{1,2})[ \\t]{0,12}(?:is |was )?';
const label = (words: string, gap: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{Nd}])(?:${words})${gap}${value}`, 'dgiu');

const mrn = label(
  'mrn|mr#|mr(?=[ \\t]{0,2}[:#]|[ \\t]{1,2}[a-z]?\\d{4})|med(?:ical)?\\.? rec(?:ord)?|m\\.r\\.n\\.?|hospital (?:no|number|num|#)|hosp(?:ital)? no|unit (?:no|number|record)|patient (?:id|no|number|#)|pt (?:id|no|#)|nhs(?= no| number|[: #])|chi(?= no| number|:)|emrn?(?=[ :#])|mpi|cpi',
  between,
);
const chart = label('chart|record|rec|file|patient identifier|patient #', separated);
// Labels that say enough by themselves.
const account = label(
  "acct|account|accession|acc(?=[ \\t:#]{1,3}[a-z]{0,4}\\d)|claim|docket|enc#?(?=[ \\t]{0,2}[:#]|[ ]{1,2}[a-z]?\\d{5})|encounter(?= ?(?:no|number|id|#|:))|csn|har|fin|policy|subscriber|member|mem#?|mbr|medicaid|medicare|mbi|beneficiary|npi|dea|clia|lic(?:en[sc]e)?|driver['’]?s? lic(?:en[sc]e)?|dl|licen[sc]e plate|reg(?:istration|istry)?(?= ?(?:no|number|id|#|:))|registry id|plate|vin|serial|s\\/n|sn(?=[: #])|imei|udi|specimen|case no|case number|case(?=[ ]?#)|ticket|job|trip|ref(?=[ .:#])|reference(?= ?(?:no|number|id|#|:))|approval|auth(?:orization)?|referral(?= ?(?:no|number|id|#))|rx ?(?=no|number|#)|prescription (?=no|number|#)|passport|tax|ein|tin(?=[ :#])|itin|barcode|band|worksheet|voucher|invoice|order(?= ?(?:no|number|id|#))|transaction|confirmation|tracking|study(?= ?(?:no|number|id|#))|lab (?=no|number|id|#)|interpreter|badge|employee(?= ?(?:no|number|id|#))|group(?= ?(?:no|number|id|#))|payer|plan (?=id|no|number|#)|ins(?:urance)? (?=id|no|number|#)|card|device(?= ?(?:id|#))|lot(?= ?(?:no|number|#))|tag|locker|permit|certificate|gmc|nmc|nhs no|pin|id",
  between,
);
const userName =
  /(?<![\p{L}])(?:user(?:[ -]?name| id)?|login(?: name| id)?|logged in as|handle|screen name|username|mychart id|portal id|account name)[ \t]{0,2}(?:is |was |[:=])?[ \t]{0,2}(?<value>(?:[a-z][\w.-]{1,30}[\d_][\w.-]{0,20}|@[\w.]{3,30}|(?<=[:=][ \t]{0,2})[a-z][\w.-]{2,30}))(?![\p{L}\p{Nd}])/dgiu;
const atHandle = /(?<![\p{L}\p{Nd}._%+-])@[a-z][\w.]{2,30}(?![\p{L}\p{Nd}@])/giu;
const cue = /\b(?:plate|tag)s?[ \t]{0,2}[:#]?[ \t]{0,2}$/i;
const plate = /(?<![\p{L}\p{Nd}-])[A-Z\d]{1,4}[ -][A-Z\d]{2,4}(?![\p{L}\p{Nd}-])/gu;
const pin =
  /(?<![\p{L}])(?:pin|passcode|password|access code|door code|family code)[ \t]{0,2}(?:is |no\.? |[:#=])?[ \t]{0,2}(?<value>\d{3,8})(?!\p{Nd})/dgiu;
/** Accession and case numbers by their form: "S24-00902", "CT-24-0088513", "M24-10077", "DR-2023-00418". */
const accession =
  /(?<![\p{L}\p{Nd}/-])(?!(?:NCT|ICD|CPT|DSM|COVID|SARS|CD|IL|HLA|BRCA|HER|CYP|PHQ|GAD|LOINC|ISO)-?\d)[A-Z]{1,5}-?(?:19|20)?\d{2}-\d{4,9}(?![\p{L}\p{Nd}]|-\d)/gu;
const vin =
  /(?<![\p{L}\p{Nd}])(?=[A-HJ-NPR-Z\d]{0,16}\d)(?=[A-HJ-NPR-Z\d]{0,16}[A-HJ-NPR-Z])[A-HJ-NPR-Z\d]{17}(?![\p{L}\p{Nd}])/gu;
const macAddress = /(?<![\p{L}\p{Nd}:])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\p{L}\p{Nd}:-])/giu;
const uuid = /(?<![\p{L}\p{Nd}-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\p{L}\p{Nd}])/giu;
/** A column of prescription numbers and the like: its head says so, the line holds seven digits alone. */
const column = /(?:rx ?(?:no|number|#)|prescription no|acct|account no|member (?:no|id)|serial)/i;
const cell = /(?<=[ \t]{2,}|\t|\|[ ]?)\d{6,10}(?=[ \t]{2,}|\t|[ ]?\||[ \t]*$)/gmu;

// What a label may be followed by that is no number of a person: times, dates, doses, versions.
const harmless =
  /^(?:\d{1,2}:\d{2}|\d{1,4}[/.]\d{1,2}(?:[/.]\d{1,4})?$|\d{1,3}$|\d+(?:\.\d+)?(?:mg|ml|cc|kg|mm|cm|h|hr|hrs|am|pm|st|nd|rd|th|yo|x)$|(?:19|20)\d{2}$|x\d$)/i;
const kept =
  /\b(?:trial|nct|loinc|model|firmware|form|version|cpt|icd(?:-?10)?|drg|study|room|bed|apt|suite)\b[^\n]{0,6}$/i;

function labelled(text: string, pattern: RegExp, category: Category, kind: string): Finding[] {
  return matches(text, pattern, category, kind, (match) => {
    const found = match.groups?.value ?? '';
    if (harmless.test(found) || !/\d/.test(found)) return false;
    const label = match[0].slice(0, match[0].length - found.length);
    if (kept.test(text.slice(Math.max(0, match.index - 14), match.index) + label)) return false;
    const digitCount = found.replace(/\D/g, '').length;
    // A bare "id", "card", "job" and the like says little: more digits or a colon must help.
    if (
      /^(?:id|card|job|plan|band|trip|tag|tax|interpreter|case|claim|approval|group|record|file|member|dl|lic|ref|har|fin|medicare|medicaid|specimen|certificate|policy|ticket)/i.test(
        label,
      )
    ) {
      if (digitCount < (/[:#=]|\bno\b|number|id/i.test(label) ? 3 : 4)) return false;
    }
    return digitCount >= 3 || /[:#=]/.test(label);
  });
}

/** Numbers that belong to one person, record, account or thing. */
export function findNumbers({ text }: Lexed): Finding[] {
  const found: Finding[] = [...matches(text, ssn, 'SSN', 'ssn'), ...matches(text, ssnLabel, 'SSN', 'ssn')];
  if (/last[ -](?:four|4)/i.test(text)) found.push(...matches(text, lastFour, 'SSN', 'ssn'));
  if (/[x*•#]{3}/i.test(text)) found.push(...matches(text, maskedSsn, 'SSN', 'ssn'));
  found.push(
    ...labelled(text, mrn, 'MRN', 'mrn'),
    ...labelled(text, chart, 'MRN', 'mrn'),
    ...labelled(text, account, 'ID', 'id'),
    ...matches(text, accession, 'ID', 'accession'),
    ...matches(text, pin, 'ID', 'pin'),
    ...matches(text, vin, 'ID', 'vehicle'),
  );
  if (/user|login|logged|handle|name|mychart|portal/i.test(text))
    found.push(...matches(text, userName, 'ID', 'username'));
  if (text.includes('@')) found.push(...matches(text, atHandle, 'ID', 'username'));
  if (/plate|tag/i.test(text)) {
    found.push(
      ...matches(
        text,
        plate,
        'ID',
        'vehicle',
        (m) => cue.test(text.slice(Math.max(0, m.index - 12), m.index)) && /\d/.test(m[0]),
      ),
    );
  }
  if (/[\da-f]{2}[:-][\da-f]{2}[:-]/i.test(text)) found.push(...matches(text, macAddress, 'ID', 'device'));
  if (/[\da-f]{4}-[\da-f]{4}-/i.test(text)) found.push(...matches(text, uuid, 'ID', 'id'));
  if (column.test(text)) found.push(...matches(text, cell, 'ID', 'id'));
  return found;
}
