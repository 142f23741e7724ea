import { detached } from './detached';
import { applyEdit, type Edit, growth } from './edit';
import { type Heading, headingOf, type SectionKind } from './headings';
import { behindLineEnd, lineEndFrom } from './line-ends';
import { sentencesOf } from './sentences';
import type { Span } from './span';

/**
 * A run of whole lines: a paragraph, a list, a heading with what follows it. It is the unit of incremental
 * work: a block does not know where it lies, so an edit elsewhere leaves the very object in place,
 * and whatever is a pure function of a block can be remembered under it (see `perBlock`).
 */
export interface Block {
  /** With its line ends and the blank lines that follow it. */
  readonly text: string;
  /** The heading that the block starts with; offsets into `text`, UTF-16 code units. */
  readonly heading: Heading | undefined;
  /** The sentences after the heading; offsets into `text`, UTF-16 code units. */
  readonly sentences: readonly Span[];
}

/** A block in its place in a note; the span covers all of its text. */
export interface PlacedBlock extends Span {
  readonly block: Block;
  readonly section: Section;
}

/** The text from one heading to the next; the span is in UTF-16 code units of the note and includes the heading. */
export interface Section extends Span {
  readonly kind: SectionKind;
  /** The title as written; empty for the text before the first heading. */
  readonly title: string;
  /** Where the title stands in the note. */
  readonly heading: Span | undefined;
  /** Where the text after the heading starts. */
  readonly body: number;
}

/** A note, cut into blocks and sections. Blocks and sections each cover the text without a gap. */
export interface Note {
  readonly text: string;
  readonly blocks: readonly PlacedBlock[];
  readonly sections: readonly Section[];
}

/** A block that grows past this many code units ends at the next line end that ends a sentence too. */
const SOFT = 1_500;
/** A block never exceeds this many code units, not even inside a line. */
const HARD = 4_000;

/** Where the line that starts at `from` ends, its line end included; looks no further than `limit`, and gives that then. */
function endOfLine(text: string, from: number, limit: number): number {
  const end = Math.min(limit, text.length);
  const at = from + lineEndFrom(text.slice(from, end), 0);
  return at < end ? Math.min(end, behindLineEnd(text, at)) : end;
}

