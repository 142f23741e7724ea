import { Gap, has, type Lexed, type Lexeme, Sign } from '../../words/lexer';
import { Flag, flagsOf } from '../../words/lexicon';
import { Safe, safetyOf } from '../../words/safe-words';
import { type Finding, matches } from '../finding';
import { labelled } from '../numbers/labels';

/** "ayse_yilmaz88", "t.okafor_rn": a name as a system knows its user. */
const account = /(?<![\w@/.=&?-])(?:[a-z]{2,20}|[a-z]\d{2,6})_[a-z\d_]{1,24}(?![\w@/-]|\.[a-z])/g;
/** "[13 Mar 08:02] tkgrant:", "2024-03-13T12:49:30 READ jreyes 192.0.2.14": who wrote or looked. */
const writer =
  /(?:\[[^\]\n]{0,24}\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]|^\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)[ \t]{1,4}(?<value>[a-z][a-z\d._-]{2,30}[a-z\d])(?=[ \t]?:|[ \t]{2,}|\t)/dgim;
const looked =
  /\b(?:READ|VIEW(?:ED)?|WRITE|OPEN(?:ED)?|PRINT(?:ED)?|EDIT(?:ED)?|SIGN(?:ED)?|LOGIN|LOGON|LOGOUT|EXPORT(?:ED)?|ACCESS(?:ED)?|MODIF(?:Y|IED)|CREATED?|DELETED?|QUERY|UPDATED?)(?:[ \t]{2,}|\t|[ ](?=[a-z][a-z\d._-]{2,30}[ \t]{2,}))[ \t]{0,12}(?<value>[a-z][a-z\d._-]{2,30})(?![\w@])/dg;
const participants =
  /^[ \t]*(?:participants?|users?|members|authors?|senders?|recipients?)[ \t]?:(?<value>[^\n]{3,200})$/dgim;
const handle = /(?<![\w.%+-])@[a-z][\w.]{1,29}\w(?![\w@])/gi;

/** No word of English or medicine. */
const isAccount = (match: RegExpExecArray): boolean => {
  const value = (match.groups?.value ?? '').toLowerCase();
  return value
    .split(/[._-]/)
    .some((part) => part.length > 2 && (safetyOf(part, flagsOf(part)) & Safe.word) === 0);
};

/** No "@work", "@bedside": a plain word is where somebody is. */
const isHandle = ({ 0: found }: RegExpExecArray): boolean => {
  const word = found.slice(1).toLowerCase();
  return (
    (safetyOf(word, flagsOf(word)) & Safe.word) === 0 || (flagsOf(word) & (Flag.given | Flag.family)) !== 0
  );
};

/** "run_date", "dry_wt_kg": what a table calls its columns, of words that are no names, or in a line of such heads. */
const isNoField = ({ 0: value, input, index }: RegExpExecArray): boolean =>
  !isInHeads(input, index) &&
  (/\d/.test(value) ||
    value.split('_').some((part) => {
      const safety = safetyOf(part, flagsOf(part));
      return part.length > 1 && ((safety & Safe.name) !== 0 || (safety & (Safe.word | Safe.measured)) === 0);
    }));

/** Whether an offset lies in a line of fields with commas between them and no numbers. */
function isInHeads(text: string, at: number): boolean {
  const line =
    text.slice(text.lastIndexOf('\n', at) + 1, at) + /[^\n]{0,400}/.exec(text.slice(at, at + 400))?.[0];
  return line.split(',').length > 3 && !/\d{3}|, /.test(line);
}

/** "Participants: ayse_yilmaz88 (patient) · rnpool-lantern · tkgrant": words in small letters that are none. */
export function listedUsers(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(participants)) {
    const range = match.indices?.groups?.value;
    if (!range) continue;
    const users = /(?<![\w(@.])(?<value>[a-z][a-z\d._-]{3,30})(?![\w@)])/dg;
    for (const user of matches(text.slice(range[0], range[1]), users, 'ID', 'username', isAccount))
      found.push({ ...user, start: user.start + range[0], end: user.end + range[0] });
  }
  return found;
}

/** Names that a system knows its users by, where messages and trails of access show them. */
export function findUsers(lexed: Lexed): Finding[] {
  const { text, lexemes, signs } = lexed;
  const found: Finding[] = [];
  // Labels are read where there are digits; "username: kmora" and "pw: lantern" need none.
  if (!(signs & Sign.digit))
    for (let i = 0; i < lexemes.length; i++) {
      if (!has(lexemes[i], Flag.label)) continue;
      const one = labelled(lexed, i);
      if (one?.kind === 'username' || one?.kind === 'pin') found.push(one);
    }
  if (signs & Sign.at) found.push(...matches(text, handle, 'ID', 'username', isHandle));
  if (signs & Sign.underscore) found.push(...matches(text, account, 'ID', 'username', isNoField));
  if (signs & Sign.colon && signs & Sign.digit && /\d:\d\d/.test(text)) {
    found.push(
      ...matches(text, writer, 'ID', 'username', isAccount),
      ...matches(text, looked, 'ID', 'username', isAccount),
    );
  }
  return found;
}

const numbered = /^(?<word>[a-z]{6,20})\d{1,4}$/;
// Words of medicine that a number is written to.
const measures = /(?:in|ine|ol|ide|ate|one|factor|grade|stage|type|level|score|vit[a-z]{0,6}|ics?|als?|amp)$/;
const workerCode = /^(?:[A-Z]{1,5}\d{2,8}|[a-z]{2,5}\d{2,8}|[a-z]{4,10}\d{1,3})$/;
const worked =
  /\b(?:print|enter|sign|verif|record|creat|updat|modif|log|perform|review|collect|dispens|scann|fil|edit|approv|author|check|valid|order|release|read|complet|document|chart)(?:ed|ied|n)?\b[^.\n]{0,36}\bby[ :]{1,2}$/i;

/**
 * "booked under plumhopper63": letters that no word is before a few digits; "printed by QRW0926": who worked at a
 * system. Of a word that holds a digit.
 */
export function isUser(
  text: string,
  { start, end, text: word, gap }: Lexeme,
  previous: Lexeme | undefined,
): boolean {
  if (gap === Gap.none && previous && /[\w@/.=&?#-]$/.test(previous.text)) return false;
  if (/^[\w@/-]|^\.[a-z\d]/.test(text.slice(end, end + 2))) return false;
  if (previous?.lower === 'by' || previous?.text === ':')
    if (workerCode.test(word) && worked.test(text.slice(Math.max(0, start - 56), start))) return true;
  const letters = numbered.exec(word)?.groups?.word;
  return letters !== undefined && safetyOf(letters, flagsOf(letters)) === 0 && !measures.test(letters);
}
