import { type Entity, extent } from '../../annotation/annotation';
import { ASSERTION, isDenied } from '../../annotation/schema';
import { type Note, sentences } from '../../note/note';
import { overlaps, type Span, slice } from '../../note/span';
import { type Token, tokenize } from '../../note/tokens';
import { foldWord } from '../units';
import { stemOf } from '../words';
import type { Clash } from './clashes';
import { kinOf } from './kin';
import { emptyWords } from './likeness';

/** What denies the words behind it, up to where a clause ends. */
const denials = new Set(
  'no not never none nil without denies denied deny denying negative absent cannot neither nor off'.split(
    ' ',
  ),
);
/** Behind words, they deny them: "drains: none", "the cecum was not reached". */
const laterDenials = new Set('no not never none nil denied negative absent nowhere uninjured'.split(' '));
const links = new Set('is was were are be been has have had does did do'.split(' '));
const turns = new Set('but however although except though because'.split(' '));
type Side = 'left' | 'right';
const sidesOf: ReadonlyMap<string, Side> = new Map([
  ['left', 'left'],
  ['lt', 'left'],
  ['l', 'left'],
  ['right', 'right'],
  ['rt', 'right'],
  ['r', 'right'],
]);
/** From here on a sentence tells of what may come, or of others. */
const aside =
  /\b(?:if|return (?:for|to)|call (?:for|if)|come back|as needed|prn|in case|watch for|monitor for|mother|father|brother|sister|aunt|uncle|grand(?:mother|father)|family history)\b/i;
/** Assertions of a mention that neither say that it is there nor that it is not. */
const undecided = new Set<unknown>([
  'possible',
  'hypothetical',
  'conditional',
  'associated_with_someone_else',
]);

/** Words behind a denial that it still reaches, and before one that comes later. */
const REACH = 8;
const BACK = 3;
/** How far a side reaches. */
const SIDE_REACH = 3;
/** What more sentences speak of tells nothing. */
const MOST_NAMED = 6;

/** What a sentence says of one matter or word. */
interface Said {
  readonly key: string;
  readonly sentence: number;
  readonly denied: boolean;
  /** The side named right before it, and the side that it is of as far as the sentence tells. */
  readonly near: Side | undefined;
  readonly side: Side | undefined;
  /** What was measured or given; only of statements about one. */
  readonly value?: string;
  /** Whether the word alone tells what is spoken of: it is of a known matter, or of a mention. */
  readonly tells: boolean;
}

interface Word extends Token {
  readonly fold: string;
}

/** Whether a denial stands before a word within its clause, or right behind it. */
function isDeniedAt(words: readonly Word[], i: number): boolean {
  for (let j = i - 1, steps = 0; j >= Math.max(0, i - 3 * REACH) && steps < REACH; j--) {
    const { kind, text, fold } = words[j] as Word;
    if (kind === 'symbol' ? /[.;:()]/.test(text) : turns.has(fold)) break;
    if (denials.has(fold)) return true;
    if (kind !== 'symbol') steps++;
  }
  for (let j = i + 1, steps = 0; j < Math.min(words.length, i + 3 * REACH) && steps <= BACK; j++) {
    const { kind, text, fold } = words[j] as Word;
    if (kind === 'symbol' && !/[:-]/.test(text)) break;
    if (kind === 'symbol') continue;
    if (laterDenials.has(fold)) return true;
    if (turns.has(fold)) break;
    steps += links.has(fold) ? 0 : 1;
  }
  return false;
}

/** The side that is named right before a word. */
function sideBefore(words: readonly Word[], i: number): Side | undefined {
  for (let j = i - 1; j >= Math.max(0, i - SIDE_REACH); j--) {
    const { kind, text, fold } = words[j] as Word;
    if (kind === 'symbol' && text !== '-') break;
    const side = sidesOf.get(fold);
    if (side) return side;
  }
  return undefined;
}

/** The value that stands behind a word: "creatinine was 1.4 mg", "aspirin 81 mg". Parts of dates and ratios are none. */
function valueBehind(words: readonly Word[], i: number): { number: string; unit: string } | undefined {
  let j = i + 1;
  while (j < i + 3 && /^(?:is|was|of|at|:|=)$/.test(words[j]?.fold ?? '')) j++;
  const [number, unit] = [words[j], words[j + 1]];
  if (number?.kind !== 'number' || (unit && /^[/:-]$/.test(unit.text))) return undefined;
  return { number: number.text, unit: unit?.kind === 'word' || unit?.text === '%' ? unit.fold : '' };
}

