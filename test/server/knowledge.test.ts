import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entity, extent } from '../../server/src/annotation/annotation';
import { makeKnowledge } from '../../server/src/editor/asking/knowledge';
import { applyEdit } from '../../server/src/note/edit';
import { editNote, type Note, parseNote } from '../../server/src/note/note';
import { noteText, piece } from '../support/arbitraries';

const entityAt = (text: string, id: string, start: number, end: number): Entity => ({
  id,
  type: 'problem',
  spans: [{ start, end }],
  text: text.slice(start, end),
  attributes: {},
  confidence: 1,
  alignment: 'exact',
  origin: { by: 'embedded', version: 'test' },
});

const words = (text: string): Entity[] =>
  [...text.matchAll(/\p{L}+/gu)]
    .slice(0, 60)
    .map((m, i) => entityAt(text, `e${i}`, m.index, m.index + m[0].length));

const known = (note: Note, knowledge: ReturnType<typeof makeKnowledge>): Entity[] =>
  note.blocks.flatMap((placed) => knowledge.entitiesOf(note, placed));

describe('what is known of an open note', () => {
  it('never sits on wrong characters, and is lost only where an edit touched it', () => {
    fc.assert(
      fc.property(
        noteText,
        fc.array(fc.record({ at: fc.nat(), length: fc.nat(25), insert: piece }), {
          minLength: 1,
          maxLength: 5,
        }),
        (text, edits) => {
          let note = parseNote(text);
          const knowledge = makeKnowledge();
          const all = words(text);
          knowledge.putEntities(note, { start: 0, end: text.length }, all, false);
          // Forced cuts may run through a word of thousands of letters; what was kept is what we hold it to.
          const kept = known(note, knowledge).map((e) => ({ id: e.id, ...extent(e), text: e.text }));
          let expected = kept;
          for (const { at, length, insert } of edits) {
            const start = at % (note.text.length + 1);
            const edit = { start, end: Math.min(note.text.length, start + length), text: insert };
            const after = editNote(note, edit);
            expect(after.text).toBe(applyEdit(note.text, edit));
            knowledge.edit(note, after, edit);
            note = after;
            const by = edit.text.length - (edit.end - edit.start);
            expected = expected
              .flatMap((e) => {
                if (e.end <= edit.start) return [e];
                return e.start >= edit.end ? [{ ...e, start: e.start + by, end: e.end + by }] : [];
              })
              // A word that a block boundary came to cut is let go.
              .filter((e) => after.blocks.some((b) => b.start <= e.start && e.end <= b.end));
          }
          const now = known(note, knowledge).map((e) => ({ id: e.id, ...extent(e), text: e.text }));
          for (const entity of now) expect(note.text.slice(entity.start, entity.end)).toBe(entity.text);
          const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id);
          expect([...now].sort(byId)).toEqual([...expected].sort(byId));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps a summary through an edit of its section, but no longer calls it current', () => {
    const note = parseNote('HPI:\nChest pain.\n\nPLAN:\nRest.\n');
    const knowledge = makeKnowledge();
    const summary = {
      scope: { start: 0, end: 18 },
      text: 'Chest pain.',
      evidence: [],
      origin: { by: 'embedded', version: 't' },
    } as const;
    const [hpi] = note.sections;
    if (!hpi) throw new Error('no section');
    knowledge.putSummary(note, hpi, summary);
    expect(knowledge.summaryOf(note, hpi)?.current).toBe(true);
    const edit = { start: 10, end: 10, text: 'X' };
    const after = editNote(note, edit);
    knowledge.edit(note, after, edit);
    const [changed, plan] = after.sections;
    if (!changed || !plan) throw new Error('no section');
    expect(knowledge.summaryOf(after, changed)).toMatchObject({
      current: false,
      summary: { text: 'Chest pain.' },
    });
    expect(knowledge.summaryOf(after, plan)).toBeUndefined();
  });

  it('lets partial answers add, and whole answers replace', () => {
    const text = 'chest pain and fever and cough\n';
    const note = parseNote(text);
    const knowledge = makeKnowledge();
    const scope = { start: 0, end: text.length };
    knowledge.putEntities(note, scope, [entityAt(text, 'a', 0, 10), entityAt(text, 'b', 25, 30)], false);
    knowledge.putEntities(note, scope, [entityAt(text, 'c', 6, 10)], true);
    expect(known(note, knowledge).map((e) => e.id)).toEqual(['c', 'b']);
    knowledge.putEntities(note, scope, [entityAt(text, 'd', 15, 20)], false);
    expect(known(note, knowledge).map((e) => e.id)).toEqual(['d']);
  });
});
