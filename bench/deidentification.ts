import { join } from 'node:path';
import { ratesOf } from '../server/src/evaluation/counts';
import { type PhiScore, scorePhi, type Tally } from '../server/src/evaluation/phi';
import { noteOfIdentifiers } from '../server/src/evaluation/phi-notes';
import type { PhiSet } from '../server/src/evaluation/phi-sets';
import { parseNote } from '../server/src/note/note';
import { overlaps } from '../server/src/note/span';
import { type Category, identifiersOf } from '../server/src/privacy/identifiers';
import { balanced, type Policy, strict } from '../server/src/privacy/policy';
import { bratNotes, type GoldNote, mtsamples } from './corpus';
import { furtherSets, type MarkedNote, markedNotes, presidioSentences } from './phi-corpus';
import { hostileRows, speedRows } from './phi-cost';
import type { Row } from './table';

const policies = [balanced, strict];

function scored(notes: readonly MarkedNote[], policy: Policy, set: PhiSet): PhiScore {
  const pairs = notes.map((note) => ({
    gold: note.spans,
    predicted: noteOfIdentifiers(note.name, note.text, identifiersOf(parseNote(note.text), policy)).spans,
  }));
  return scorePhi(pairs, set);
}

const shown = (value: number | undefined, digits = 4): string => value?.toFixed(digits) ?? '–';
const missed = (tally: Tally): string => `${tally.gold - tally.found}/${tally.gold}`;

/** What must not be missed once: a number or an address leads to one person. */
const direct: readonly Category[] = ['SSN', 'MRN', 'PHONE', 'EMAIL', 'URL', 'IP'];

function rows(name: string, notes: readonly MarkedNote[], policy: Policy, goals: boolean): Row[] {
  const { total, categories } = scored(notes, policy, 'all');
  const { mode } = policy;
  const recall = ratesOf(total.characters).recall ?? 0;
  const spans = ratesOf(total.overlapping);
  const lacking = [...categories]
    .filter(([, { overlapping }]) => overlapping.found < overlapping.gold)
    .map(([category, { overlapping }]) => `${category} ${missed(overlapping)}`);
  const directly = direct.flatMap((category) => {
    const characters = categories.get(category)?.characters;
    return characters && characters.found < characters.gold ? [`${category} ${missed(characters)}`] : [];
  });
  const least = mode === 'balanced' ? 0.995 : 0.999;
  const first = `${name}, ${mode}`;
  return [
    {
      what: `${first}: letters and digits found`,
      value: `${shown(recall)} (${missed(total.characters)} missed); precision ${shown(ratesOf(total.characters).precision)}`,
      ...(goals && { goal: `at least ${least}`, met: recall >= least }),
    },
    {
      what: `${first}: spans`,
      value: `P ${shown(spans.precision)}, R ${shown(spans.recall)}; exact with category P ${shown(ratesOf(total.exactCategory).precision)}, R ${shown(ratesOf(total.exactCategory).recall)}; missed: ${lacking.join(', ') || 'none'}`,
      ...(goals && mode === 'balanced' && { goal: 'P at least 0.92', met: (spans.precision ?? 0) >= 0.92 }),
    },
    {
      what: `${first}: ${direct.join(', ')}`,
      value: directly.length === 0 ? 'all found, whole' : `characters missed: ${directly.join(', ')}`,
      ...(goals && { goal: 'all found', met: directly.length === 0 }),
    },
  ];
}

/** The share of gold entities' words that no placeholder covers: what a model needs must survive. */
function survival(name: string, notes: readonly GoldNote[], policy: Policy): Row {
  const what = `words of entities kept, ${name}, ${policy.mode}`;
  if (notes.length === 0) return { what, value: 'not measured: the corpus is not there' };
  const least = policy.mode === 'balanced' ? 0.995 : 0.95;
  let [kept, all] = [0, 0];
  for (const { text, entities } of notes) {
    const identifiers = identifiersOf(parseNote(text), policy);
    for (const { start, end } of entities)
      for (const word of text.slice(start, end).matchAll(/\S+/g)) {
        const span = { start: start + word.index, end: start + word.index + word[0].length };
        all++;
        if (!identifiers.some((identifier) => overlaps(identifier, span))) kept++;
      }
  }
  const share = kept / all;
  return { what, value: `${share.toFixed(4)} of ${all}`, goal: `at least ${least}`, met: share >= least };
}

/** maccrobat has types for what identifies: masking those is what was asked for. */
const identifying = new Set(['Date', 'Age', 'Nonbiological_location']);
const withoutIdentifiers = (note: GoldNote): GoldNote => ({
  ...note,
  entities: note.entities.filter(({ type }) => !identifying.has(type)),
});

/** Sentences that are no notes, as other tools measure themselves; what Safe Harbor lets stand is set aside. */
function presidio(data: string, policy: Policy): Row[] {
  const notes = presidioSentences(data);
  if (notes.length === 0)
    return [{ what: 'presidio-research', value: 'not measured: the corpus is not there' }];
  const { total, categories } = scored(notes, policy, 'safeHarbor');
  const line = (what: string, tallies: typeof total): Row => {
    const [characters, spans] = [ratesOf(tallies.characters), ratesOf(tallies.overlapping)];
    return {
      what: `presidio-research, ${policy.mode}: ${what}`,
      value: `characters R ${shown(characters.recall, 3)}, P ${shown(characters.precision, 3)}; spans R ${shown(spans.recall, 3)}, P ${shown(spans.precision, 3)} (${tallies.overlapping.gold} gold)`,
    };
  };
  return [line('all', total), ...[...categories].map(([category, tallies]) => line(category, tallies))];
}

/** Identifiers found on notes in which all are marked, what is left for a model, and what finding costs. */
export async function deidentification(data: string): Promise<Row[]> {
  const clinic = markedNotes(join(data, 'phi/clinic-notes'));
  const marked =
    clinic.length === 0
      ? [{ what: 'clinic-notes', value: 'not measured: the corpus is not there' }]
      : policies.flatMap((policy) => [
          ...rows('clinic-notes 1 to 20 (tuned on)', clinic.slice(0, 20), policy, true),
          ...rows('clinic-notes 21 to 40', clinic.slice(20), policy, true),
        ]);
  const further = furtherSets().flatMap(({ name, notes }) =>
    policies.flatMap((policy) => rows(`${name} (${notes.length})`, notes, policy, false)),
  );
  const maccrobat = bratNotes(join(data, 'maccrobat'));
  const kept = policies.flatMap((policy) => [
    survival('mtsamples-i2b2 valid', mtsamples(data, 'valid'), policy),
    survival('i2b2-style', bratNotes(join(data, 'i2b2-style')), policy),
    survival('maccrobat', maccrobat, policy),
    survival('maccrobat without dates, ages, places', maccrobat.map(withoutIdentifiers), policy),
  ]);
  return [
    ...marked,
    ...further,
    ...kept,
    ...policies.flatMap((policy) => presidio(data, policy)),
    ...speedRows(data),
    ...policies.flatMap(hostileRows),
  ];
}
