import type { SectionKind } from '../note/headings';
import type { Block } from '../note/note';
import type { Span } from '../note/span';
import { type Mention, mentionsOf } from './entities';
import { isLabel, isVitals, itemMark, salutationIn, smallWords, tellsReason } from './labels';
import { perSection } from './memo';

/** How much a sentence of a section tells about the whole note. */
export const weights: Readonly<Record<SectionKind, number>> = {
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
export const parts: Readonly<Partial<Record<SectionKind, 'opening' | 'result' | 'end'>>> = {
  'chief-complaint': 'opening',
  history: 'opening',
  none: 'opening',
  'past-history': 'opening',
  plan: 'end',
  instructions: 'end',
};

/** Who the patient is. */
export const opening =
  /\b\d{1,3}[ -]?(?:years?|yrs?|months?|weeks?|days?|yo|y\/o|y\.o\.|y|m)?[ -]?(?:old|o)?\.?,? ?(?:\S+ ){0,3}(?:man|woman|male|female|gentleman|lady|boy|girl|infant|m|f)\b|\b\d{1,3}[ -]?(?:years?|yrs?|months?|weeks?)[ -]old\b/i;
const outcome =
  /\b(?:diagnos\w*|consistent with|concerning for|suspicious for|admitted|presents?|presented|underwent|treated|improved|resolved|worsened|discharged?|follow|recommend\w*|started?|stopped|held|continue|will|likely|secondary to|due to|complicated|ruled out|transfer|return)\b/gi;

/** Words written small that make a line prose. */
const PROSE = 3;

const concluding: ReadonlySet<SectionKind> = new Set(['impression', 'assessment', 'diagnosis']);

/** A sentence as a candidate; offsets into the block. */
export interface Candidate extends Span {
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

/** The sentences of a block that may be told, in its order. */
export const candidates = perSection((block: Block, section: SectionKind): readonly Candidate[] => {
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
    // Before the first heading stand names and addresses; prose has words that are written small.
    if (section === 'none' && !first && mentions < 1 && smallWords(text) < PROSE) return;
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
