import type { SectionKind } from '../note/headings';
import type { Note, PlacedBlock, Section } from '../note/note';
import { lowerBound, type Span } from '../note/span';
import { mentionsOf } from './entities';
import { isBoilerplate } from './labels';
import { type Candidate, candidates, opening, parts, weights } from './summary-candidates';

/** A summary without its origin: text of the note, and the spans (UTF-16 code units of the note) that it was taken from. */
export interface Gist {
  readonly text: string;
  readonly evidence: readonly Span[];
}

/** The most that a section's and a note's gist may hold, in code units. */
const SECTION_LENGTH = 200;
const NOTE_LENGTH = 450;
/** The most that one sentence may take of a note's gist. */
const SHARE = 190;

interface Choice {
  readonly span: Span;
  readonly score: number;
  readonly kind: SectionKind;
  readonly candidate: Candidate;
}

/** Words of four letters and more, for telling what is said twice. */
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/\p{L}{4,}/gu));

function repeats(words: ReadonlySet<string>, chosen: readonly ReadonlySet<string>[]): boolean {
  return chosen.some((other) => {
    let shared = 0;
    for (const word of words) if (other.has(word)) shared++;
    return shared > 0 && shared >= 0.6 * Math.min(words.size, other.size);
  });
}

const collapseSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The text, or its beginning up to a comma or a word's end with "…" behind it; at most `length` code units. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length - 2);
  const comma = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; '), head.lastIndexOf('. '));
  const space = head.lastIndexOf(' ');
  const cut = comma > length * 0.6 ? comma : space > length / 3 ? space : head.length;
  return `${head
    .slice(0, cut)
    .replace(/[\s,;:.]+$/, '')
    .replace(/[\ud800-\udbff]$/, '')} …`;
}

