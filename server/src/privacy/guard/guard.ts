import type { Span } from '../../note/span';
import type { Category, Identifier } from '../identifiers';
import { withoutPlaceholders } from '../placeholders';
import { hiddenNames, isTellingPart, type TellingNames, tellingNames } from '../telling-names';
import { type DeidentifiedText, programWords } from '../text';
import { Gap, lex } from '../words/lexer';
import { foldAccents } from '../words/word';
import { disguises } from './disguises';
import { HOLE, makeSurroundings, type Place } from './surroundings';
import { type Compact, compact, cutOf, daysAt, daysOf, formsOf, isFiller, MASK, singlesOf } from './telling';

/** Why strings must not leave. Never text: where in the note it stands is for the editor to show. */
export interface GuardFinding {
  /** Of the first identifier that was found. */
  readonly category: Category;
  readonly count: number;
  /** The identifiers that were found, sorted, in UTF-16 code units of the note. */
  readonly places: readonly Span[];
}

/**
 * Looks at strings right before they leave. Linear in the texts.
 * @param strings whatever may hold text of the note or of the user, decoded
 * @param protocol words of a protocol (keys, headers): no single name of a person is looked for in them
 */
type Look = (strings: readonly string[], protocol?: readonly string[]) => GuardFinding | undefined;

/** The guard of one note. */
export interface NoteGuard extends Look {
  /** Takes note of what the finder judged harmless in a text beside the note, knowing the note's names. */
  readonly trust: (text: DeidentifiedText) => void;
}

/** What is refused of the note, with the identifiers that it is of. */
interface Needle {
  readonly category: Category;
  readonly places: Span[];
  /** How a short number may be cut; undefined: anyhow. */
  cuts: Set<string> | undefined;
  /** No place is harmless. */
  unique: boolean;
}

interface Needles {
  readonly singles: Map<string, Needle>;
  /** Those that are refused within other words, too, in small letters. */
  readonly hidden: Map<string, Needle>;
  readonly telling: TellingNames;
  readonly forms: Map<string, Needle>;
  readonly days: Map<string, Needle>;
  /** The lengths of the forms that start with three letters. */
  readonly lengths: Map<string, Set<number>>;
}

type Meet = (what: string, place: Place, needle: Needle) => void;

const PLACES = 100;
/** Not in a text: so that a name is not taken for a day, nor a day for a number. */
const SINGLE = 's ';
const HIDDEN = 'h ';
const FORM = 'f ';
const DAY = 'd ';

function needlesOf(noteText: string, identifiers: readonly Identifier[]): Needles {
  const needles = {
    singles: new Map<string, Needle>(),
    hidden: new Map<string, Needle>(),
    forms: new Map<string, Needle>(),
    days: new Map<string, Needle>(),
    lengths: new Map<string, Set<number>>(),
  };
  const put = (into: Map<string, Needle>, what: string, { category, start, end }: Identifier): Needle => {
    let needle = into.get(what);
    if (!needle) {
      needle = { category, places: [], cuts: undefined, unique: false };
      into.set(what, needle);
    }
    if (needle.places.length < PLACES) needle.places.push({ start, end });
    return needle;
  };
  for (const identifier of identifiers) {
    const text = noteText.slice(identifier.start, identifier.end);
    for (const word of singlesOf(identifier, text)) {
      put(needles.singles, word, identifier);
      // Of what only its form says that it is a name, the word may be any.
      const sure = identifier.category === 'NAME' && !/^(?:unknown|strange)$/.test(identifier.kind);
      const lower = foldAccents(word);
      if (sure && isTellingPart(lower)) put(needles.hidden, lower, identifier);
    }
    for (const day of daysOf(identifier, text)) put(needles.days, day, identifier);
    for (const form of formsOf(identifier, text)) {
      const needle = put(needles.forms, form.text, identifier);
      needle.unique ||= form.unique;
      if (form.cut !== undefined) {
        needle.cuts ??= new Set([cutOf([form.text.length])]);
        needle.cuts.add(form.cut);
      }
      const prefix = form.text.slice(0, 3);
      const lengths = needles.lengths.get(prefix) ?? new Set();
      needles.lengths.set(prefix, lengths.add(form.text.length));
    }
  }
  return { ...needles, telling: tellingNames(needles.hidden.keys()) };
}

/** Meets the single names of a text. */
function meetSingles(text: string, singles: ReadonlyMap<string, Needle>, meet: Meet): void {
  if (singles.size === 0) return;
  const lexemes = lex(text);
  const beside = (i: number, gap: number): string | undefined => {
    const lexeme = lexemes[i];
    return lexeme && lexeme.kind !== 'symbol' && gap < Gap.line ? lexeme.text : undefined;
  };
  for (const [i, { kind, text: word, gap }] of lexemes.entries()) {
    const needle = kind === 'word' ? singles.get(word) : undefined;
    if (!needle) continue;
    const place = { before: beside(i - 1, gap), after: beside(i + 1, lexemes[i + 1]?.gap ?? Gap.line) };
    meet(SINGLE + word, place, needle);
  }
}

