import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pretty } from '../../server/src/format/pretty';
import { printable } from '../../server/src/format/printable';
import { noteText } from '../support/arbitraries';
import { annotated, at, entity, inference, relation, summary } from './sample';

const text = 'HPI:\nNo fever. Aspirin for chest\npain today.\nLater: fever.';
const note = annotated(
  text,
  {
    entities: [
      entity(text, 'T1', 'problem', [at(text, 'fever')], { Assertion: 'absent' }),
      entity(text, 'T2', 'treatment', [at(text, 'Aspirin')]),
      entity(text, 'T3', 'problem', [at(text, 'chest'), at(text, 'pain')], { Assertion: 'present' }),
      entity(text, 'T4', 'anatomy', [at(text, 'chest')]),
    ],
    relations: [relation('R1', 'TrAP', 'T2', 'T3')],
    inferences: [
      {
        ...inference(at(text, 'No fever.'), at(text, 'Later: fever.'), 'contradiction'),
        reason: 'denied, then found',
      },
      inference(at(text, 'Later: fever.'), 'The patient is hot.', 'entailment'),
    ],
    summaries: [summary({ start: 0, end: text.length }, 'Fever or none.', [])],
  },
  { hypotheses: ['The patient is hot.', 'The patient swims.'] },
);

describe('a note on a terminal', () => {
  it('reads without colours', () => {
    const lines = pretty(note, false).split('\n');
    expect(lines).toContain(
      'No [problem, absent: fever]. [treatment: Aspirin] for [problem: [anatomy: chest]]',
    );
    expect(lines).toContain('[problem: pain] today.');
    expect(lines).toContain('  Aspirin ─TrAP→ chest pain');
    expect(lines).toContain('  ⚡ “No fever.”  (denied, then found)');
    expect(lines).toContain('    “Later: fever.”');
    expect(lines).toContain('  ✓ entailed: The patient is hot.');
    expect(lines).toContain('    because “Later: fever.”');
    expect(lines).toContain('  ? not decided: The patient swims.');
    expect(lines).toContain('  HPI: Fever or none.');
    expect(lines).toContain('engine: embedded');
    expect(pretty(note, false)).not.toContain('\x1b');
  });

  it('keeps its text in colours', () => {
    const coloured = pretty(note, true);
    expect(coloured).toContain('\x1b[31mfever\x1b[39m');
    const bare = coloured.replace(/\x1b\[\d+m/g, '');
    expect(bare).toContain('No fever⟨problem, absent⟩. Aspirin⟨treatment⟩ for chest');
  });

  it('lets no control character of the note, its name or an answer through', () => {
    const evil = '\x1b]0;title\x07 \x1b[31mred \x9b2J \u202eback\0 \r over \x08 fever';
    const hostile = annotated(
      evil,
      {
        entities: [entity(evil, 'T1', '\x1b[5mtype', [at(evil, 'fever'), at(evil, '\x1b[31m')])],
        summaries: [summary({ start: 0, end: evil.length }, 'sum\x1b[2J', [])],
        inferences: [inference(at(evil, 'fever'), 'h\x1b[1m', 'neutral')],
      },
      { path: 'a\x1b[31m.txt', engine: 'e\x07', failures: [{ task: 'ner', kind: 'x', message: '\x1b[0m' }] },
    );
    expect(pretty(hostile, false)).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
    // In colours, only the program's own.
    expect(pretty(hostile, true).replace(/\x1b\[\d+m/g, '')).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(pretty(hostile, false)).toContain('␛]0;title␇');
  });

  it('shows every character of any note', () => {
    fc.assert(
      fc.property(noteText, (anything) => {
        expect(pretty(annotated(anything, {}), false)).toContain(printable(anything).trimEnd());
      }),
    );
  });
});