/** Joins what was chosen, in the order of the note, within a length. */
function compose(note: Note, chosen: readonly Choice[], length: number, share: number): Gist | undefined {
  if (chosen.length === 0) return undefined;
  const ordered = [...chosen].sort((a, b) => a.span.start - b.span.start);
  const texts = ordered.map(({ span }) =>
    shorten(collapseSpace(note.text.slice(span.start, span.end)), share),
  );
  const rest = length - texts.reduce((sum, text) => sum + text.length + 1, -1);
  const text = texts
    .map((one, i) => {
      const whole = texts.length === 1 ? length : Math.max(40, one.length + Math.min(0, rest));
      const short = shorten(one, whole);
      return i < texts.length - 1 && !/[.!?;:…]["')\]]*$/.test(short) ? `${short}.` : short;
    })
    .join(' ');
  return { text: shorten(text, length), evidence: ordered.map(({ span }) => span) };
}

/** What stands first in a section tells more; `before` counts what stands before it. */
const leading = (before: number): number => 0.6 / (1 + before);

const choicesIn = (placed: PlacedBlock): Choice[] =>
  candidates(placed.block, placed.section.kind).map((candidate) => ({
    span: { start: placed.start + candidate.start, end: placed.start + candidate.end },
    score: candidate.score,
    kind: placed.section.kind,
    candidate,
  }));

/** The problem that a heading names, where it names one rather than a part of the note. */
function problemTitled({ start, block }: PlacedBlock): Choice | undefined {
  const named = mentionsOf(block, 'other').filter(
    ({ sentence, type }) => sentence === -1 && type === 'problem',
  );
  const [first, last] = [named[0], named.at(-1)];
  if (
    !first ||
    !last ||
    /^(?:\w+ )?(?:issues?|problems?|diagnos[ei]s)\b/i.test(block.text.slice(first.start))
  )
    return undefined;
  const span = { start: start + first.start, end: start + last.end };
  const score = weights.diagnosis + 1.5;
  return { span, score, kind: 'diagnosis', candidate: { ...span, score, asks: false, vitals: false } };
}

/** Takes the best choices that fit; the earlier of two equal ones, so the result depends on the text alone. */
function pick(
  note: Note,
  choices: Choice[],
  length: number,
  most: number,
  allowed: (choice: Choice) => boolean,
): Choice[] {
  choices.sort((a, b) => b.score - a.score || a.span.start - b.span.start);
  const chosen: Choice[] = [];
  const said: ReadonlySet<string>[] = [];
  let left = length;
  for (const choice of choices) {
    if (chosen.length >= most || left < 30) break;
    const size = Math.min(SHARE, choice.span.end - choice.span.start);
    if (chosen.length > 0 && size > left) continue;
    const text = note.text.slice(choice.span.start, choice.span.end);
    if (isBoilerplate(text)) continue;
    const words = wordsOf(text);
    if (repeats(words, said) || !allowed(choice)) continue;
    chosen.push(choice);
    said.push(words);
    left -= size + 2;
  }
  return chosen;
}

/** Sections behind which "cc" no longer opens a chief complaint but lists who gets a copy. */
const late: ReadonlySet<SectionKind> = new Set(['exam', 'assessment', 'impression', 'plan']);

/** Whether a section lists who gets a copy of a letter. */
const listsCopies = (note: Note, section: Section): boolean =>
  section.kind === 'chief-complaint' &&
  note.sections.some(({ kind, start }) => start < section.start && late.has(kind));

/**
 * The most telling one or two sentences of a section, at most 200 code units; a long sentence is cut, with "…".
 * Undefined where a section holds no sentence worth telling.
 */
export function sectionGist(note: Note, section: Section): Gist | undefined {
  if (listsCopies(note, section)) return undefined;
  const choices: Choice[] = [];
  let order = 0;
  for (let i = lowerBound(note.blocks, section.start); i < note.blocks.length; i++) {
    const placed = note.blocks[i] as PlacedBlock;
    if (placed.start >= section.end) break;
    for (const choice of choicesIn(placed)) {
      choices.push({ ...choice, score: choice.score + leading(order++) });
    }
  }
  return compose(
    note,
    pick(note, choices, SECTION_LENGTH, 2, () => true),
    SECTION_LENGTH,
    SECTION_LENGTH,
  );
}

/** Reads a block ahead of `noteGist`, which then has little left to do: a long note can be read with pauses. */
export const readAhead = (placed: PlacedBlock): void => void candidates(placed.block, placed.section.kind);

/**
 * The gist of a note, at most 450 code units: who and why, the main findings and problems, what comes next.
 * Sentences of the note in its order. Undefined where the note holds no sentence worth telling.
 */
export function noteGist(note: Note): Gist | undefined {
  const choices: Choice[] = [];
  const titled: Choice[] = [];
  let opened = false;
  let asked = false;
  let sentences = 0;
  let unheaded = 0;
  for (const placed of note.blocks) {
    if (placed.section.kind === 'chief-complaint' && listsCopies(note, placed.section)) continue;
    sentences += placed.block.sentences.length;
    // Three sentences of a block are enough: a long note must not weigh more than its work.
    const best = choicesIn(placed)
      .filter(({ candidate }) => !candidate.vitals)
      .map((choice) => {
        const place = choice.kind === 'none' ? leading(unheaded++) : 0;
        return { ...choice, score: choice.score * 0.8 + place };
      })
      .sort((a, b) => b.score - a.score || a.span.start - b.span.start);
    // "# Acute kidney injury": what stands under a problem is the course of it.
    const byProblem = placed.section.kind === 'other' ? problemTitled(placed) : undefined;
    if (byProblem) titled.push(byProblem);
    for (const choice of best.slice(0, 3)) {
      let score = choice.score + (byProblem ? weights.course : weights[choice.kind]);
      if (
        !opened &&
        opening.test(note.text.slice(choice.span.start, Math.min(choice.span.end, choice.span.start + 120)))
      ) {
        opened = true;
        score += 2;
      }
      if (!asked && choice.candidate.asks) {
        asked = true;
        score += 2;
      }
      choices.push({ ...choice, score });
    }
  }
  // A course that is told problem by problem has the first one as its headline.
  if (titled.length > 1) choices.push(titled[0] as Choice);
  const telling = choices.filter(({ kind }) => weights[kind] > 0);
  // A text without headings is one part, of which about every third sentence is told; it has no opening of its own.
  const plain = telling.every(({ kind }) => kind === 'none') ? Math.min(4, Math.max(2, sentences / 3)) : 0;
  const taken = { opening: 0, result: 0, end: 0 };
  const sections = new Map<SectionKind, number>();
  let whyTold = false;
  const chosen = pick(note, telling.length > 0 ? telling : choices, NOTE_LENGTH, 5, ({ kind, candidate }) => {
    if (plain > 0) return taken.result++ < Math.round(plain);
    const part = parts[kind] ?? 'result';
    const bySection = sections.get(kind) ?? 0;
    // Who the patient is and why they come may be told in two sentences.
    const most = part === 'result' ? 3 : part === 'opening' && (candidate.asks || whyTold) ? 2 : 1;
    if (taken[part] >= most || bySection >= 2) return false;
    whyTold ||= candidate.asks;
    taken[part]++;
    sections.set(kind, bySection + 1);
    return true;
  });
  return compose(note, chosen, NOTE_LENGTH, SHARE);
}
