import type { Lexed, Lexeme } from '../lexer';
import { Gap } from '../lexer';
import { Flag, know } from '../lexicon';
import type { Finding } from './finding';

const unit = /^[ \t-]{0,2}(?:y(?:ea)?rs?\b|yo\b|y\.?\/?o\b|y\.? ?o\.|years?[- ]old\b|[ym]\b(?! ?\/)|f\b)/i;
const cueBefore =
  /(?:\bage[ds]?(?:\/sex)?|\bturn(?:ed|ing|s)?|\b(?:died|dec(?:eased)?|passed(?: away)?|d)\.?(?: at)?(?: the)?(?: age)?(?: of)?|\b(?:lived|living|lives) (?:to|until)(?: be| age)?|\balive(?: and well)? at|\bage of|\bat the age of|\buntil(?: age)?|\bnow|\b(?:will|would) be|\bto be|\bnearly|\balmost|\balive,|\b(?:dob|born)\b[^\n(]{0,20}\()[ \t]{0,6}:?[ \t]{0,6}$/i;
const family =
  /\b(?:mother|father|gran(?:d(?:mother|father|ma|pa))?|aunt|uncle|sister|brother|husband|wife|mom|dad|mum|cousin|neighbou?r|friend|spouse|widow)\b[^.;:\n\d]{0,14}$/i;
const aliveAfter =
  /^[ \t]{0,2}(?:[,;.)]|$|\r?\n|(?:and |is )?(?:alive|healthy|well|deceased|died|living)\b)/i;
// "my gran is 95", "his grandmother, 92," – but not "SpO2 is 95%" or "weight, 92 kg".
const relativeBefore =
  /\b(?:mother|father|gran(?:d(?:mother|father|ma|pa))?|aunt|uncle|sister|brother|husband|wife|friend|neighbou?r|spouse|she|he|who|patient|pt|cousin|mom|dad|mum|[A-Z][a-z]+)(?: is|,| \(|, age| was| turned| is now)[ \t]{1,2}$/;
const sexBehind = /^[ \t]{0,3}[/]?[ \t]{0,2}[MFmf]\b(?![./])/;
// "E: 93F": degrees.
const exposed = /(?:\b(?:[eEtT]|[Tt]emp|[Tt]max|[Tt]m)[ :]{1,3}|\u00b0 ?)$/;
const measured =
  /^[ \t]{0,2}(?:%|\/|\.\d|-\d|mg|mcg|kg|lbs?|bpm|mm|cm|ml|pounds|degrees|on|ra\b|percent|beats|hours?|days?|weeks?|minutes?|feet|ft|units?)/i;

const tens = /^(?:ninety|nineties)$/;
know(['ninety', 'nineties', 'hundred', 'nonagenarian', 'centenarian', 'supercentenarian'], Flag.age);
const digitsWords = new Set(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']);

/** Ages over 89, the number alone, in digits or spelled. */
export function findAges({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const word = lexemes[i] as Lexeme;
    let end = -1;
    if (word.kind !== 'number' && (word.flags & Flag.age) === 0) continue;
    if (word.kind === 'number') {
      const value = word.text.length <= 3 ? Number(word.text) : 0;
      if (
        value < 90 ||
        value > 125 ||
        (word.gap === Gap.none && /[A-Za-z\u00c0-\u024f\d/.,:-]$/.test(lexemes[i - 1]?.text ?? ''))
      )
        continue;
      if (isAge(text, word.start, word.end)) end = word.end;
    } else if (tens.test(word.lower)) {
      const [mark, unitWord] = [lexemes[i + 1], lexemes[i + 2]];
      const joined = mark?.text === '-' && unitWord && digitsWords.has(unitWord.lower);
      const spaced = mark && digitsWords.has(mark.lower);
      end = joined ? unitWord.end : spaced ? mark.end : word.end;
      if (!isSpelledAge(text, word.start, end, Boolean(joined || spaced))) end = -1;
    } else if (word.lower === 'hundred') {
      const spelled =
        /^(?: and)?(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?(?![A-Za-z\u00c0-\u024f])/i.exec(
          text.slice(word.end),
        );
      const article = lexemes[i - 1];
      const start = article && /^(?:a|one)$/.test(article.lower) ? article.start : word.start;
      const to = word.end + (spelled?.[0].length ?? 0);
      if (isSpelledAge(text, start, to, false)) found.push({ start, end: to, category: 'AGE', kind: 'age' });
    } else if (/^(?:nonagenarian|centenarian|supercentenarian)$/.test(word.lower)) {
      end = word.end;
    }
    if (end > 0) found.push({ start: word.start, end, category: 'AGE', kind: 'age' });
  }
  return found;
}

function isAge(text: string, start: number, end: number): boolean {
  const head = text.slice(Math.max(0, start - 36), start);
  const tail = text.slice(end, end + 16);
  if (/^f\b/i.test(tail) && exposed.test(head)) return false;
  if (unit.test(tail))
    return !/^[ \t]?y(?:ea)?rs? (?:ago|later|history|pack)/i.test(tail) || cueBefore.test(head);
  if (/^[ \t]{0,3}(?:%|mg|kg|\/\d)/.test(tail)) return false;
  if ((cueBefore.test(head) && !measured.test(tail)) || (sexBehind.test(tail) && !exposed.test(head)))
    return true;
  // "short of his 92nd", "her 95th birthday"
  if (/^(?:st|nd|rd|th)\b/i.test(tail))
    return /\b(?:his|her|their|['’]s) $/i.test(head) || /^..[ -]birthday/i.test(tail);
  if (family.test(head) && aliveAfter.test(tail)) return true;
  return relativeBefore.test(head) && !measured.test(tail);
}

const isSpelledAge = (text: string, start: number, end: number, exact: boolean): boolean => {
  const tail = text.slice(end, end + 16);
  const head = text.slice(Math.max(0, start - 28), start);
  if (unit.test(tail) || cueBefore.test(head) || (family.test(head) && aliveAfter.test(tail))) return true;
  if (relativeBefore.test(head) && !measured.test(tail)) return true;
  return (
    exact &&
    !/^[ \t-]{0,2}(?:percent|%|mg|degrees|minutes?|seconds?|days?|hours?|units?|pounds|feet|\w+ (?:percent))/i.test(
      tail,
    )
  );
};
