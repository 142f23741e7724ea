import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { editNote, parseNote } from '../../server/src/note/note';
import type { Span } from '../../server/src/note/span';
import { deidentifyBeside, labelBeside } from '../../server/src/privacy/beside';
import { categories, type Identifier, identifiersOf } from '../../server/src/privacy/identifiers';
import { balanced, modes, policyFor, strict } from '../../server/src/privacy/policy';
import { deidentify, type Pseudonyms, type View } from '../../server/src/privacy/view';
import { noteText } from '../support/arbitraries';
import { identifyingNote, insertion } from './notes';

const pseudonyms: Pseudonyms = { key: new Uint8Array(32).fill(7), identity: 'ward/note-1.txt' };
const viewOf = (text: string, under = pseudonyms): View =>
  deidentify(text, identifiersOf(parseNote(text)), under);

/** The note again: what is between placeholders is the note's, a placeholder is what it stands for. */
function restored(text: string, view: View): string {
  let note = '';
  let at = 0;
  for (const identifier of view.identifiers) {
    const place = view.toView(identifier);
    note += view.text.slice(at, place.start) + text.slice(identifier.start, identifier.end);
    at = place.end;
  }
  return note + view.text.slice(at);
}

describe('the view', () => {
  it('gives the note byte for byte when the placeholders are taken back', () => {
    fc.assert(
      fc.property(identifyingNote, (text) => {
        expect(restored(text, viewOf(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('maps spans there and back; what is cut counts whole', () => {
    fc.assert(
      fc.property(identifyingNote, fc.nat(), fc.nat(60), (text, a, length) => {
        const view = viewOf(text);
        const start = a % (text.length + 1);
        const span: Span = { start, end: Math.min(text.length, start + length) };
        const there = view.toView(span);
        const back = view.toNote(there);
        // Back again it is the span, grown to whole identifiers at its edges.
        const cut = view.identifiers.filter((i) => i.start < span.end && span.start < i.end);
        expect(back).toEqual(
          span.start === span.end && cut.length === 0
            ? back
            : {
                start: Math.min(span.start, cut[0]?.start ?? span.start),
                end: Math.max(span.end, cut.at(-1)?.end ?? span.end),
              },
        );
        expect(view.toView(back)).toEqual(there);
        const excerpt = view.excerpt(span);
        expect(excerpt.text).toBe(view.text.slice(there.start, there.end));
        expect(excerpt.toNote({ start: 0, end: excerpt.text.length })).toEqual(back);
      }),
      { numRuns: 400 },
    );
  });

  /** Texts of all kinds, with identifiers anywhere in them: not where a finder sees them. */
  const anywhere = fc
    .tuple(
      fc.oneof(identifyingNote, noteText),
      fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.nat()), { maxLength: 12 }),
    )
    .map(([text, places]) => {
      const identifiers: Identifier[] = [];
      let from = 0;
      const starts = places.map(([at, ...rest]) => [at % (text.length + 1), ...rest] as const);
      for (const [start, length, kind] of [...starts].sort(([a], [b]) => a - b)) {
        const end = Math.min(text.length, start + length);
        if (start < from || start >= end) continue;
        const category = categories[kind % categories.length] as Identifier['category'];
        identifiers.push({ start, end, category, kind: category.toLowerCase() });
        from = end;
      }
      return { text, identifiers };
    });

  it('is exact wherever identifiers lie: byte for byte back, and no character on another one', () => {
    fc.assert(
      fc.property(anywhere, fc.nat(), fc.nat(60), ({ text, identifiers }, a, length) => {
        const view = deidentify(text, identifiers, pseudonyms);
        expect(restored(text, view)).toBe(text);
        // An annotation that a model makes on the view.
        const start = a % (view.text.length + 1);
        const span: Span = { start, end: Math.min(view.text.length, start + length) };
        const there = view.toNote(span);
        const touched = identifiers.filter((one) => {
          const place = view.toView(one);
          return place.start < span.end && span.start < place.end;
        });
        if (touched.length === 0) {
          expect(text.slice(there.start, there.end)).toBe(view.text.slice(span.start, span.end));
        } else {
          // All of what a placeholder stands for, and beside it the very characters.
          const [first, last] = [touched[0] as Identifier, touched.at(-1) as Identifier];
          const head = view.text.slice(span.start, Math.max(span.start, view.toView(first).start));
          const tail = view.text.slice(Math.min(span.end, view.toView(last).end), span.end);
          expect(there.start).toBe(first.start - head.length);
          expect(there.end).toBe(last.end + tail.length);
          expect(text.slice(there.start, first.start)).toBe(head);
          expect(text.slice(last.end, there.end)).toBe(tail);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(modes)('after any edits is the view of the text as it is then (%s)', (mode) => {
    const policy = policyFor(mode);
    const edit = fc.tuple(fc.nat(), fc.nat(40), insertion);
    fc.assert(
      fc.property(identifyingNote, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        let note = parseNote(text);
        for (const [at, length, inserted] of edits) {
          const start = at % (note.text.length + 1);
          identifiersOf(note, policy);
          note = editNote(note, { start, end: Math.min(note.text.length, start + length), text: inserted });
        }
        const view = deidentify(note.text, identifiersOf(note, policy), pseudonyms);
        const anew = deidentify(note.text, identifiersOf(parseNote(note.text), policy), pseudonyms);
        expect(view.text).toBe(anew.text);
        expect(restored(note.text, view)).toBe(note.text);
      }),
      { numRuns: 150 },
    );
  });

  it('holds nothing of what was found', () => {
    const text =
      'Patient: DOE, JANE Q   MRN: 00731846\nDOB: 3/14/1950\n\nMs. Doe lives at 14 Canal Street, Harrowby, NJ 08998.';
    const { text: view } = viewOf(text);
    for (const secret of ['DOE', 'Doe', 'JANE', '00731846', '3/14/1950', 'Canal', 'Harrowby', '08998']) {
      expect(view).not.toContain(secret);
    }
    expect(view).toContain('NJ');
  });

  it('says the same number for the same person, however written', () => {
    const { text } = viewOf('Patient: QUINTRELL, MARISOL A\n\nMarisol Quintrell slept. Ms. Quintrell ate.');
    const [, family, given] =
      /Patient: \[\*\*Known lastname (\d+)\*\*\], \[\*\*Known firstname (\d+)\*\*\]/.exec(text) ?? [];
    expect(family).toBeDefined();
    expect(text).toContain(
      `[**Known firstname ${given}**] [**Known lastname ${family}**] slept. Ms. [**Known lastname ${family}**] ate.`,
    );
  });

  it('is stable through edits, and another under another key or for another note', () => {
    const before = viewOf('Patient: Marisol Quintrell\n\nSlept well.').text;
    const after = viewOf('Patient: Marisol Quintrell\n\nSlept badly. Dr. Osterholt called.').text;
    expect(after.split('\n')[0]).toBe(before.split('\n')[0]);
    const key = new Uint8Array(32).fill(8);
    expect(viewOf('Patient: Marisol Quintrell\n\nSlept well.', { ...pseudonyms, key }).text).not.toBe(before);
    const identity = 'ward/note-2.txt';
    expect(viewOf('Patient: Marisol Quintrell\n\nSlept well.', { ...pseudonyms, identity }).text).not.toBe(
      before,
    );
  });

  it('moves all dates of a note alike, by whole weeks', () => {
    const { text } = viewOf(
      'Admitted 3/14/2024, discharged 3/21/2024, seen on 3/20, since March 2024, on Monday.',
    );
    const [first, second] = [...text.matchAll(/\[\*\*(\d{4})-(\d{1,2})-(\d{1,2})\*\*\]/g)].map(
      ([, y, m, d]) => Date.UTC(Number(y), Number(m) - 1, Number(d)),
    );
    expect((second as number) - (first as number)).toBe(7 * 86_400_000);
    expect(((first as number) - Date.UTC(2024, 2, 14)) % (7 * 86_400_000)).toBe(0);
    const [, month, day] = /seen on \[\*\*(\d{1,2})-(\d{1,2})\*\*\]/.exec(text) ?? [];
    const partial = new Date((second as number) - 86_400_000);
    expect([Number(month), Number(day)]).toEqual([partial.getUTCMonth() + 1, partial.getUTCDate()]);
    expect(text).toMatch(/since \[\*\*\d{4}-\d{1,2}\*\*\], on \[\*\*Monday\*\*\]/);
  });

  it('numbers a date that does not exist, and says ages as MIMIC-III does', () => {
    expect(viewOf('seen on 2/30/2024').text).toMatch(/^seen on \[\*\*Date \d+\*\*\]$/);
    expect(viewOf('a 94-year-old woman').text).toBe('a [**Age over 90 **]-year-old woman');
  });

  it('keeps the placeholders of the note, and never writes one of them for somebody else', () => {
    const own = viewOf('Dr. Osterholt').text;
    const taken = own.slice(4);
    const { text } = viewOf(`${taken} was seen by Dr. Osterholt`);
    expect(text.startsWith(taken)).toBe(true);
    expect(text.lastIndexOf(taken)).toBe(0);
  });
});

describe('what is written beside a note', () => {
  const note = 'Patient: Marisol Quintrell\nMRN: 00731846\n\nShe was seen by Dr. Wells.';
  const identifiers = identifiersOf(parseNote(note));
  const beside = (text: string): string => deidentifyBeside(text, note, identifiers, pseudonyms);

  it('loses the names of the note and what the finders see in it', () => {
    const text = beside('Quintrell has been on warfarin since 3/14/2024; record 00731846');
    for (const secret of ['Quintrell', '3/14/2024', '00731846']) expect(text).not.toContain(secret);
    const family = /Known lastname \d+/.exec(viewOf(note).text)?.[0];
    expect(text).toContain(family);
  });

  it('stays as it is otherwise', () => {
    expect(beside('The patient has chest pain.')).toBe('The patient has chest pain.');
  });

  const labels = [
    ...i2b2.entities.map(({ name }) => name),
    ...i2b2.relations.map(({ name }) => name),
    ...i2b2.attributes.flatMap(({ name, values }) => [name, ...values]),
    'ICU_stay_2',
  ];
  it.each([balanced, strict])('leaves labels as the answer is to repeat them: $mode', (policy) => {
    const known = identifiersOf(parseNote(note), policy);
    expect(labels.map((name) => labelBeside(name, note, known, pseudonyms))).toEqual(labels);
  });

  it('masks who is known in the note in labels, too', () => {
    expect(labelBeside('Quintrell', note, identifiers, pseudonyms)).toMatch(
      /^\[\*\*Known lastname \d+\*\*\]$/,
    );
  });
});
