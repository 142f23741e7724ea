import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mentionsOf } from '../server/src/embedded/entities';
import { fragments } from '../server/src/note/fragments';
import { parseNote } from '../server/src/note/note';
import { type Span, slice } from '../server/src/note/span';
import { candidatePairs } from '../server/src/pipeline/pairs/candidate-pairs';
import { likeliest } from '../server/src/pipeline/pairs/likeness';
import { filesIn } from './corpus';
import type { Row } from './table';

/** As the inference job asks. */
const MOST = 8;
const EVIDENCE = 3;

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
const isIn = (a: string, b: string): boolean => flat(a).includes(flat(b)) || flat(b).includes(flat(a));

const rowsOf = <Row>(file: string): Row[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : [];

/** The mentions that the embedded engine finds, in place of a model's. */
function pairsOf(text: string): [string, string][] {
  const note = parseNote(text);
  const entities = note.blocks.flatMap(({ block, start, section }) =>
    mentionsOf(block, section.kind).map((one, i) => ({
      id: `${start} ${i}`,
      type: one.type,
      spans: fragments(text, { start: one.start + start, end: one.end + start }),
      text: text.slice(one.start + start, one.end + start),
      attributes: one.assertion === undefined ? {} : { Assertion: one.assertion },
      confidence: 1,
      alignment: 'exact' as const,
      origin: { by: 'embedded' as const, version: '' },
    })),
  );
  const said = (span: Span): string => slice(text, span);
  return candidatePairs(note, entities, MOST).map(({ premise, hypothesis }) => [
    said(premise),
    said(hypothesis),
  ]);
}

/** How many of the pairs worth asking about are asked about, and how many are asked about in all. */
export function pairRows(data: string): Row[] {
  const clinic = join(data, 'phi/clinic-notes');
  const planted = rowsOf<{ note: string; a: string; b: string }>(join(clinic, 'contradictions.jsonl'));
  const files = filesIn(join(clinic, 'text'), '.txt');
  let asked = 0;
  let found = 0;
  for (const file of files) {
    const pairs = pairsOf(readFileSync(file, 'utf8'));
    asked += pairs.length;
    found += planted.filter(
      ({ note, a, b }) =>
        file.endsWith(`${note}.txt`) &&
        pairs.some(([x, y]) => (isIn(x, a) && isIn(y, b)) || (isIn(x, b) && isIn(y, a))),
    ).length;
  }
  const style = join(data, 'i2b2-style');
  const held = rowsOf<{ note: string; premise: string; hypothesis: string; label: string }>(
    join(style, 'nli.jsonl'),
  ).filter(({ label }) => label !== 'neutral');
  const met = held.filter(({ note: name, premise, hypothesis }) => {
    const note = parseNote(readFileSync(join(style, `${name}.txt`), 'utf8'));
    return likeliest(note, hypothesis, EVIDENCE).some(({ span }) => isIn(slice(note.text, span), premise));
  });
  return [
    {
      what: 'clinic-notes, planted contradictions',
      value: `${found} of ${planted.length} are among the pairs asked about; ${(asked / Math.max(1, files.length)).toFixed(1)} pairs a note`,
    },
    {
      what: 'i2b2-style, hypotheses that a sentence decides',
      value: `${met.length} of ${held.length} are held against that sentence; ${EVIDENCE} sentences each`,
    },
  ];
}
