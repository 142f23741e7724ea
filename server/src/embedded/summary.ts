import type { SectionKind } from '../note/headings';
import type { Block, Note, PlacedBlock, Section } from '../note/note';
import { lowerBound, type Span } from '../note/span';
import { type Mention, mentionsOf } from './entities';
import { isBoilerplate, isLabel, isVitals, itemMark, salutationIn, smallWords, tellsReason } from './labels';
import { perSection } from './memo';

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

/** How much a sentence of a section tells about the whole note. */
const weights: Readonly<Record<SectionKind, number>> = {
  impression: 3,
  assessment: 2.8,
  diagnosis: 2.4,
  course: 2.2,
  plan: 1.8,
  'chief-complaint': 1.6,
  history: 1.6,
  procedures: 1.4,
  findings: 1.3,
  instructions: 1,
  laboratory: 0.8,
  other: 1,
  exam: 0.6,
  'past-history': 0.6,
  none: 0.6,
  // These only where there is nothing else.
  medications: -3,
  allergies: -3,
  'review-of-systems': -3,
  'social-history': -3,
  'family-history': -3,
};

/** What each part of a note's gist is made of; none takes more than its share. */
const parts: Readonly<Partial<Record<SectionKind, 'opening' | 'result' | 'end'>>> = {
  'chief-complaint': 'opening',
  history: 'opening',
  none: 'opening',
  'past-history': 'opening',
  plan: 'end',
  instructions: 'end',
};

const opening =
  /\b\d{1,3}[ -]?(?:years?|yrs?|months?|weeks?|days?|yo|y\/o|y\.o\.|y|m)?[ -]?(?:old|o)?\.?,? ?(?:\S+ ){0,3}(?:man|woman|male|female|gentleman|lady|boy|girl|infant|m|f)\b|\b\d{1,3}[ -]?(?:years?|yrs?|months?|weeks?)[ -]old\b/i;
const outcome =
  /\b(?:diagnos\w*|consistent with|concerning for|suspicious for|admitted|presents?|presented|underwent|treated|improved|resolved|worsened|discharged?|follow|recommend\w*|started?|stopped|held|continue|will|likely|secondary to|due to|complicated|ruled out|transfer|return)\b/gi;

const concluding: ReadonlySet<SectionKind> = new Set(['impression', 'assessment', 'diagnosis']);

/** A sentence as a candidate; offsets into the block. */
interface Candidate extends Span {
  readonly score: number;
  /** Whether it tells why the patient comes. */
  readonly asks: boolean;
  /** A row of vital signs tells nothing of a whole note. */
  readonly vitals: boolean;
}

function countDigits(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 48 && unit <= 57) count++;
  }
  return count;
}

const weightOf = (mention: Mention): number => {
  if (mention.type === 'treatment') return 0.7;
  if (mention.type === 'test') return 0.4;
  if (mention.assertion === 'present' || mention.assertion === undefined) return 1;
  return mention.assertion === 'possible' ? 0.9 : 0.3;
};

const candidates = perSection((block: Block, section: SectionKind): readonly Candidate[] => {
  if (block.sentences.length === 0) return [];
  const density = new Float64Array(block.sentences.length);
  for (const mention of mentionsOf(block, section))
    if (mention.sentence >= 0)
      density[mention.sentence] = (density[mention.sentence] ?? 0) + weightOf(mention);
  const found: Candidate[] = [];
  block.sentences.forEach((sentence, index) => {
    const raw = block.text.slice(sentence.start, sentence.end);
    const item = itemMark(raw);
    const lead = item > 0 ? item : salutationIn(raw);
    const text = raw.slice(lead);
    const mentions = density[index] ?? 0;
    if (text.length < 4 || !/\p{L}{3}/u.test(text)) return;
    const digits = countDigits(text);
    if (isLabel(text, mentions)) return;
    const first = digits > 0 && opening.test(text.slice(0, 120)) && (mentions > 0 || smallWords(text) > 3);
    const asks = mentions > 0 && parts[section] === 'opening' && tellsReason(text);
    if (section === 'none' && !first && mentions < 1) return;
    // Tables and rows of numbers tell little in a line.
    if (text.includes('|') || text.includes('\t') || text.includes('    ') || digits > text.length / 3)
      return;
    let score = Math.min(3, mentions) / Math.sqrt(1 + Math.max(0, text.length - 120) / 120);
    score += Math.min(1, (text.match(outcome)?.length ?? 0) * 0.4);
    if (first) score += 2;
    if (asks) score += 1.5;
    if (index === 0) score += 0.5;
    if (text.length < 20 && mentions < 1) score -= 0.6;
    // Vital signs and rows of results.
    if (digits > text.length / 8) score -= mentions < 1 ? 1.2 : 0.8;
    const vitals = digits > 1 && isVitals(text);
    if (vitals) score -= 2;
    // The items of a list of conclusions are its points.
    if (item > 0 && concluding.has(section)) score += 0.6;
    if (index === 0 && block.heading && concluding.has(section)) score += 1;
    if (mentions === 0 && !first) score -= 0.8;
    if (/^(?:no|denies|without)\b/i.test(text)) score -= 0.5;
    if (/\?$/.test(text)) score -= 0.5;
    found.push({
      start: sentence.start + lead,
      end: sentence.end,
      score,
      asks,
      vitals,
    });
  });
  return found;
});

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

const choicesIn = (placed: PlacedBlock): Choice[] =>
  candidates(placed.block, placed.section.kind).map((candidate) => ({
    span: { start: placed.start + candidate.start, end: placed.start + candidate.end },
    score: candidate.score,
    kind: placed.section.kind,
    candidate,
  }));

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
      // What stands first in a section tells more.
      choices.push({ ...choice, score: choice.score + 0.6 / (1 + order) });
      order++;
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
  let opened = false;
  let asked = false;
  for (const placed of note.blocks) {
    if (placed.section.kind === 'chief-complaint' && listsCopies(note, placed.section)) continue;
    // Three sentences of a block are enough: a long note must not weigh more than its work.
    const best = choicesIn(placed)
      .filter(({ candidate }) => !candidate.vitals)
      .sort((a, b) => b.score - a.score || a.span.start - b.span.start);
    // "# Acute kidney injury": what stands under a problem is the course of it.
    const byProblem =
      placed.section.kind === 'other' &&
      mentionsOf(placed.block, 'other').some(({ sentence, type }) => sentence === -1 && type === 'problem');
    for (const choice of best.slice(0, 3)) {
      let score = choice.score * 0.8 + (byProblem ? weights.course : weights[choice.kind]);
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
  const telling = choices.filter(({ kind }) => weights[kind] > 0);
  const taken = { opening: 0, result: 0, end: 0 };
  const sections = new Map<SectionKind, number>();
  let whyTold = false;
  const chosen = pick(note, telling.length > 0 ? telling : choices, NOTE_LENGTH, 5, ({ kind, candidate }) => {
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
