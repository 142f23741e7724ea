import { type Block, type Note, perBlock } from '../note/note';
import type { Window } from '../task/engine';

/**
 * How many tokens a text takes in Llama 2's vocabulary, at least in nearly all cases: a digit, a sign and a line end
 * take one each, letters one for every three, what is not ASCII two for a code unit.
 */
export function estimateTokens(text: string): number {
  let letters = 0;
  let others = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 128) others += 2;
    else if (unit === 32) letters += 0.5;
    else if ((unit | 32) >= 97 && (unit | 32) <= 122) letters++;
    else others++;
  }
  return Math.ceil(letters / 3 + others);
}

/** A 32-bit hash (FNV-1a with a final mix), from a start of its own. */
function hash(text: string, start: number): number {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return mix(value);
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

interface Measure {
  readonly tokens: number;
  readonly low: number;
  readonly high: number;
  /** How good a place the start of the block is for a window to start; from 0 to 2. */
  readonly rank: number;
}

/** Of a block, by how it starts: what changes further down does not move a window's edge. */
const START = 24;

const measure = perBlock((block: Block): Measure => {
  const { text } = block;
  return {
    tokens: estimateTokens(text),
    low: hash(text, 0x811c9dc5),
    high: hash(text, 0x3d4d51cb),
    rank: hash(text.slice(0, START), 0x9e3779b9) / 2 ** 32 + (block.heading ? 1 : 0),
  };
});

/** A window is at least this share of the budget, so that its end has some places to choose from. */
const LEAST = 0.5;

const isBareHeading = (block: Block | undefined): boolean =>
  block?.heading !== undefined && block.sentences.length === 0;

/**
 * Cuts a note into windows of whole blocks. Where a window ends depends on what stands there, not on how much came
 * before: among the places between half and all of the budget the one is taken that starts with the highest rank,
 * a heading before all others. So the edges behind an edit are the same again after a window or two, and the keys
 * with them. The key depends on the text of the window and on the section it starts in, not on its place.
 * @param budget tokens that the text of a window may take, as `estimateTokens` counts; a single block may exceed it
 */
export function windowsOf(note: Note, budget: number): Window[] {
  const { blocks } = note;
  const windows: Window[] = [];
  for (let first = 0; first < blocks.length; ) {
    let next = first;
    let tokens = 0;
    let best = -1;
    let cut = first + 1;
    for (; next < blocks.length; next++) {
      const { tokens: more, rank: own } = measure((blocks[next] as (typeof blocks)[number]).block);
      // A heading stays with what follows it.
      const rank = isBareHeading(blocks[next - 1]?.block) ? own / 4 : own;
      if (next > first && tokens >= budget * LEAST && rank >= best) {
        best = rank;
        cut = next;
      } else if (next > first && best < 0) cut = next;
      if (next > first && tokens + more > budget) break;
      tokens += more;
    }
    // All that is left fits.
    if (next === blocks.length) cut = next;
    windows.push(windowOf(note, first, cut));
    first = cut;
  }
  return windows;
}

function windowOf(note: Note, first: number, end: number): Window {
  const blocks = note.blocks.slice(first, end);
  const { start, section } = blocks[0] as (typeof blocks)[number];
  const last = blocks[blocks.length - 1] as (typeof blocks)[number];
  // The section counts only where its heading is not in the window itself.
  const context = section.start < start ? section.title : '';
  let low = hash(context, 0x811c9dc5);
  let high = hash(context, 0x3d4d51cb);
  for (const placed of blocks) {
    const part = measure(placed.block);
    low = mix(Math.imul(low, 31) + part.low);
    high = mix(Math.imul(high, 37) + part.high);
  }
  const key = low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0');
  return { start, end: last.end, blocks, key };
}
