import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '../../server/src/evaluation/adjudication';
import { takeAgreed, takeSide } from '../../server/src/evaluation/taking';
import { type Standing, standingOf } from '../../server/src/evaluation/undecided';
import { parseBrat, writeBrat } from '../../server/src/format/brat';
import type { Item } from '../../server/src/format/corpus/document';
import { itemChanges } from '../../server/src/gold/corpus-items';
import { decide } from '../../server/src/gold/decide';
import type { Decision } from '../../server/src/gold/decision';
import type { Gold } from '../../server/src/gold/gold';
import { type KeptChange, keepChange } from '../../server/src/gold/kept-change';
import { readGold } from '../../server/src/gold/read';
import { makeSecrets } from '../../server/src/gold/secrets';
import { redoChanges, reversed } from '../../server/src/gold/turn';
import { fromBrat } from '../format/corpus/in-memory';
import { type Annotated, annotated } from '../support/annotators';
import { meaning, sayings } from '../support/meaning';
import { standoffPair } from '../support/standoff';

const secrets = makeSecrets(new Uint8Array(32).fill(7));
const goldOf = (text: string, ann: string): Gold => readGold(parseBrat(ann), text, text);

const itemsOf = (gold: Gold): readonly Item[] =>
  [...itemChanges(undefined, gold).values()].flatMap((item) => item ?? []);

function put(gold: Gold, items: readonly Item[], used = {}) {
  const outcome = decide(gold, { kind: 'items', items }, { used });
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
}

describe('items of others', () => {
  it('are written as they are, read again with the same meaning, and taken back whole', () => {
    fc.assert(
      fc.property(standoffPair, fc.boolean(), ({ text, ann }, again) => {
        const { items } = fromBrat(text, ann).document;
        const used = again ? { T: 500, R: 500, E: 500, A: 500, N: 500, '#': 500 } : {};
        const { gold, changes } = put(goldOf(text, ''), items, used);
        expect(meaning({ items: itemsOf(gold) })).toEqual(meaning({ items }));
        expect(meaning({ items: fromBrat(text, writeBrat(gold.document)).document.items })).toEqual(
          meaning({ items }),
        );
        // An equivalence has no id in its file.
        const ids = (all: readonly Item[]) =>
          all.flatMap(({ kind, id }) => (kind === 'equivalence' ? [] : id));
        if (!again) expect(ids(itemsOf(gold))).toEqual(ids(items));
        const kept = changes.map((change) => keepChange(change, secrets));
        const back = redoChanges(gold, reversed(kept), secrets);
        expect('refused' in back ? back.refused : writeBrat(back.gold.document)).toBe('');
      }),
      { numRuns: 150 },
    );
  });

  it('never take an id that is there, nor come to be meant by what refers to nothing', () => {
    const text = 'No fever today.';
    const gold = goldOf(text, 'T1\tproblem 3 8\tfever\nR1\tTrIP Arg1:T1 Arg2:T3\n');
    const items: Item[] = [
      { kind: 'textbound', id: 'T1', type: 'test', spans: [{ start: 9, end: 14 }], text: '' },
      { kind: 'textbound', id: 'T2', type: 'test', spans: [{ start: 3, end: 8 }], text: '' },
      { kind: 'attribute', id: 'A1', type: 'Negation', target: 'T1', value: true },
    ];
    expect(writeBrat(put(gold, items).gold.document)).toBe(
      'T1\tproblem 3 8\tfever\nR1\tTrIP Arg1:T1 Arg2:T3\nT4\ttest 9 14\ttoday\nT2\ttest 3 8\tfever\nA1\tNegation T4\n',
    );
  });

  it('nor does what a person adds by hand', () => {
    const gold = goldOf('No fever today.', 'T1\tproblem 3 8\tfever\nR1\tTrIP Arg1:T1 Arg2:T2\n');
    const outcome = decide(gold, { kind: 'entity', type: 'test', spans: [{ start: 9, end: 14 }] });
    expect('refused' in outcome ? outcome.refused : outcome.ids).toEqual(['T3']);
  });
});

