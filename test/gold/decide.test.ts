import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { parseBrat, writeBrat } from '../../server/src/format/brat';
import { makeCarried } from '../../server/src/gold/carried';
import { decide } from '../../server/src/gold/decide';
import type { Decision } from '../../server/src/gold/decision';
import type { Gold } from '../../server/src/gold/gold';
import { keepChange } from '../../server/src/gold/kept-change';
import { linesOf } from '../../server/src/gold/places';
import { editGold, readGold } from '../../server/src/gold/read';
import { repairAll, repairs } from '../../server/src/gold/repair';
import { makeSecrets } from '../../server/src/gold/secrets';
import { redoChanges, reversed } from '../../server/src/gold/turn';
import { applyEdit } from '../../server/src/note/edit';
import { overlaps } from '../../server/src/note/span';
import { costOf } from '../support/cost';
import { decisions, edits, files, texts } from './documents';

const secrets = makeSecrets(new Uint8Array(32).fill(7));
const goldOf = (file: string, text: string): Gold => readGold(parseBrat(file), text, text);
const written = (gold: Gold): string => writeBrat(gold.document);

/** All that is shown of gold, and what leads from one item to others. */
const shown = (gold: Gold) => ({
  items: [gold.entities, gold.relations, gold.events, gold.notes, gold.normalizations, gold.equivalences],
  entities: gold.entities.map(({ id }) => [gold.entity(id), gold.attached(id)]),
  relations: gold.relations.map(({ id }) => gold.relation(id)),
  events: gold.events.map(({ id }) => [gold.event(id), gold.attached(id)]),
  places: [...Array(60).keys()].map((at) => [
    gold.at(at).map(({ id }) => id),
    gold.near({ start: at, end: at + 3 }).map(({ id }) => id),
  ]),
});

function done(gold: Gold, decision: Decision, options = {}) {
  const outcome = decide(gold, decision, options);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
}
const refused = (gold: Gold, decision: Decision, options = {}): string => {
  const outcome = decide(gold, decision, options);
  return 'refused' in outcome ? outcome.refused : '';
};

const note = 'Left knee pain 💊 today.\r\nNo chest pain, no fever.\r\n';
const file =
  'T1\tproblem 5 14\tknee pain\nT2\tproblem 29 39\tchest pain\nA1\tAssertion T2 absent\nsomething else\nR1\tPIP Arg1:T1 Arg2:T2\t\n';

