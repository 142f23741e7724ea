import { Gap, has, type Lexeme } from './words/lexer';
import { Flag } from './words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from './words/safe-words';

const actor =
  /^(?:by|per|with|notify|notified|called|told|ask|asked|to|from|informed|paged|via|and|cc|see|saw|for|w|attn|thanks|hi|hello|dear)$/;
const acts =
  /^(?:is|was|has|had|states?|stated|reports?|reported|denies|denied|says|said|agrees|agreed|called|asked|notified|will|who|aware|updated|requests?|requested|arrived|presents|presented|lives|works|came|does|did|feels|drives|wants|saw|ordered|recommended|advised|performed|reviewed|signed)$/;

/** What people do, where a device or a sign does not. */
const moving =
  /^(?:went|goes|gave|gives|took|takes|got|fell|sat|slept|ate|drove|brought|brings|kept|tried|walked|helped|helps|stays|stayed|thinks|refused|declined|told|wrote|knows|sounds|looks|awake|asleep|settled|assisted|cried|smiled|texted|phoned|rang)$/;

/** Whether an ambiguous word of a known name is the name here. */
export function isMeant(lexemes: readonly Lexeme[], i: number): boolean {
  const word = lexemes[i] as Lexeme;
  if (word.writing === 'lower') return false;
  const [previous, next, more] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (next && has(next, Flag.eponymHead)) return false;
  const possessive = next && /^['’]s$/i.test(next.text);
  if (possessive)
    return (
      more?.kind === 'word' &&
      more.gap <= Gap.line &&
      !has(more, Flag.eponymHead) &&
      !has(word, Flag.weekday | Flag.month)
    );
  // "Little: wound clean" in a list of patients.
  if (next?.text === ':' && next.gap === Gap.none && word.gap >= Gap.wide) {
    if (has(word, Flag.family)) return true;
    // "HOPE: Fine, doctor."
    if (has(word, Flag.given | Flag.ambiguous) && !has(word, Flag.safe | Flag.month))
      return !isClinicalOnly(word);
  }
  const middle = previous !== undefined && previous.text !== '.' && word.gap === Gap.space;
  const acting = next?.kind === 'word' && next.gap === Gap.space && acts.test(next.lower);
  if (has(word, Flag.safe | Flag.month | Flag.weekday | Flag.generic)) {
    if (middle && isAlone(lexemes, i) && !has(word, Flag.month | Flag.weekday | Flag.generic)) return true;
    return (
      middle &&
      word.writing === 'capital' &&
      /^(?:by|per|notify|notified|told|asked|informed|paged)$/.test(previous.lower) &&
      !(
        next?.kind === 'word' &&
        next.gap === Gap.space &&
        next.writing === 'lower' &&
        !acts.test(next.lower) &&
        !/^(?:at|and|on|who|for|re|regarding|about|of|in)$/.test(next.lower)
      )
    );
  }
  if (has(word, Flag.eponym))
    return (
      acting ||
      (middle && actor.test(previous.lower) && (!next || next.kind === 'symbol' || next.gap >= Gap.wide))
    );
  const moves = next?.kind === 'word' && next.gap === Gap.space && moving.test(next.lower);
  return acting || moves || (middle && (actor.test(previous.lower) || word.writing === 'capital'));
}

/** "supervised; Marsh not", "with Small and": a capital within a sentence of small letters, of an everyday word. */
function isAlone(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.writing !== 'capital' || has(word, Flag.credential | Flag.label | Flag.role | Flag.relative))
    return false;
  const led = previous.text === ';' || previous.text === '&' || actor.test(previous.lower);
  if (
    !led &&
    (previous.kind !== 'word' || previous.writing !== 'lower' || (safetyIn(word) & Safe.clinical) !== 0)
  )
    return false;
  if (next?.kind === 'word')
    return next.gap >= Gap.wide || (next.writing === 'lower' && next.gap === Gap.space);
  return next === undefined || (next.kind === 'symbol' && !/^[-:%]$/.test(next.text));
}
