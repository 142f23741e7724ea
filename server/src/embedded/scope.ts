import type { Token } from '../note/tokens';
import type { Cue, Range } from './cues';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

// Words that do not count as distance between a cue and what it speaks of.
const auxiliary = words(
  ', and or nor is are was were has have had been be also now all both : ( ) - the any a an not completely fully since then initially eventually largely subsequently did does',
);
// What opens a new statement behind a comma in a negated list.
const fresh = words(
  'a an the his her mild mildly moderate severe trace some has had have with positive occasional but is are was were',
);
const finite = words(
  'is are was were has have had did does started began continue continues continued will would',
);
const owner = words('the his her');
const alternative = words('or versus vs and');

// Words that judge what stands before them only where nothing follows that they could belong to.
const predicate = words(
  'likely possible probable suspected questionable unlikely absent negative neg equivocal denies',
);
const closing = words(
  '. , : ; ) ? and but or although though given because since due at on today now by in for',
);

/** How far a scope may jump from one mention to the next, in words that are not auxiliary. */
const REACH = 8;
const NEAR = 3;

/** What the scopes of one sentence need at hand; `ends[i]` tells of token `from + i` whether a scope ends there. */
interface Field {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  /** Ranges of tokens, in order, not overlapping. */
  readonly mentions: readonly Range[];
  readonly ends: Uint8Array;
}

const ALL = 1;
const MOST = 2;
const bitOf: Readonly<Record<Cue['category'], number>> = {
  stop: ALL,
  pseudo: ALL,
  pause: MOST,
  absent: 4,
  possible: 8,
  hypothetical: 16,
  advice: 16,
  conditional: 32,
};

/** Lays out the ends of scopes in a sentence. */
export function fieldOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  mentions: readonly Range[],
  cues: readonly Cue[],
): Field {
  const ends = new Uint8Array(to - from);
  for (const { category, direction, first, last } of cues) {
    const ender = category === 'stop' || category === 'pause' || category === 'pseudo';
    // A forward cue takes over from one of its kind before it; this also keeps the work linear.
    if (!ender && direction !== '>') continue;
    for (let i = first; i <= last; i++) ends[i - from] = (ends[i - from] ?? 0) | bitOf[category];
  }
  return { tokens, from, to, mentions, ends };
}

/** The first mention that starts at or behind a token. */
function mentionFrom(mentions: readonly Range[], at: number): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mentions[middle] as Range).first < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const lowerAt = (field: Field, at: number): string =>
  at >= field.from && at < field.to ? (field.tokens[at] as Token).lower : '';

function forward(field: Field, cue: Cue): number[] {
  const { mentions } = field;
  const found: number[] = [];
  const stops =
    ALL | bitOf[cue.category] | (cue.category === 'hypothetical' || cue.category === 'advice' ? 0 : MOST);
  const limit = cue.category === 'hypothetical' || cue.category === 'advice' ? 2 * REACH : REACH;
  const absent = cue.category === 'absent';
  let previous = cue.last;
  for (let m = mentionFrom(mentions, cue.last + 1); m < mentions.length; m++) {
    const mention = mentions[m] as Range;
    let others = 0;
    for (let i = previous + 1; i < mention.first; i++) {
      const word = lowerAt(field, i);
      if ((field.ends[i - field.from] ?? 0) & stops) return found;
      if (word === ',' && cue.category === 'possible' && !alternative.has(lowerAt(field, i + 1)))
        return found;
      if (absent) {
        const next = lowerAt(field, i + 1);
        const listed = previous !== cue.last;
        // "no fever, a cough": in the midst of a list an article or a verb begins a new statement.
        if (listed && ((word === ',' && fresh.has(next)) || finite.has(word))) return found;
        if ((word === ',' || word === 'and') && owner.has(next)) return found;
      }
      if (!auxiliary.has(word) && ++others > limit) return found;
    }
    found.push(m);
    previous = mention.last;
  }
  return found;
}

function backward(field: Field, cue: Cue): number[] {
  const { mentions } = field;
  const found: number[] = [];
  const after = lowerAt(field, cue.last + 1);
  if (predicate.has(lowerAt(field, cue.last)) && after !== '' && !closing.has(after)) return found;
  const near = cue.category === 'conditional' ? 1 : NEAR;
  let next = cue.first;
  for (let m = mentionFrom(mentions, cue.first) - 1; m >= 0; m--) {
    const mention = mentions[m] as Range;
    if (mention.last >= cue.first) continue;
    const listed = found.length > 0;
    let others = 0;
    let comma = false;
    let and = false;
    for (let i = next - 1; i > mention.last; i--) {
      if ((field.ends[i - field.from] ?? 0) & (ALL | MOST)) return found;
      const word = lowerAt(field, i);
      if (word === ',') comma = true;
      else if (word === 'and') and = true;
      // Behind the nearest one only members of the same list: nothing but commas and conjunctions between.
      if (!auxiliary.has(word) && ++others > (listed ? 0 : near)) return found;
    }
    // "X, and Y is suspected": a new clause.
    if (listed && ((comma && and) || mention.last + 1 === next)) return found;
    found.push(m);
    next = mention.first;
  }
  return found;
}

/** Which mentions a cue speaks of, as indices into the field's mentions. */
export function reach(field: Field, cue: Cue): number[] {
  if (cue.direction === '<') return backward(field, cue);
  if (cue.direction === '>') return forward(field, cue);
  // The next one, or the one that the cue is part of.
  const m = mentionFrom(field.mentions, cue.first + 1);
  const around = field.mentions[m - 1];
  if (around && around.last >= cue.last) return [m - 1];
  const mention = field.mentions[m];
  return mention && mention.first - cue.last <= 2 ? [m] : [];
}
