import { isSuffix } from './finders/names/person';
import { has, type Lexeme, lex } from './words/lexer';
import { Flag } from './words/lexicon';

/** A name taken apart; each part as it is compared: in small letters, without accents and line ends. */
interface Person {
  readonly given: string | undefined;
  readonly family: string | undefined;
}

/** Words that a hyphen joins, also over a line end, as one. */
function parts(text: string): { readonly lexeme: Lexeme; readonly text: string }[] {
  const found: { lexeme: Lexeme; text: string }[] = [];
  const lexemes = lex(text);
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind !== 'word') continue;
    let joined = lexeme.lower;
    while (/^[-‐‑]$/.test(lexemes[i + 1]?.text ?? '') && lexemes[i + 2]?.kind === 'word') {
      joined += `-${(lexemes[i + 2] as Lexeme).lower}`;
      i += 2;
    }
    if (!isSuffix(joined)) found.push({ lexeme, text: joined });
  }
  return found;
}

/** A single word: a family name unless the gazetteers know it as a given one only. */
export const isGiven = (text: string): boolean => {
  const [first] = lex(text);
  return has(first, Flag.given | Flag.ambiguous) && !has(first, Flag.family);
};

/** Takes a name apart: "DOE, JANE Q", "Jane Q. Doe", "DOE^JANE^Q". A single word is in `family`. */
export function personOf(text: string): Person {
  const reversed = /^[^,^]{2,}[,^]/.exec(text);
  if (reversed) {
    const [family, ...rest] = text.split(/[,^]/);
    const last = parts(family ?? '').filter(({ lexeme }) => !has(lexeme, Flag.particle));
    const first = parts(rest.join(' '))[0];
    return { family: last.map((part) => part.text).join(' '), given: first?.text };
  }
  const all = parts(text);
  const full = all.filter(({ lexeme, text: word }) => word.length > 1 && !has(lexeme, Flag.particle));
  if (full.length < 2) {
    const only = full[0] ?? all[0];
    // "K. Foley": the initial tells no given name.
    return { family: only?.text, given: undefined };
  }
  return { given: full[0]?.text, family: full.at(-1)?.text };
}
