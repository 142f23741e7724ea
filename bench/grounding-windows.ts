import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codePointMap } from '../server/src/note/code-points';
import { parseNote } from '../server/src/note/note';
import { contains, type Span, shift } from '../server/src/note/span';
import { windowsOf } from '../server/src/pipeline/windows/windows';
import { bratNotes, filesIn, mtsamples } from './corpus';

/** A mention of the gold: its words as a model would say them, and the spans of its window that it lies on. */
export interface GoldMention {
  readonly text: string;
  readonly type: string;
  readonly assertion: string | undefined;
  /** One or more, in order; UTF-16 code units. */
  readonly spans: readonly Span[];
}

/** What one question is about, with the mentions that a perfect answer names, in the order of the text. */
export interface GoldWindow {
  readonly corpus: string;
  readonly text: string;
  readonly gold: readonly GoldMention[];
}

interface Marked {
  readonly text: string;
  readonly gold: readonly Omit<GoldMention, 'text'>[];
}

const BUDGET = 1_500;
/** Sentences of MTSamples that make a window: the files hold one or two each. */
const JOINED = 20;

const last = ({ spans }: Pick<GoldMention, 'spans'>): Span => spans[spans.length - 1] ?? { start: 0, end: 0 };
const extentOf = (mention: Pick<GoldMention, 'spans'>): Span => ({
  start: mention.spans[0]?.start ?? 0,
  end: last(mention).end,
});

/** Gold without mentions inside others (which share the words of a place), but for discontinuous ones. */
function withoutNested<Mention extends Pick<GoldMention, 'spans'>>(gold: readonly Mention[]): Mention[] {
  const sorted = [...gold].sort((a, b) => {
    const [x, y] = [extentOf(a), extentOf(b)];
    return x.start - y.start || y.end - x.end;
  });
  const kept: Mention[] = [];
  let end = -1;
  for (const one of sorted) {
    const { start, end: stop } = extentOf(one);
    if (one.spans.length === 1 && start < end) continue;
    kept.push(one);
    if (one.spans.length === 1) end = stop;
  }
  return kept;
}

function cut(corpus: string, { text, gold }: Marked): GoldWindow[] {
  const kept = withoutNested(gold);
  return windowsOf(parseNote(text), BUDGET).map((window) => ({
    corpus,
    text: text.slice(window.start, window.end),
    gold: kept
      .filter((one) => contains(window, extentOf(one)))
      .map((one) => ({
        ...one,
        text: one.spans.map(({ start, end }) => text.slice(start, end)).join(' '),
        spans: one.spans.map((span) => shift(span, -window.start)),
      })),
  }));
}

const continuous = (entities: readonly (Span & { type: string; assertion?: string })[]) =>
  entities.map(({ start, end, type, assertion }) => ({ type, assertion, spans: [{ start, end }] }));

/** Joins notes of a sentence or two to notes of some length. */
function joinedNotes(notes: readonly Marked[]): Marked[] {
  const joined: Marked[] = [];
  for (let from = 0; from < notes.length; from += JOINED) {
    let text = '';
    const gold: Omit<GoldMention, 'text'>[] = [];
    for (const note of notes.slice(from, from + JOINED)) {
      for (const one of note.gold)
        gold.push({ ...one, spans: one.spans.map((span) => shift(span, text.length)) });
      text += `${note.text.trimEnd()}\n`;
    }
    joined.push({ text, gold });
  }
  return joined;
}

/** Brat notes with all fragments of their entities. */
const fragmented = (folder: string): Marked[] =>
  filesIn(folder, '.ann').map((file) => {
    const text = readFileSync(file.replace(/\.ann$/, '.txt'), 'utf8');
    const map = codePointMap(text);
    const gold = readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const match = /^T\d+\t(\S+) ([\d; ]+)\t/.exec(line);
        if (!match) return [];
        const spans = (match[2] ?? '').split(';').map((part) => {
          const [start = 0, end = 0] = part.split(' ').map(Number);
          return { start: map.toUtf16(start), end: map.toUtf16(end) };
        });
        // Some fragments touch: they are one.
        const merged: Span[] = [];
        for (const span of spans) {
          const before = merged[merged.length - 1];
          if (before && text.slice(before.end, span.start).trim() === '' && span.start >= before.end)
            merged[merged.length - 1] = { start: before.start, end: span.end };
          else merged.push(span);
        }
        return [{ type: match[1] ?? '', assertion: undefined, spans: merged }];
      });
    return { text, gold };
  });

/** PubTator abstracts: a title line, an abstract line, rows with code-point offsets over both. */
function pubtator(file: string): Marked[] {
  return readFileSync(file, 'utf8')
    .split(/\n\s*\n/)
    .flatMap((part) => {
      const lines = part.trim().split('\n');
      const [title, abstract] = [lines[0]?.split('|t|')[1], lines[1]?.split('|a|')[1]];
      if (title === undefined || abstract === undefined) return [];
      const text = `${title}\n${abstract}`;
      const map = codePointMap(text);
      const gold = lines.slice(2).flatMap((line) => {
        const [, start, end, , type] = line.split('\t');
        if (type !== 'Chemical' && type !== 'Disease') return [];
        const spans = [{ start: map.toUtf16(Number(start)), end: map.toUtf16(Number(end)) }];
        return [{ type, assertion: undefined, spans }];
      });
      return [{ text, gold }];
    });
}

/** The windows of all corpora that are there. */
export function goldWindows(data: string): GoldWindow[] {
  const i2b2 = bratNotes(join(data, 'i2b2-style')).map(({ text, entities }) => ({
    text,
    gold: continuous(entities),
  }));
  const samples = (['train', 'valid'] as const).flatMap((part) =>
    mtsamples(data, part).map(({ text, entities }) => ({ text, gold: continuous(entities) })),
  );
  const all: [string, Marked[]][] = [
    ['i2b2-style', i2b2],
    ['mtsamples-i2b2', joinedNotes(samples)],
    ['maccrobat', fragmented(join(data, 'maccrobat'))],
    ['bc5cdr', filesIn(join(data, 'bc5cdr'), '.PubTator.txt').flatMap(pubtator)],
  ];
  return all
    .flatMap(([corpus, notes]) => notes.flatMap((note) => cut(corpus, note)))
    .filter(({ gold }) => gold.length > 0);
}