/** A place to cut a line that is longer than a block may be: behind a sentence or white space, else anywhere. */
function cutInside(text: string, from: number): number {
  const limit = from + HARD;
  const part = text.slice(from + SOFT, limit);
  const stop = /[.;!?][ \t]+(?=\S)/.exec(part);
  if (stop) return from + SOFT + stop.index + stop[0].length;
  // From the first of the blanks only: a run of thousands is searched once, not from each of its places.
  const space = /(?<![ \t])[ \t]+(?=\S)/.exec(part);
  if (space) return from + SOFT + space.index + space[0].length;
  // Never between the halves of a surrogate pair.
  const unit = text.charCodeAt(limit - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? limit - 1 : limit;
}

/** The end of the block that starts at `from`. Looks only at the text of this block and the line behind it. */
function endOfBlock(text: string, from: number): number {
  let at = from;
  let blank = false;
  let ended = false;
  while (at < text.length) {
    // Beyond this limit, the line does not fit, wherever it ends.
    const end = endOfLine(text, at, from + HARD + 2);
    if (end - from > HARD) return at > from ? at : Math.min(end, cutInside(text, from));
    const line = text.slice(at, end);
    const isBlank = line.trim() === '';
    if (at > from && !isBlank && (blank || ended || headingOf(line))) return at;
    if (isBlank) blank = true;
    ended = end - from > SOFT && /[.!?:;][\s"')\]]*$/.test(line);
    at = end;
  }
  return text.length;
}

function makeBlock(text: string): Block {
  const first = text.slice(0, endOfLine(text, 0, text.length));
  const heading = headingOf(first);
  return { text, heading, sentences: sentencesOf(text, heading?.body ?? 0) };
}

/** Puts blocks in their places and gathers them into sections. */
function place(text: string, blocks: readonly Block[]): Note {
  const placed: PlacedBlock[] = [];
  const sections: Section[] = [];
  let start = 0;
  for (let i = 0; i < blocks.length; ) {
    const first = blocks[i] as Block;
    let last = i + 1;
    let end = start + first.text.length;
    while (last < blocks.length && !(blocks[last] as Block).heading) {
      end += (blocks[last] as Block).text.length;
      last++;
    }
    const { heading } = first;
    const section: Section = {
      start,
      end,
      kind: heading?.kind ?? 'none',
      title: heading?.title ?? '',
      heading: heading && { start: start + heading.start, end: start + heading.end },
      body: start + (heading?.body ?? 0),
    };
    sections.push(section);
    for (; i < last; i++) {
      const block = blocks[i] as Block;
      placed.push({ start, end: start + block.text.length, block, section });
      start += block.text.length;
    }
  }
  return { text, blocks: placed, sections };
}

/** Reads a note. Linear in its length. */
export function parseNote(text: string): Note {
  const blocks: Block[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfBlock(text, at);
    blocks.push(makeBlock(detached(text.slice(at, end))));
    at = end;
  }
  return place(text, blocks);
}

/**
 * The note after an edit: equal to `parseNote` of the new text, but only the blocks that the edit touched
 * are read again, and all others are the same objects as before.
 * @param edit offsets into `note.text`, UTF-16 code units
 * @param text the new text, where the caller has it already
 */
export function editNote(note: Note, edit: Edit, text = applyEdit(note.text, edit)): Note {
  const by = growth(edit);
  // Where a block ends depends on at most HARD units from its start, and a cut block is longer than SOFT:
  // so an edit can change the block it is in and at most three before.
  let first = note.blocks.findIndex((block) => block.end >= edit.start);
  first = Math.max(0, (first < 0 ? note.blocks.length : first) - 3);
  const blocks: Block[] = note.blocks.slice(0, first).map((placed) => placed.block);
  let at = note.blocks[first]?.start ?? 0;
  let next = first;
  let same = first;
  while (at < text.length) {
    // Reading starts anew at each block: from a boundary that was one before, all that follows is as it was.
    if (at >= edit.end + by) {
      while (next < note.blocks.length && (note.blocks[next] as PlacedBlock).start + by < at) next++;
      const old = note.blocks[next];
      if (old && old.start + by === at && old.start >= edit.end) {
        for (; next < note.blocks.length; next++) blocks.push((note.blocks[next] as PlacedBlock).block);
        break;
      }
    }
    const end = endOfBlock(text, at);
    while ((note.blocks[same]?.start ?? at) < at) same++;
    const old = note.blocks[same];
    // Read again, but found as it was.
    const untouched = old && old.start === at && old.end === end && end <= edit.start;
    blocks.push(untouched ? old.block : makeBlock(detached(text.slice(at, end))));
    at = end;
  }
  return place(text, blocks);
}

/**
 * A function of a block that is computed once for each block object and remembered as long as the block lives: by the
 * block itself, unseen, since what a `WeakMap` holds outlives its dead key through many a collection of garbage.
 */
export function perBlock<Result>(compute: (block: Block) => Result): (block: Block) => Result {
  const remembered = Symbol('remembered');
  return (block: Block & { readonly [remembered]?: Result }) => {
    let result = block[remembered];
    if (result === undefined) {
      result = compute(block);
      Object.defineProperty(block, remembered, { value: result });
    }
    return result;
  };
}

/** All sentences of a note, in order; offsets in UTF-16 code units of the note. */
export function sentences(note: Note): Span[] {
  return note.blocks.flatMap(({ start, block }) =>
    block.sentences.map((s) => ({ start: s.start + start, end: s.end + start })),
  );
}