function saidIn(text: string, span: Span, sentence: number, mentions: readonly Entity[]): Said[] {
  const content = slice(text, span);
  const until = content.search(aside);
  const words = tokenize(content).map((token) => ({ ...token, fold: foldWord(token.text) }));
  const named = new Set(words.flatMap(({ fold }) => sidesOf.get(fold) ?? []));
  const [only] = named.size === 1 ? named : [];
  return words.flatMap((word, i): Said[] => {
    const { kind, fold } = word;
    if (until >= 0 && word.start >= until) return [];
    if (kind !== 'word' || emptyWords.has(fold) || denials.has(fold) || sidesOf.has(fold)) return [];
    const stem = stemOf(fold);
    const kin = kinOf(stem);
    if (fold.length < 4 && kin.length === 0) return [];
    const place = { start: span.start + word.start, end: span.start + word.end };
    const mention = mentions.find((one) => overlaps(extent(one), place));
    const assertion = mention?.attributes[ASSERTION];
    if (undecided.has(assertion)) return [];
    const denied = (mention !== undefined && isDenied(mention.attributes)) || isDeniedAt(words, i);
    const near = sideBefore(words, i);
    const about = { sentence, near, side: near ?? only };
    const value = mention && extent(mention).end === place.end ? valueBehind(words, i) : undefined;
    return [
      ...(value && mention
        ? [
            {
              ...about,
              key: `${mention.type} ${stem} ${value.unit}`,
              denied,
              value: value.number,
              tells: true,
            },
          ]
        : []),
      { ...about, key: stem, denied, tells: mention !== undefined || kin.length > 0 },
      ...kin.map(({ matter, denies }) => ({ ...about, key: matter, denied: denied !== denies, tells: true })),
    ];
  });
}

/** The sentences of a note; one behind a heading on the same line begins with the heading: "Drains: none." */
function statementsOf(note: Note): Span[] {
  const headings = note.sections.flatMap(({ heading }) => heading ?? []);
  let next = 0;
  return sentences(note).map((sentence) => {
    while ((headings[next + 1]?.start ?? Number.POSITIVE_INFINITY) < sentence.start) next++;
    const heading = headings[next];
    const isBehind =
      heading !== undefined &&
      heading.end <= sentence.start &&
      /^[ \t:]*$/.test(slice(note.text, { start: heading.end, end: sentence.start }));
    return isBehind ? { start: heading.start, end: sentence.end } : sentence;
  });
}

/** A side weighs less than a denial: there are two of most things. */
const SIDE = 0.4;
const UNTOLD = 0.65;
/** A value weighs less, too: most are measured more than once. */
const VALUE = 0.5;
const LEAST = 0.5;

const areApart = (a: Side | undefined, b: Side | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

/** How much two statements on one matter clash: one denies what the other says, or they are of different sides. */
function clashOf(a: Said, b: Said): number {
  if (a.value !== undefined) return a.value === b.value ? 0 : VALUE;
  if (a.denied !== b.denied) return areApart(a.near, b.near) ? 0 : 1;
  return areApart(a.side, b.side) && !a.denied ? SIDE : 0;
}

/**
 * Pairs of sentences of which one says of a thing what the other denies, or says it of the other side, by their words:
 * also where no mention tells. The most likely first.
 */
export function statementClashes(note: Note, entities: readonly Entity[], most: number): Clash[] {
  const all = statementsOf(note);
  const sorted = [...entities].sort((a, b) => extent(a).start - extent(b).start);
  const byKey = new Map<string, Said[]>();
  let next = 0;
  for (const [i, span] of all.entries()) {
    while (next < sorted.length && extent(sorted[next] as Entity).end <= span.start) next++;
    const mentions: Entity[] = [];
    for (let j = next; j < sorted.length && extent(sorted[j] as Entity).start < span.end; j++)
      mentions.push(sorted[j] as Entity);
    const before = new Set<string>();
    for (const said of saidIn(note.text, span, i, mentions)) {
      const same = [said.key, said.denied, said.near, said.side, said.value].join(' ');
      if (before.has(same)) continue;
      before.add(same);
      const list = byKey.get(said.key);
      if (list) list.push(said);
      else byKey.set(said.key, [said]);
    }
  }
  const scores = new Map<string, { premise: number; hypothesis: number; score: number }>();
  for (const list of byKey.values()) {
    const count = new Set(list.map(({ sentence }) => sentence)).size;
    if (count < 2 || count > MOST_NAMED) continue;
    const met = new Map<string, number>();
    for (const [i, a] of list.entries()) {
      for (const b of list.slice(i + 1)) {
        if (a.sentence === b.sentence) continue;
        const clash = clashOf(a, b);
        if (clash === 0) continue;
        const key = `${a.sentence} ${b.sentence}`;
        const weight = (clash * (a.tells || b.tells ? 1 : UNTOLD)) / (count - 1);
        met.set(key, Math.max(met.get(key) ?? 0, weight));
      }
    }
    for (const [key, weight] of met) {
      const [premise = 0, hypothesis = 0] = key.split(' ').map(Number);
      const one = scores.get(key) ?? { premise, hypothesis, score: 0 };
      one.score += weight;
      scores.set(key, one);
    }
  }
  return [...scores.values()]
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || a.premise - b.premise || a.hypothesis - b.hypothesis)
    .slice(0, most)
    .map(({ premise, hypothesis }) => ({
      premise: all[premise] as Span,
      hypothesis: all[hypothesis] as Span,
    }));
}