/** Meets telling names in any writing: within longer words, cut at the end of a line, letter by letter. */
function meetHidden(text: string, { singles, hidden, telling }: Needles, meet: Meet): void {
  for (const { start, end } of hiddenNames(text, lex(text), telling)) {
    if (singles.has(text.slice(start, end))) continue;
    const found = compact(text.slice(start, end).replace(/&(?:shy|zwn?j|#173|#xad);/gi, '')).joined;
    const needle = hidden.get(found) ?? [...hidden].find(([part]) => found.includes(part))?.[1];
    const before = /[\p{L}\p{M}\p{Nd}]+(?=[^\S\r\n]*$)/u.exec(
      text.slice(Math.max(0, start - 40), start),
    )?.[0];
    const after = /^[^\S\r\n]*(?<word>[\p{L}\p{M}\p{Nd}]+)/u.exec(text.slice(end, end + 40))?.groups?.word;
    if (needle) meet(HIDDEN + found, { before, after }, needle);
  }
}

const placeIn = ({ tokens, follows }: Compact, from: number, to: number): Place => ({
  before: follows[from] ? tokens[from - 1] : undefined,
  after: follows[to] ? tokens[to] : undefined,
});

/** Meets the forms of direct identifiers in a text. */
function meetForms(seen: Compact, { forms, lengths }: Needles, meet: Meet): void {
  const { joined, edges } = seen;
  // Where each token starts, by its offset.
  const numbers = new Map(edges.map((edge, i) => [edge, i]));
  for (let i = 0; i + 1 < edges.length; i++) {
    const start = edges[i] as number;
    for (const length of lengths.get(joined.slice(start, start + 3)) ?? []) {
      const end = numbers.get(start + length);
      if (end === undefined) continue;
      const form = joined.slice(start, start + length);
      const needle = forms.get(form);
      if (!needle) continue;
      if (needle.cuts && !needle.cuts.has(cutOf(seen.tokens.slice(i, end).map((t) => t.length)))) continue;
      meet(FORM + form, placeIn(seen, i, end), needle);
    }
  }
}

/** Meets the days of dates in a text. */
function meetDays(seen: Compact, days: ReadonlyMap<string, Needle>, meet: Meet): void {
  if (days.size === 0) return;
  for (let i = 0; i < seen.tokens.length; i++) {
    for (const { day, length } of daysAt(seen.tokens, i)) {
      const needle = days.get(day);
      if (needle) meet(DAY + day, placeIn(seen, i, i + length), needle);
    }
  }
}

const isInitial = (found: string): boolean => found.length === 1 && /\p{L}/u.test(found);

function meetDirect(text: string, needles: Needles, meet: Meet): void {
  if (needles.forms.size === 0 && needles.days.size === 0) return;
  const seen = compact(text);
  meetForms(seen, needles, meet);
  if (needles.days.size > 0) {
    meetDays(seen.tokens.some(isFiller) ? compact(text, isFiller) : seen, needles.days, meet);
  }
  // "Jane Q. Doe" is Jane Doe.
  if (seen.tokens.some(isInitial)) {
    meetForms(compact(text, isInitial), needles, (what, place, needle) => {
      if (needle.category === 'NAME') meet(what, place, needle);
    });
  }
}

/**
 * The guard of a note. It refuses direct identifiers (names of several parts, numbers, addresses, dates with a
 * year) in any writing, but whole tokens only, and single names in the writing in which they were found; those that are
 * no other word in any writing, also within longer words. What
 * stands in the note where the finder judged it harmless is let through at such a place: beside the same words, as
 * far as the string that is looked at shows them. So are the program's own words. Long numbers and e-mail addresses
 * have no such place: where one of them is left, it was overlooked. Placeholders are no finding.
 * @param identifiers those of the note, in UTF-16 code units of `noteText`
 */
export function makeGuard(noteText: string, identifiers: readonly Identifier[]): NoteGuard {
  const needles = needlesOf(noteText, identifiers);
  const harmless = makeSurroundings();
  const add: Meet = (what, place) => harmless.add(what, place);
  const learn = (text: string): void => {
    const seen = withoutPlaceholders(text, ` ${MASK} `);
    meetSingles(seen, needles.singles, add);
    meetHidden(seen, needles, add);
    meetDirect(seen, needles, add);
  };
  let at = 0;
  let rest = '';
  for (const { start, end } of identifiers) {
    rest += `${noteText.slice(at, start)} ${MASK} `;
    at = end;
  }
  learn(rest + noteText.slice(at));

  let learnt = 0;
  /** Learns the program's words, also those that it has used since. */
  const learnProgram = (): void => {
    for (; learnt < programWords.length; learnt++) learn(`${HOLE} ${programWords[learnt]} ${HOLE}`);
  };

  const look: Look = (strings, protocol = []) => {
    learnProgram();
    const places = new Map<number, Span>();
    let category: Category | undefined;
    let count = 0;
    const meet: Meet = (what, place, needle) => {
      if (!needle.unique && harmless.has(what, place)) return;
      category ??= needle.category;
      count++;
      for (const span of needle.places) if (places.size < PLACES) places.set(span.start, span);
    };
    for (const [list, named] of [
      [strings, true],
      [protocol, false],
    ] as const) {
      for (const string of list) {
        for (const text of disguises(string)) {
          const seen = withoutPlaceholders(text, ` ${MASK} `);
          if (named) {
            meetSingles(seen, needles.singles, meet);
            meetHidden(seen, needles, meet);
          }
          meetDirect(seen, needles, meet);
        }
      }
    }
    return category && { category, count, places: [...places.values()].sort((a, b) => a.start - b.start) };
  };
  return Object.assign(look, { trust: learn });
}
