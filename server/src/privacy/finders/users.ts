import { flagsOf } from '../lexicon';
import { Safe, safetyOf } from '../safe-words';
import { type Finding, matches } from './finding';

/** "ayse_yilmaz88", "t.okafor_rn": a name as a system knows its user. */
const account = /(?<![\w@/.=&?-])(?:[a-z]{2,20}|[a-z]\d{2,6})_[a-z\d_]{1,24}(?![\w@/-]|\.[a-z])/g;
/** "gazzabear28": letters that are no word, and a few digits. */
const numbered = /(?<![\w@/.=&?#-])(?<word>[a-z]{5,20})\d{1,4}(?![\w@/-]|\.[a-z\d])/g;
/** "printed by PXT0417", "verified by U004417": who worked at a system. */
const byCode =
  /\b(?:print|enter|sign|verif|record|creat|updat|modif|log|perform|review|collect|dispens|scann|fil|edit|approv|author|check|valid|order|release|read|co-?sign|complet|document|chart)(?:ed|ied|n)?[^.\n]{0,36}?\bby[ :]{1,2}(?<value>[A-Z]{1,5}\d{2,8}|[a-z]{2,5}\d{2,8})(?![\w-])/dg;
/** "skype gazzabear28", "insta: @gazza.bear". */
const social =
  /\b(?:insta(?:gram)?|skype|snap(?:chat)?|tiktok|twitter|discord|facebook|fb|venmo|handle|gamertag|telegram|ig)[ ]{0,2}[:=]?[ ]{0,2}(?:is )?(?<value>@[\w.]{3,30}|[a-z][a-z.]{2,20}[\d_][\w.]{0,12})(?![\w@])/dgi;
/** "[13 Mar 08:02] tkgrant:", "2024-03-13T12:49:30 READ jreyes 192.0.2.14": who wrote or looked. */
const writer =
  /(?:\[[^\]\n]{0,24}\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]|^\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)[ \t]{1,4}(?<value>[a-z][a-z\d._-]{2,30}[a-z\d])(?=[ \t]?:|[ \t]{2,}|\t)/dgim;
const looked =
  /\b(?:READ|VIEW(?:ED)?|WRITE|OPEN(?:ED)?|PRINT(?:ED)?|EDIT(?:ED)?|SIGN(?:ED)?|LOGIN|LOGON|LOGOUT|EXPORT(?:ED)?|ACCESS(?:ED)?|MODIF(?:Y|IED)|CREATED?|DELETED?|QUERY|UPDATED?)(?:[ \t]{2,}|\t|[ ](?=[a-z][a-z\d._-]{2,30}[ \t]{2,}))[ \t]{0,12}(?<value>[a-z][a-z\d._-]{2,30})(?![\w@])/dg;
const participants =
  /^[ \t]*(?:participants?|users?|members|authors?|senders?|recipients?)[ \t]?:(?<value>[^\n]{3,200})$/dgim;
const handle = /(?<![\w.%+-])@[a-z][\w.]{2,30}(?![\w@])/gi;

/** Letters that no word of English or medicine is, before digits that no measure has. */
const isName = ({ groups }: RegExpExecArray): boolean => {
  const word = groups?.word ?? '';
  return word.length > 5 && safetyOf(word, flagsOf(word)) === 0 && !measures.test(word);
};
// Words of medicine that a number is written to.
const measures = /(?:in|ine|ol|ide|ate|one|factor|grade|stage|type|level|score|vit[a-z]{0,6}|ics?|als?|amp)$/;

/** No word of English or medicine. */
const isAccount = (match: RegExpExecArray): boolean => {
  const value = (match.groups?.value ?? '').toLowerCase();
  return value
    .split(/[._-]/)
    .some((part) => part.length > 2 && (safetyOf(part, flagsOf(part)) & Safe.word) === 0);
};

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
export function findUsers(text: string): Finding[] {
  const found: Finding[] = [];
  if (text.includes('@')) found.push(...matches(text, handle, 'ID', 'username'));
  if (text.includes('_')) found.push(...matches(text, account, 'ID', 'username'));
  if (/[a-z]{5}\d/.test(text)) found.push(...matches(text, numbered, 'ID', 'username', isName));
  if (/\bby[ :]{1,2}[A-Za-z]{1,5}\d/.test(text)) found.push(...matches(text, byCode, 'ID', 'username'));
  if (/[\d_@]/.test(text)) found.push(...matches(text, social, 'ID', 'username'));
  if (/\d:\d\d/.test(text)) {
    found.push(
      ...matches(text, writer, 'ID', 'username', isAccount),
      ...matches(text, looked, 'ID', 'username', isAccount),
    );
  }
  return found;
}