describe('decisions', () => {
  it('change the lines that they speak of and no others', () => {
    const gold = goldOf(file, note);
    expect(gold.entities.map(({ broken }) => broken)).toEqual([undefined, undefined]);
    const start = note.indexOf('fever');
    const added = done(gold, {
      kind: 'entity',
      type: 'problem',
      spans: [{ start: start - 1, end: start + 5 }],
      attributes: { Assertion: 'absent' },
    });
    expect(written(added.gold)).toBe(`${file}T3\tproblem 44 49\tfever\nA2\tAssertion T3 absent\n`);
    expect(added.ids).toEqual(['T3']);
    const typed = done(added.gold, { kind: 'type', id: 'T2', type: 'test' });
    expect(written(typed.gold)).toBe(written(added.gold).replace('T2\tproblem', 'T2\ttest'));
    const less = done(typed.gold, { kind: 'remove', ids: ['T2'] });
    expect(written(less.gold)).toBe(
      'T1\tproblem 5 14\tknee pain\nsomething else\nT3\tproblem 44 49\tfever\nA2\tAssertion T3 absent\n',
    );
  });

  it('are one step when they are several, and speak of each other by name', () => {
    const text = 'aspirin for pain';
    const step = done(
      goldOf('', text),
      {
        kind: 'several',
        decisions: [
          { kind: 'entity', type: 'treatment', spans: [{ start: 0, end: 7 }], as: '$a' },
          { kind: 'entity', type: 'problem', spans: [{ start: 12, end: 16 }], as: '$b' },
          { kind: 'relation', type: 'TrAP', from: '$a', to: '$b' },
        ],
      },
      { schema: i2b2 },
    );
    expect(written(step.gold)).toBe(
      'T1\ttreatment 0 7\taspirin\nT2\tproblem 12 16\tpain\nR1\tTrAP Arg1:T1 Arg2:T2\n',
    );
    const wrong: Decision = {
      kind: 'several',
      decisions: [
        { kind: 'remove', ids: ['R1'] },
        { kind: 'type', id: 'T9', type: 'x' },
      ],
    };
    expect(refused(step.gold, wrong)).toMatch(/T9/);
    expect(refused(step.gold, { kind: 'type', id: 'T1', type: 'test' }, { schema: i2b2 })).toMatch(
      /R1 is TrAP/,
    );
    // Of one that is only wished for, nothing is to be taken away.
    const backwards: Decision = { kind: 'relation', type: 'TrAP', from: 'T2', to: 'T1' };
    expect(refused(step.gold, backwards, { schema: i2b2 })).toBe(
      'TrAP does not go from problem to treatment in this corpus.',
    );
  });

  it('refuse what is there already, what the schema has not, and what is nothing', () => {
    const gold = goldOf(file, note);
    const knee = [{ start: 5, end: 14 }];
    expect(refused(gold, { kind: 'entity', type: 'problem', spans: knee })).toMatch(/T1 is the same/);
    expect(refused(gold, { kind: 'entity', type: 'drug', spans: knee }, { schema: i2b2 })).toMatch(/no type/);
    expect(refused(gold, { kind: 'entity', type: 'test', spans: [{ start: 4, end: 5 }] })).toMatch(
      /white space/,
    );
    expect(refused(gold, { kind: 'entity', type: 'test', spans: [{ start: 4, end: 999 }] })).toMatch(
      /not in the note/,
    );
    expect(refused(gold, { kind: 'relation', type: 'PIP', from: 'T1', to: 'T2' })).toMatch(/R1 is the same/);
    expect(refused(gold, { kind: 'relation', type: 'PIP', from: 'T2', to: 'T1' }, { schema: i2b2 })).toBe('');
    expect(refused(goldOf(`${file}T1\ttest 0 4\tLeft\n`, note), { kind: 'remove', ids: ['T1'] })).toMatch(
      /twice/,
    );
  });

  it('cut a mention at line ends', () => {
    const text = 'chest \r\n\t pain';
    const gold = done(goldOf('', text), {
      kind: 'entity',
      type: 'problem',
      spans: [{ start: 0, end: text.length }],
    }).gold;
    expect(written(gold)).toBe('T1\tproblem 0 5;10 14\tchest pain\n');
  });

  it('leave other lines byte for byte, and undone in turn give the file back', () => {
    fc.assert(
      fc.property(
        texts.chain((text) =>
          fc.tuple(fc.constant(text), files(text), fc.array(decisions(text), { minLength: 1, maxLength: 8 })),
        ),
        ([text, standoff, steps]) => {
          let gold = goldOf(standoff, text);
          const undo: { changes: ReturnType<typeof keepChange>[]; before: string }[] = [];
          for (const step of steps) {
            const before = written(gold);
            const outcome = decide(gold, step);
            if ('refused' in outcome) continue;
            undo.push({
              before,
              changes: outcome.changes.map((change) => keepChange(change, secrets, i2b2)),
            });
            gold = outcome.gold;
            const touched = new Set(
              outcome.changes.flatMap((change) => [change.before?.raw, change.after?.raw]),
            );
            const rest = (file: string): string[] =>
              parseBrat(file)
                .lines.map(({ raw }) => raw)
                .filter((raw) => !touched.has(raw));
            expect(rest(written(gold))).toEqual(rest(before));
            // What is shown is what reading the file anew would show.
            expect(shown(gold)).toEqual(shown(goldOf(written(gold), text)));
          }
          for (const { before, changes } of undo.reverse()) {
            const after = written(gold);
            const turned = redoChanges(gold, reversed(changes), secrets);
            if ('refused' in turned) throw new Error(turned.refused);
            expect(written(turned.gold)).toBe(before);
            expect(shown(turned.gold)).toEqual(shown(goldOf(before, text)));
            const again = redoChanges(turned.gold, changes, secrets);
            if ('refused' in again) throw new Error(again.refused);
            expect(written(again.gold)).toBe(after);
            gold = turned.gold;
          }
          expect(written(gold)).toBe(standoff);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('undone after edits of the note are as if they had never been made, and done again as if nobody had undone them', () => {
    fc.assert(
      fc.property(
        texts.chain((text) =>
          fc.tuple(
            fc.constant(text),
            files(text),
            decisions(text),
            fc.array(edits(text.length), { maxLength: 5 }),
          ),
        ),
        ([text, standoff, decision, typed]) => {
          const before = goldOf(standoff, text);
          const outcome = decide(before, decision);
          fc.pre(!('refused' in outcome));
          if ('refused' in outcome) return;
          const changes = outcome.changes.map((change) => keepChange(change, secrets, i2b2));
          const carried = makeCarried();
          for (const [i, change] of outcome.changes.entries())
            for (const side of ['before', 'after'] as const)
              carried.keep(changes[i]?.[side], change[side], text);
          let [now, never, gold] = [text, before, outcome.gold];
          for (const { start, end, text: by } of typed) {
            const edit = { start: Math.min(start, now.length), end: Math.min(end, now.length), text: by };
            now = applyEdit(now, edit);
            [never, gold] = [editGold(never, edit, now), editGold(gold, edit, now)];
            carried.edit(edit, now);
            // Where all is what it was, gold is read anew.
            if (now === text) [never, gold] = [before, outcome.gold];
          }
          const turned = redoChanges(gold, reversed(changes), secrets, carried.of);
          if ('refused' in turned) throw new Error(turned.refused);
          expect(written(turned.gold)).toBe(written(never));
          expect(shown(turned.gold)).toEqual(shown(never));
          const again = redoChanges(turned.gold, changes, secrets, carried.of);
          if ('refused' in again) throw new Error(again.refused);
          expect(written(again.gold)).toBe(written(gold));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keep no text of the note in what undoes them', () => {
    const gold = goldOf(file, note);
    const { changes } = done(gold, { kind: 'remove', ids: ['T1', 'T2'] });
    expect(JSON.stringify(changes.map((change) => keepChange(change, secrets, i2b2)))).not.toMatch(
      /knee|chest|pain/,
    );
  });
});

describe('gold and the text of its note', () => {
  it('moves with it, breaks where its inside is touched, and is mended by typing it back', () => {
    let text = note;
    let gold = goldOf(file, text);
    const type = (start: number, end: number, by: string): void => {
      const edit = { start, end, text: by };
      text = applyEdit(text, edit);
      gold = editGold(gold, edit, text);
    };
    type(0, 0, 'x');
    expect(gold.entity('T1')?.spans).toEqual([{ start: 6, end: 15 }]);
    type(12, 15, '');
    expect(gold.entity('T1')).toMatchObject({ broken: 'text', spans: [{ start: 6, end: 12 }] });
    type(12, 12, 'a');
    type(13, 13, 'in');
    expect(gold.entity('T1')).toMatchObject({ spans: [{ start: 6, end: 15 }] });
    expect(gold.entity('T1')?.broken).toBeUndefined();
    expect(gold.entity('T2')?.spans[0]?.start).toBe(text.indexOf('chest'));
    type(0, 1, '');
    expect(written(gold)).toBe(file);
  });

  it('is rebased as a slow model says', () => {
    fc.assert(
      fc.property(
        texts.chain((text) => fc.tuple(fc.constant(text), files(text), edits(text.length))),
        ([text, standoff, edit]) => {
          const gold = goldOf(standoff, text);
          const after = applyEdit(text, edit);
          const moved = editGold(gold, edit, after);
          // The model: every character of the note has a name; those of a mention that are left tell where it is.
          const names = [...text].length === 0 ? [] : Array.from({ length: text.length }, (_, i) => i);
          const left = [
            ...names.slice(0, edit.start),
            ...Array.from({ length: edit.text.length }, () => -1),
            ...names.slice(edit.end),
          ];
          let untouched = true;
          for (const was of gold.entities) {
            const is = moved.entity(was.id);
            const own = was.spans.map(({ start, end }) => names.slice(start, end));
            const places = own.map((of) => of.map((name) => left.indexOf(name)));
            const whole = places.every((at) =>
              at.every((place, i) => place >= 0 && place === (at[0] as number) + i),
            );
            if (whole) expect(is?.spans.map(({ start }) => start)).toEqual(places.map((at) => at[0]));
            if (whole) expect(is?.broken).toBeUndefined();
            untouched &&= whole;
            const covered = is?.spans.map(({ start, end }) => after.slice(start, end)).join(' ');
            if (!is?.broken) expect(covered?.replace(/\r\n|[\r\n]/g, ' ')).toBe(was.text);
            for (const span of is?.spans ?? []) {
              expect(span.start).toBeLessThanOrEqual(span.end);
              expect(span.end).toBeLessThanOrEqual(after.length);
            }
          }
          // Taking the edit back gives the file back, if it touched no mention.
          const back = editGold(
            moved,
            { start: edit.start, end: edit.start + edit.text.length, text: text.slice(edit.start, edit.end) },
            text,
          );
          if (untouched) expect(written(back)).toBe(standoff);
          // Line ends alone are the file's own, however the editor shows them.
          if (untouched && linesOf(after) !== linesOf(text)) {
            const anew = goldOf(written(moved), after);
            expect(shown(moved)).toEqual(shown(anew));
            const less: Decision = { kind: 'remove', ids: ['T1'] };
            const [one, other] = [decide(moved, less), decide(anew, less)];
            if ('refused' in one || 'refused' in other) expect(one).toEqual(other);
            else expect(shown(one.gold)).toEqual(shown(other.gold));
          }
          expect(back.entities.length).toBe(gold.entities.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is mapped line by line where the editor has other line ends and no byte order mark', () => {
    const disk = '\ufeffone\r\ntwo 💊 pain\nthree\r\n';
    const held = 'one\ntwo 💊 pain\nthree\n';
    const at = [...disk.slice(0, disk.indexOf('pain'))].length;
    const line = `T1\tproblem ${at} ${at + 4}\tpain\n`;
    const gold = readGold(parseBrat(line), held, disk);
    expect(gold.entities[0]).toMatchObject({
      spans: [{ start: held.indexOf('pain'), end: held.indexOf('pain') + 4 }],
    });
    const start = held.indexOf('three');
    const added = done(gold, { kind: 'entity', type: 'test', spans: [{ start, end: start + 5 }] });
    const there = [...disk.slice(0, disk.indexOf('three'))].length;
    expect(written(added.gold)).toBe(`${line}T2\ttest ${there} ${there + 5}\tthree\n`);
  });

  it('keeps the unit of a file of another tool', () => {
    const text = '💊💊 pain and fever';
    const other = 'T1\tproblem 5 9\tpain\n';
    const gold = goldOf(other, text);
    expect(gold.unit).toBe('utf-16');
    const start = text.indexOf('fever');
    const added = done(gold, { kind: 'entity', type: 'problem', spans: [{ start, end: start + 5 }] });
    expect(written(added.gold)).toBe(`${other}T2\tproblem ${start} ${start + 5}\tfever\n`);
  });

  it('offers ways to mend what is broken', () => {
    const was = 'pain here, pain there, fever';
    const standoff = 'T1\tproblem 0 4\tpain\nT2\tproblem 11 15\tpain\nT3\tproblem 23 28\tfever\n';
    const now = `New first line.\n${was}`;
    const gold = goldOf(standoff, now);
    expect(gold.entities.every(({ broken }) => broken === 'text' || broken === 'place')).toBe(true);
    const all = repairAll(gold);
    expect(all?.count).toBe(3);
    const mended = done(gold, all?.decision as Decision).gold;
    expect(mended.entities.map(({ id, spans, broken }) => [id, spans[0]?.start, broken])).toEqual([
      ['T1', 16, undefined],
      ['T2', 27, undefined],
      ['T3', 39, undefined],
    ]);
    expect(repairs(gold, 'T3').map(({ how }) => how)).toEqual(['move', 'text', 'remove']);
    expect(repairs(mended, 'T3')).toEqual([]);
  });

  it('finds what is at a place as a look at every item would', () => {
    fc.assert(
      fc.property(
        texts.chain((text) => fc.tuple(fc.constant(text), files(text), fc.nat(text.length), fc.nat(9))),
        ([text, standoff, at, size]) => {
          const gold = goldOf(standoff, text);
          const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id).sort();
          expect(ids(gold.at(at))).toEqual(
            ids(gold.entities.filter(({ spans }) => spans.some((s) => s.start <= at && at <= s.end))),
          );
          const to = at + size;
          expect(ids(gold.near({ start: at, end: to }))).toEqual(
            ids(gold.entities.filter(({ spans }) => spans.some((s) => s.start < to && at < s.end))),
          );
        },
      ),
    );
  });

  it('finds them as a look at every item would, however many there are and whatever was decided', () => {
    const text = 'abcdefghij'.repeat(40);
    const span = fc.tuple(
      fc.nat(380),
      fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 300 })),
    );
    const spans = span.map(([start, size]) => [{ start, end: Math.min(text.length, start + size) }]);
    const id = fc.integer({ min: 1, max: 300 }).map((n) => `T${n}`);
    const decision: fc.Arbitrary<Decision> = fc.oneof(
      fc.record({ kind: fc.constant('entity' as const), type: fc.constantFrom('a', 'b', 'c'), spans }),
      fc.record({ kind: fc.constant('spans' as const), id, spans }),
      fc.record({ kind: fc.constant('remove' as const), ids: fc.array(id, { minLength: 1, maxLength: 9 }) }),
    );
    const mentions = fc.array(spans, { minLength: 200, maxLength: 300 });
    fc.assert(
      fc.property(mentions, fc.array(decision, { maxLength: 90 }), (list, steps) => {
        const lines = list.map(
          ([at], i) => `T${i + 1}\ttest ${at?.start} ${at?.end}\t${text.slice(at?.start, at?.end)}\n`,
        );
        let gold = goldOf(lines.join(''), text);
        for (const step of steps) {
          const outcome = decide(gold, step);
          if (!('refused' in outcome)) gold = outcome.gold;
        }
        const all = goldOf(written(gold), text).entities;
        expect(gold.entities).toEqual(all);
        for (let at = 0; at <= text.length; at += 7) {
          const near = { start: at, end: at + 5 };
          expect(gold.near(near)).toEqual(
            all.filter(({ spans }) => spans.some((own) => overlaps(own, near))),
          );
          expect(gold.after(at)).toEqual(all.find(({ spans }) => (spans[0]?.start ?? 0) > at));
          expect(gold.before(at)).toEqual(all.findLast(({ spans }) => (spans[0]?.start ?? 0) < at));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('costs a decision far less than all items that are there', () => {
    const cost = (items: number): number => {
      const text = 'pain and fever. '.repeat(items);
      const lines = Array.from(
        { length: items },
        (_, i) => `T${i + 1}\tproblem ${16 * i} ${16 * i + 4}\tpain\n`,
      );
      let gold = goldOf(lines.join(''), text);
      let next = 9;
      return costOf(() => {
        for (let n = 0; n < 100; n++, next += 32) {
          const spans = [{ start: next, end: next + 5 }];
          gold = done(gold, {
            kind: 'entity',
            type: 'test',
            spans,
            attributes: { Assertion: 'absent' },
          }).gold;
          expect(gold.at(next)).toHaveLength(1);
        }
      });
    };
    cost(1_000);
    const few = cost(1_000);
    expect(cost(16_000)).toBeLessThan(8 * few);
  });
});
