import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { prefix, proper, wraps } from './place';

/** An everyday word and nothing else. */
const isPlain = (lexeme: Lexeme): boolean =>
  has(lexeme, Flag.safe) &&
  !has(lexeme, Flag.given | Flag.family | Flag.ambiguous | Flag.generic | Flag.town);

const leads = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'symbol' ||
  /^(?:carrier|payer|payor|insurer|member|dispense|employer)$/.test(lexeme.lower) ||
  /^(?:of|and|for|at|in|from|to)$/.test(lexeme.lower) ||
  (has(lexeme, Flag.safe) &&
    !has(lexeme, Flag.given | Flag.family | Flag.ambiguous | Flag.generic) &&
    /^(?:admitted|transferred|discharged|seen|transfer|called|attends|works|worked|referred|agency|school|facility|location|hospital|patient|from|per|via|see|sent|at|visit|record|ride|contact)$/.test(
      lexeme.lower,
    ));

/**
 * The index of the first word of an organisation's name, and how many of its words are its own: the run of words written
 * large before its head. `i` is the head, and the start if there is none; `capitals` says that the head is in capitals.
 */
export function organisationStart(
  lexemes: readonly Lexeme[],
  i: number,
  capitals: boolean,
): { start: number; own: number } {
  let start = i - (lexemes[i] as Lexeme).phrase;
  let own = 0;
  while (start > 0 && i - start < 8) {
    const lexeme = lexemes[start] as Lexeme;
    const before = lexemes[start - 1] as Lexeme;
    if (lexeme.gap >= Gap.wide && !(lexeme.gap === Gap.line && wraps(lexemes, start))) break;
    if (/^['’]s$/i.test(before.text) || /^['’]$/.test(before.text)) {
      start--;
      continue;
    }
    if (/^[-‐]$/.test(before.text) && lexeme.gap === Gap.none && before.gap === Gap.none) {
      start--;
      continue;
    }
    // "Bryn-y-Coed Farm"
    if (
      before.writing === 'lower' &&
      before.gap === Gap.none &&
      lexeme.text === '-' &&
      lexemes[start - 2]?.text === '-' &&
      before.text.length < 4
    ) {
      start--;
      continue;
    }
    // "Baylor Med. Center"
    if (before.text === '.' && /^(?:Med|Mem|Reg|Comm|Univ|Gen)$/.test(lexemes[start - 2]?.text ?? '')) {
      start -= 2;
      continue;
    }
    if (
      before.text === '.' &&
      /^(?:st|ste|mt|ft)$/.test(lexemes[start - 2]?.lower ?? '') &&
      lexemes[start - 3]?.kind !== 'number'
    ) {
      start -= 2;
      own++;
      continue;
    }
    if (/^(?:&|of|and|for|the|at|\/)$/.test(before.lower) && before.text !== '/') {
      const ahead = lexemes[start - 2];
      if (
        before.gap <= Gap.space &&
        ahead &&
        /^(?:&|of|and|for|the)$/.test(before.lower) &&
        ahead.writing !== 'lower' &&
        ahead.kind === 'word' &&
        !has(ahead, Flag.title) &&
        proper(ahead) &&
        !(before.lower === 'and' && own > 0 && has(ahead, Flag.organisation))
      ) {
        start--;
        continue;
      }
      if (before.text === 'The' || (before.text === 'THE' && capitals)) start--;
      break;
    }
    // "Double H Ranch"
    if (
      /^[A-Z]$/.test(before.text) &&
      lexeme.gap === Gap.space &&
      lexemes[start - 2]?.writing === 'capital' &&
      before.gap === Gap.space
    ) {
      start--;
      continue;
    }
    // "Salman ibn al-Farid Mosque"
    if (has(before, Flag.particle) && before.writing === 'lower' && own > 0) {
      let ahead = start - 1;
      while (has(lexemes[ahead], Flag.particle) && lexemes[ahead]?.writing === 'lower' && ahead > start - 4)
        ahead--;
      if (lexemes[ahead]?.writing === 'capital' && proper(lexemes[ahead] as Lexeme)) {
        start = ahead + 1;
        continue;
      }
    }
    if (
      !proper(before) ||
      (capitals !== (before.writing === 'capitals') && before.text.length > 4 && capitals)
    )
      break;
    if (has(before, Flag.weekday | Flag.month) && !has(before, Flag.given | Flag.ambiguous)) break;
    if (has(before, Flag.title) && !has(before, Flag.given)) break;
    if (has(before, Flag.generic)) {
      // Counts neither for nor against.
    } else if (has(before, Flag.safe) && !has(before, Flag.given | Flag.family | Flag.ambiguous)) {
      // An everyday word may stand inside a name ("Bluewell Heart Rhythm Center"), not carry it.
      if (lexeme.gap === Gap.line || has(before, Flag.title | Flag.relative | Flag.role)) break;
    } else own++;
    start--;
  }
  // The run must not start with an everyday word, an article aside.
  while (
    start < i &&
    (leads(lexemes[start] as Lexeme) ||
      (capitals && isPlain(lexemes[start] as Lexeme) && !prefix.test((lexemes[start] as Lexeme).lower)))
  )
    start++;
  return { start, own };
}
