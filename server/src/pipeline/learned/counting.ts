import type { TokenSpan } from '../../learning/sentence';
import { isSame, type Tagged } from './merge';
import { type Agreement, type EngineRecord, noAgreement, noRecord } from './trust';

/** Counts exact hits. */
export function makeScore() {
  let [right, all] = [0, 0];
  return {
    add(gold: readonly TokenSpan[], said: readonly TokenSpan[]): void {
      right += said.filter((one) => gold.some((other) => isSame(one, other))).length;
      all += gold.length + said.length;
    },
    f1: (): number => (2 * right) / Math.max(1, all),
  };
}

/** Counts how an engine did on a sentence with gold. */
export function keepRecord(
  record: Map<string, EngineRecord>,
  entities: readonly TokenSpan[],
  answers: readonly TokenSpan[],
): void {
  const add = (type: string, more: Partial<EngineRecord>): void => {
    const { gold, said, right } = record.get(type) ?? noRecord;
    const { gold: a = 0, said: b = 0, right: c = 0 } = more;
    record.set(type, { gold: gold + a, said: said + b, right: right + c });
  };
  for (const { type } of entities) add(type, { gold: 1 });
  for (const one of answers)
    add(one.type, { said: 1, right: Number(entities.some((other) => isSame(one, other))) });
}

/** Counts where an engine and a tagger agree on a sentence. */
export function compare(
  agreement: Map<string, Agreement>,
  own: readonly TokenSpan[],
  tagged: readonly Tagged[],
): void {
  const add = (type: string, more: Partial<Agreement>): void => {
    const { asked, agreed, right } = agreement.get(type) ?? noAgreement;
    const { asked: a = 0, agreed: b = 0, right: c = 0 } = more;
    agreement.set(type, { asked: asked + a, agreed: agreed + b, right: right + c });
  };
  for (const one of own)
    add(one.type, { asked: 1, agreed: Number(tagged.some((other) => isSame(one, other))) });
  for (const { type, confidence } of tagged) add(type, { right: confidence });
}
