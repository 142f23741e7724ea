import type { Category, Identifier } from './identifiers';
import { foldAccents, has, lex } from './lexer';
import { Flag, isFunctionWord } from './lexicon';
import { personOf } from './persons';
import { withoutPlaceholders } from './placeholders';

/** Why strings must not leave: how many identifiers they hold, and of which category the first is. Never text. */
interface GuardFinding {
  readonly category: Category;
  readonly count: number;
}

/** A text as the guard compares it: its words and numbers without what parts them. */
interface Compact {
  readonly text: string;
  /** Offsets in `text` where a token starts, in order, and its length at the end. */
  readonly edges: readonly number[];
}

const token = /[\p{L}\p{M}]+|\p{Nd}+/gu;

function compact(text: string): Compact {
  const edges: number[] = [];
  let joined = '';
  for (const [found] of foldAccents(text).matchAll(token)) {
    edges.push(joined.length);
    joined += found;
  }
  edges.push(joined.length);
  return { text: joined, edges };
}

/** Below this many digits a number is not telling: the year of a study, a dose, the last digits of anything. */
const TELLING = 5;
/** Numbers up to this long must stand in one piece: "2 9999" is not the ZIP code 29999. */
const ONE_PIECE = 6;

/** The forms in which a direct identifier is refused; none if it is too common to be one. */
function direct({ category, kind }: Identifier, text: string): readonly string[] {
  const whole = compact(text).text;
  const digits = whole.replace(/\P{Nd}/gu, '').length;
  switch (category) {
    case 'NAME': {
      const { given, family } = personOf(text);
      if (given === undefined || family === undefined) return [];
      const [first, last] = [compact(given).text, compact(family).text];
      return [whole, first + last, last + first];
    }
    case 'LOCATION':
      if (kind === 'zip') return digits >= TELLING ? [whole] : [];
      return compact(text).edges.length > 2 ? [whole] : [];
    case 'DATE':
      // A date with its year; a day or a month alone is in every text.
      return digits >= 5 || (digits >= 3 && /\p{L}{3}/u.test(text) && /\d{4}/.test(text) && kind === 'date')
        ? [whole]
        : [];
    case 'AGE':
      return [];
    case 'EMAIL':
    case 'URL':
      return [whole];
    default:
      return digits >= TELLING || (/\p{L}/u.test(whole) && whole.length >= TELLING) ? [whole] : [];
  }
}

/** Words of a text with the places where they start. */
const wordsOf = (text: string): Iterable<string> =>
  lex(text).flatMap(({ kind, text: word }) => (kind === 'word' ? [word] : []));

/** Whether a single word of a name is refused: not if it is an everyday word besides. */
const isTelling = (word: string): boolean => {
  const [lexeme] = lex(word);
  return (
    word.length > 2 &&
    lexeme !== undefined &&
    !isFunctionWord(lexeme.lower) &&
    !has(lexeme, Flag.safe | Flag.month | Flag.weekday | Flag.eponymHead | Flag.generic)
  );
};

/**
 * The guard of one note: a function that looks at decoded strings right before they leave. It refuses
 * direct identifiers (names of several parts, numbers, addresses, dates with a year) in any writing, but
 * whole tokens only, and single names in the writing in which they were found; a writing that also stands
 * in the note where the finder judged it harmless is let through. Placeholders are no finding.
 * Making it and using it are linear in the texts.
 * @param identifiers those of the note, in UTF-16 code units of `noteText`
 */
export function makeGuard(
  noteText: string,
  identifiers: readonly Identifier[],
): (strings: readonly string[]) => GuardFinding | undefined {
  const forms = new Map<string, Category>();
  const lengths = new Map<string, Set<number>>();
  const singles = new Set<string>();
  const harmless = new Set<string>();
  let at = 0;
  for (const identifier of identifiers) {
    const text = noteText.slice(identifier.start, identifier.end);
    for (const word of wordsOf(noteText.slice(at, identifier.start))) harmless.add(word);
    at = identifier.end;
    for (const form of direct(identifier, text)) {
      if (form.length < 4) continue;
      forms.set(form, identifier.category);
      const prefix = form.slice(0, 3);
      const known = lengths.get(prefix) ?? new Set();
      lengths.set(prefix, known.add(form.length));
    }
    if (identifier.category === 'NAME' && identifier.kind !== 'initials') {
      for (const word of wordsOf(text)) if (isTelling(word)) singles.add(word);
    }
  }
  for (const word of wordsOf(noteText.slice(at))) harmless.add(word);
  for (const word of harmless) singles.delete(word);

  return (strings) => {
    const found: Category[] = [];
    for (const string of strings) {
      const text = withoutPlaceholders(string);
      if (singles.size > 0) for (const word of wordsOf(text)) if (singles.has(word)) found.push('NAME');
      if (forms.size > 0) refused(compact(text), forms, lengths, found);
    }
    const [category] = found;
    return category && { category, count: found.length };
  };
}

/** Adds the category of each direct identifier that a text holds. */
function refused(
  { text, edges }: Compact,
  forms: ReadonlyMap<string, Category>,
  lengths: ReadonlyMap<string, ReadonlySet<number>>,
  found: Category[],
): void {
  const ends = new Set(edges);
  for (let i = 0; i + 1 < edges.length; i++) {
    const start = edges[i] as number;
    const possible = lengths.get(text.slice(start, start + 3));
    if (!possible) continue;
    for (const length of possible) {
      if (!ends.has(start + length)) continue;
      const form = text.slice(start, start + length);
      const category = forms.get(form);
      if (category === undefined) continue;
      const pieces = edges[i + 1] !== start + length;
      if (pieces && length <= ONE_PIECE && /^\p{Nd}+$/u.test(form)) continue;
      found.push(category);
    }
  }
}
