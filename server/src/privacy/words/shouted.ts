import { Gap, type Lexeme } from './lexer';

/** Which lexemes stand on a line written in capitals: there a capital says nothing. */
export function shoutedLines(lexemes: readonly Lexeme[]): Uint8Array {
  const shouted = new Uint8Array(lexemes.length);
  let start = 0;
  while (start < lexemes.length) {
    let end = start;
    let [capitals, others] = [0, 0];
    do {
      const { kind, writing, text, mixed } = lexemes[end] as Lexeme;
      if (kind === 'word' && text.length > 2 && !mixed) writing === 'capitals' ? capitals++ : others++;
      end++;
    } while (end < lexemes.length && (lexemes[end] as Lexeme).gap !== Gap.line);
    if (capitals > 1 && capitals > 2 * others) shouted.fill(1, start, end);
    start = end;
  }
  return shouted;
}