describe('an adjudication in gold', () => {
  /** The agreed as it is kept first; ids may have been used before. */
  function begun({ text, sides }: Annotated, again: boolean) {
    const used = again ? { T: 500, R: 500, E: 500, A: 500, N: 500, '#': 500 } : {};
    const standing = standingOf(sides);
    let gold = goldOf(text, '');
    const add = (items: readonly Item[]): void => {
      const next = put(gold, items, used).gold;
      standing.follow(itemChanges(gold, next));
      gold = next;
    };
    add(takeAgreed(standing));
    return { standing, add, items: () => itemsOf(gold) };
  }
  const times = (items: readonly Item[]): Map<string, number> => {
    const found = new Map<string, number>();
    for (const saying of sayings(items)) found.set(saying, (found.get(saying) ?? 0) + 1);
    return found;
  };

  it('keeps what all say once, as often as all say it', () => {
    fc.assert(
      fc.property(annotated, fc.boolean(), (note, again) => {
        const { standing, items } = begun(note, again);
        const own = note.sides.map((side) => times(side.items));
        const agreed = new Map<string, number>();
        for (const saying of own[0]?.keys() ?? []) {
          const least = Math.min(...own.map((one) => one.get(saying) ?? 0));
          if (least > 0) agreed.set(saying, least);
        }
        expect(times(items())).toEqual(agreed);
        expect(takeAgreed(standing)).toEqual([]);
        expect(takeAgreed(standingOf(note.sides, items()))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('ends with what a side says where that is taken everywhere, in whatever order', () => {
    fc.assert(
      fc.property(annotated, fc.boolean(), fc.infiniteStream(fc.nat(1_000)), (note, again, draws) => {
        for (const [side, { items: own }] of note.sides.entries()) {
          const { standing, add, items } = begun(note, again);
          const open = [...adjudicate(note.sides).disagreements];
          while (open.length > 0) {
            const [one] = open.splice((draws.next().value as number) % open.length, 1);
            if (!one) break;
            const { items: taken, isWhole } = takeSide(standing, one, side);
            expect(isWhole).toBe(true);
            add(taken);
            expect(takeSide(standing, one, side).items).toEqual([]);
          }
          expect(sayings(items())).toEqual(sayings(own));
          const left = standing.undecided();
          expect(left.filter(({ options }) => options[side]?.items.length !== 0)).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('asks for each thing once, whatever is decided, and never for what is there', () => {
    fc.assert(
      fc.property(annotated, fc.boolean(), fc.infiniteStream(fc.nat(1_000)), (note, again, draws) => {
        const { standing, add, items } = begun(note, again);
        const agreed = times(items());
        const settled = new Set<string>();
        const left = () => standing.undecided().filter(({ key }) => !settled.has(key));
        for (let most = adjudicate(note.sides).disagreements.length; left().length > 0; most--) {
          expect(most).toBeGreaterThan(0);
          const count = left().length;
          const [one] = left().slice((draws.next().value as number) % count);
          if (!one) break;
          // One more than there are sides: neither.
          const side = (draws.next().value as number) % (note.sides.length + 1);
          const { items: taken, isWhole } = one.options[side]
            ? takeSide(standing, one, side)
            : { items: [], isWhole: false };
          if (!isWhole || taken.length === 0) settled.add(one.key);
          add(taken);
          expect(left().length).toBeLessThan(count);
          if (one.options[side]) expect(takeSide(standing, one, side).items).toEqual([]);
          // What is read anew is asked for as what was followed.
          const anew = standingOf(note.sides, items()).undecided();
          expect(standing.undecided().map(({ key }) => key)).toEqual(anew.map(({ key }) => key));
        }
        for (const [saying, often] of agreed) {
          const most = Math.max(...note.sides.map((side) => times(side.items).get(saying) ?? 0));
          expect(times(items()).get(saying)).toBeGreaterThanOrEqual(often);
          expect(times(items()).get(saying)).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('follows whatever a person does by hand, takes back or does again, as if all were read anew', () => {
    fc.assert(
      fc.property(annotated, fc.infiniteStream(fc.nat(1_000)), ({ text, sides }, draws) => {
        const draw = (below: number): number => (draws.next().value as number) % Math.max(1, below);
        const standing = standingOf(sides);
        let gold = goldOf(text, '');
        const go = (next: Gold): void => {
          standing.follow(itemChanges(gold, next));
          gold = next;
          const anew = standingOf(sides, itemsOf(gold));
          expect(standing.undecided()).toEqual(anew.undecided());
          const sayingsAdded = (by: Standing) => sayings([...itemsOf(gold), ...takeAgreed(by)]);
          expect(sayingsAdded(standing)).toEqual(sayingsAdded(anew));
        };
        go(put(gold, takeAgreed(standing)).gold);
        const steps: KeptChange[][] = [];
        for (let step = 0; step < 8; step++) {
          const all = itemsOf(gold);
          const id = all[draw(all.length)]?.id ?? 'T1';
          const [first, second] = [draw(text.length + 1), draw(text.length + 1)];
          const spans = [{ start: Math.min(first, second), end: Math.max(first, second) }];
          const left = standing.undecided();
          const one = left[draw(left.length)];
          const decision: Decision[] = [
            { kind: 'remove', ids: [id] },
            { kind: 'type', id, type: draw(2) === 0 ? 'other' : 'problem' },
            { kind: 'spans', id, spans },
            { kind: 'entity', type: 'problem', spans },
            { kind: 'attribute', id, name: 'Assertion', value: draw(2) === 0 ? 'absent' : true },
            { kind: 'items', items: one ? takeSide(standing, one, draw(sides.length)).items : [] },
          ];
          const undone = draw(7) === 0 ? steps.pop() : undefined;
          const outcome = undone
            ? redoChanges(gold, reversed(undone), secrets)
            : decide(gold, decision[draw(decision.length)] as Decision);
          if ('refused' in outcome) continue;
          if (!undone) steps.push(outcome.changes.map((change) => keepChange(change, secrets)));
          go(outcome.gold);
        }
      }),
      { numRuns: 100 },
    );
  });
});
