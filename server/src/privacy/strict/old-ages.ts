import { Gap, type Lexeme } from '../words/lexer';
import { Judged, type Judgement } from './judgement';

const few =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/;
const old = new Set([
  'nonagenarian',
  'nonagenarians',
  'centenarian',
  'centenarians',
  'nineties',
  'ninetieth',
]);
const elsewise =
  /^(?:percent|minutes?|degrees?|days?|weeks?|seconds?|beats?|mg|mcg|ml|units?|tablets?|pills?|hours?|feet|miles|dollars|times|%)$/;

/** Masks ages over 89 in words, "ninety-four", "one hundred and one years", unless something else is counted. */
export function maskOldAges({ lexed: { lexemes }, judged }: Judgement): void {
  for (let i = 0; i < lexemes.length; i++) {
    const { lower } = lexemes[i] as Lexeme;
    const alone = old.has(lower);
    if (!alone && lower !== 'ninety' && lower !== 'hundred') continue;
    const end = alone ? i + 1 : numberEnd(lexemes, i);
    if (!alone && isCounted(lexemes, end)) continue;
    const before = lexemes[i - 1];
    const start = lower === 'hundred' && /^(?:one|a)$/.test(before?.lower ?? '') ? i - 1 : i;
    // "a few hundred", "hundred" by itself
    if (lower === 'hundred' && start === i && end === i + 1) continue;
    for (let at = start; at < end; at++) if (judged[at] === Judged.safe) judged[at] = Judged.unsafe;
  }
}

/** The end of a number in words that begins with tens or hundreds. */
function numberEnd(lexemes: readonly Lexeme[], i: number): number {
  let end = i + 1;
  let at = end;
  while (at < i + 4 && lexemes[at] !== undefined && (lexemes[at] as Lexeme).gap <= Gap.space) {
    const { lower } = lexemes[at] as Lexeme;
    at++;
    if (few.test(lower)) end = at;
    else if (lower !== '-' && lower !== 'and') break;
  }
  return end;
}

const isCounted = (lexemes: readonly Lexeme[], end: number): boolean =>
  elsewise.test(lexemes[end]?.lower ?? '') ||
  (lexemes[end]?.text === '-' && elsewise.test(lexemes[end + 1]?.lower ?? ''));
