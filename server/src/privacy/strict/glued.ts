import { Gap, type Lexeme } from '../words/lexer';
import { Judged, type Judgement } from './judgement';

/** Masks all of a stretch without white space that has the marks of an address or of a user: "well_be@lantern.example". */
export function maskGlued({ lexed: { lexemes }, findings, judged }: Judgement): void {
  let at = 0;
  let address = false;
  for (let start = 0; start < lexemes.length; ) {
    let end = start + 1;
    while (end < lexemes.length && (lexemes[end] as Lexeme).gap === Gap.none) end++;
    const first = lexemes[start] as Lexeme;
    while (at < findings.length && (findings[at]?.end ?? 0) < first.start - 2) at++;
    // "https://pix.example/\nu/zuzu": an address that is broken over a line.
    const before = findings[at];
    const found =
      before !== undefined && /^(?:URL|EMAIL)$/.test(before.category) && before.end <= first.start;
    const broken: boolean =
      first.gap === Gap.line && (found || address) && /^[-/_.=?&@]$/.test(lexemes[start - 1]?.text ?? '');
    address = broken || (end - start > 1 && isAddress(lexemes, start, end));
    if (address)
      for (let i = start; i < end; i++)
        if (judged[i] === Judged.safe && (lexemes[i] as Lexeme).kind !== 'symbol') judged[i] = Judged.unsafe;
    start = end;
  }
}

function isAddress(lexemes: readonly Lexeme[], start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) {
    const { text } = lexemes[i] as Lexeme;
    if (text === '_' && i + 1 < end) return true;
    // "75@0600" is an amount and a time.
    if (text === '@' && (lexemes[i - 1]?.kind === 'word' || (i + 1 < end && lexemes[i + 1]?.kind === 'word')))
      return true;
    if (text === ':' && lexemes[i + 1]?.text === '/' && lexemes[i + 2]?.text === '/') return true;
    if (text === '.' && lexemes[i - 1]?.lower === 'www') return true;
  }
  return false;
}
