import * as z from 'zod';
import type { Summary } from '../../annotation/annotation';
import type { Section } from '../../note/note';
import type { Span } from '../../note/span';
import { slice } from '../../note/span';
import type { DeidentifiedText } from '../../privacy/text';
import type { Failure } from '../../task/failure';
import type { Question } from '../../task/question';
import { source } from '../../task/source';
import * as summaryTask from '../../task/summary';
import { likeliest } from '../pairs/likeness';
import { partsOf, windowsOf } from '../windows/windows';
import { askText } from './asking';
import { type Job, originOf } from './job';
import { grouped } from './summary-groups';

/** A section with less text, in code units, is its own summary. */
const SHORT = 240;
const SHORT_SENTENCES = 2;
const EVIDENCE = 3;

interface Gist {
  readonly text: string | undefined;
  readonly failure: Failure | undefined;
}

const shape = z.string().min(1).optional();

/** Asks, unless the same was answered before: a section that did not change costs nothing. */
async function ask({ asking }: Job, question: Question): Promise<Gist> {
  const { version } = summaryTask;
  const { value, failure } = await asking.remember({ question, version, shape }, () =>
    askText(asking, question, summaryTask.read),
  );
  return { text: value, failure };
}

const blocksOf = ({ request }: Job, { start, end }: Span) =>
  request.note.blocks.filter((block) => block.start >= start && block.end <= end);

/** Whether a section is so short that it is its own summary. */
function isShort(job: Job, section: Section): boolean {
  const count = blocksOf(job, section).reduce((sum, { block }) => sum + block.sentences.length, 0);
  return count <= SHORT_SENTENCES || section.end - section.body < SHORT;
}

/** The gist of a section; of one that is too long for one question, that of its parts, one after the other. */
async function gistOf(job: Job, section: Section, budget: number): Promise<Gist> {
  const { view } = job;
  const title = section.heading && view.excerpt(section.heading).text;
  const { note, identifiers } = job.request;
  const parts = partsOf(note, section, budget, { identifiers, count: job.count });
  const gists: string[] = [];
  for (const [i, part] of parts.entries()) {
    const wrapped = source(job.preamble, view.excerpt(part).text, { section: i === 0 ? undefined : title });
    const { text, failure } = await ask(job, summaryTask.ofSection(wrapped));
    if (text === undefined) return { text, failure };
    gists.push(text);
  }
  return { text: gists.length > 0 ? gists.join(' ') : undefined, failure: undefined };
}

const summaryOf = (job: Job, scope: Span, text: string): Summary => ({
  scope,
  text,
  evidence: likeliest(job.request.note, text, EVIDENCE, scope)
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start),
  origin: originOf(job, summaryTask.version),
});

/** The summaries of one request. What failed is remembered for it: a section is asked about once. */
export interface Summaries {
  /** Asks for the summary of one section. A short one gets none: it is read as fast. */
  section(section: Section): Promise<void>;
  /**
   * Asks for the summary of the note: of a short one from its text, else from the summaries of its sections; these are
   * remembered, or asked for now.
   * Sections without one count by their own text: all of it where it is short, else how it starts.
   */
  note(): Promise<void>;
}

/** @param budget tokens of note text that a question may hold */
export function makeSummaries(job: Job, budget: number): Summaries {
  const failed = new Map<number, Gist>();
  async function gist(section: Section): Promise<Gist> {
    const before = failed.get(section.start);
    if (before) return before;
    const answer = await gistOf(job, section, budget);
    if (answer.text !== undefined || job.asking.signal.aborted) return answer;
    failed.set(section.start, answer);
    if (answer.failure) {
      job.fail('summary', { start: section.start, end: section.end }, answer.failure);
    }
    return answer;
  }
  return {
    async section(section) {
      const scope: Span = { start: section.start, end: section.end };
      if (isShort(job, section)) return job.emit({ task: 'summary', scope, summary: undefined });
      const { text, failure } = await gist(section);
      if (job.asking.signal.aborted || failure) return;
      const summary = text === undefined ? undefined : summaryOf(job, scope, text);
      job.emit({ task: 'summary', scope, summary });
    },
    note: () => askNote(job, budget, gist),
  };
}

/** The first sentences of a section, as much as a short one has; none where even the first is long. */
function startOf(job: Job, section: Section): Span {
  let end = section.body;
  for (const { start, block } of blocksOf(job, section)) {
    for (const sentence of block.sentences) {
      const to = start + sentence.end;
      if (to > section.body + SHORT) return { start: section.body, end };
      end = Math.max(end, to);
    }
  }
  return { start: section.body, end };
}

/** The question about a whole note, where it is no longer than a window: it begins as those about the window do. */
function wholeNote({ request: { note, identifiers }, windowTokens, count, preamble, view }: Job) {
  const [only, ...more] = windowsOf(note, windowTokens, { identifiers, count });
  if (!only || more.length > 0 || note.text.trim() === '') return undefined;
  return summaryTask.ofNote(source(preamble, view.excerpt(only).text));
}

async function askNote(job: Job, budget: number, gist: (section: Section) => Promise<Gist>): Promise<void> {
  const { request, view, beside, asking } = job;
  const { note } = request;
  const scope: Span = { start: 0, end: note.text.length };
  const short = wholeNote(job);
  if (short) {
    const { text, failure } = await ask(job, short);
    if (asking.signal.aborted) return;
    if (failure) return job.fail('summary', scope, failure);
    return job.emit({
      task: 'summary',
      scope,
      summary: text === undefined ? undefined : summaryOf(job, scope, text),
    });
  }
  let parts: { name: string; title: DeidentifiedText; text: DeidentifiedText }[] = [];
  for (const section of note.sections) {
    const body: Span = { start: section.body, end: section.end };
    if (slice(note.text, body).trim() === '') continue;
    const title = section.heading ? view.excerpt(section.heading).text : beside.text('');
    const name: string = title;
    if (isShort(job, section)) {
      parts.push({ name, title, text: view.excerpt(body).text });
      continue;
    }
    const { text } = await gist(section);
    if (asking.signal.aborted) return;
    const start = startOf(job, section);
    // What a model wrote is no more trusted than what a person writes beside the note.
    if (text !== undefined) parts.push({ name, title, text: beside.text(text) });
    else if (start.end > start.start) parts.push({ name, title, text: view.excerpt(start).text });
  }
  if (parts.length === 0) return job.emit({ task: 'summary', scope, summary: undefined });
  for (;;) {
    const groups = grouped(parts, budget);
    const gists: typeof parts = [];
    for (const group of groups) {
      const [first] = group;
      // What is alone is short enough already.
      if (first && group.length === 1 && groups.length > 1) {
        gists.push(first);
        continue;
      }
      const { text, failure } = await ask(job, summaryTask.ofParts(job.preamble, group));
      if (asking.signal.aborted) return;
      if (failure) return job.fail('summary', scope, failure);
      if (text !== undefined && first)
        gists.push({ name: first.name, title: beside.text(''), text: beside.text(text) });
    }
    const [last] = gists;
    if (groups.length === 1 || !last) {
      const summary = last && summaryOf(job, scope, last.text);
      return job.emit({ task: 'summary', scope, summary });
    }
    parts = gists;
  }
}
