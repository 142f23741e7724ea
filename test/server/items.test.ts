import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity, Relation } from '../../server/src/annotation/annotation';
import { i2b2 } from '../../server/src/annotation/schema';
import { acceptance, rejection } from '../../server/src/editor/gold/decisions';
import { type Item, itemsOf } from '../../server/src/editor/gold/items';
import { type OpenNote, openNote } from '../../server/src/editor/open-note';
import type { Decision, Refused } from '../../server/src/gold/decision';
import { corpus } from '../gold/corpus';

const SENTENCE = 'Denies fever. Given aspirin for chest pain.\n\n';
const text = SENTENCE.repeat(4);
const origin = { by: 'embedded', version: 'test' } as const;

/** What an engine says of the note: mentions in every paragraph, and a relation between two of them. */
function suggested(open: OpenNote): void {
  const words = { fever: 'problem', aspirin: 'treatment', 'chest pain': 'problem' };
  const whole = { start: 0, end: text.length };
  const entities = [0, 1, 2, 3].flatMap((n) =>
    Object.entries(words).map(([word, type]): Entity => {
      const start = n * SENTENCE.length + SENTENCE.indexOf(word);
      const spans = [{ start, end: start + word.length }];
      const common = { attributes: {}, confidence: 1, alignment: 'exact', origin } as const;
      return { id: `e${n}${word}`, type, spans, text: word, ...common };
    }),
  );
  const relations = [0, 1, 2, 3].map((n): Relation => {
    const ends = { from: `e${n}aspirin`, to: `e${n}chest pain`, roles: ['Arg1', 'Arg2'] as const };
    return { id: `r${n}`, type: 'TrAP', ...ends, confidence: 1, origin };
  });
  open.knowledge.putEntities(open.note, whole, entities, false);
  open.knowledge.putRelations(open.note, whole, relations);
}

/** The same note, of which nothing was found before. */
const anew = (open: OpenNote): OpenNote => Object.create(open) as OpenNote;
const said = (items: readonly Item[]): string[] =>
  items.map(({ kind, id, span }) => `${kind} ${id} ${span.start}`);

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('accept', 'reject', 'retype', 'move', 'remove', 'undo', 'redo', 'again' as const),
    which: fc.nat(40),
  }),
  { minLength: 1, maxLength: 14 },
);

describe('what is left to decide on', () => {
  it('is after each decision what looking at all of the note finds', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { store, path } = corpus({ 'a.txt': text });
        const one = store();
        const open = openNote(pathToFileURL(path('a.txt')).href, 'clinical-note', 1, text);
        suggested(open);
        const session = await one.open(path('a.txt'), open.note);
        open.gold = session;
        for (const { what, which } of all) {
          const { gold } = session;
          const ground = { note: open.note, gold, schema: i2b2 };
          const items = itemsOf(open);
          const item = items[which % Math.max(1, items.length)];
          const entity = gold.entities[which % Math.max(1, gold.entities.length)];
          const wish: Decision | Refused | undefined =
            what === 'accept'
              ? item && acceptance(ground, item)
              : what === 'reject'
                ? item && rejection(item)
                : what === 'retype'
                  ? entity && { kind: 'type', id: entity.id, type: 'test' }
                  : what === 'move'
                    ? entity && { kind: 'spans', id: entity.id, spans: [{ start: 7, end: 12 }] }
                    : what === 'remove'
                      ? entity && { kind: 'remove', ids: [entity.id] }
                      : undefined;
          if (wish && !('refused' in wish)) session.decide(wish);
          if (what === 'undo') await one.undo();
          if (what === 'redo') await one.redo();
          if (what === 'again') suggested(open);
          expect(said(itemsOf(open))).toEqual(said(itemsOf(anew(open))));
        }
        await one.close();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
