import { bearers, NONE, type Unitizing, unitizingOf } from './agreement';
import { nominalAlpha } from './kappa';
import { type MarkedNote, type Mention, mentionKey, placeKey } from './marked-note';

interface Alpha {
  /** How many things at least two people judged. */
  readonly n: number;
  readonly alpha: number | undefined;
}

/** How far three people or more agree, on the notes that all of them marked. */
export interface SeveralAgreement {
  /** Krippendorff's α of types, on fragments that at least two marked alike. */
  readonly types: Alpha;
  /** By name: α of values, on entities that at least two marked with type and fragments alike. */
  readonly attributes: ReadonlyMap<string, Alpha>;
  readonly unitizing: Unitizing;
}

/** @param notes of each, one person's marks after the other's, always in the same order */
export function agreementOfSeveral(notes: readonly (readonly MarkedNote[])[]): SeveralAgreement {
  const types = notes.flatMap((people) =>
    groups(people, placeKey).flatMap((given) => slots(given.map((all) => all.map(({ type }) => type)))),
  );
  const same = notes.flatMap((people) => groups(people, mentionKey));
  const borne = bearers(notes.flat().flatMap(({ mentions }) => mentions));
  const attributes = [...borne].map(([name, bearing]) => {
    const things = same
      .filter((given) => bearing.has(given.flat()[0]?.type ?? ''))
      .flatMap((given) => slots(given.map((all) => all.map((one) => one.attributes.get(name) ?? NONE))));
    return [name, nominalAlpha(things)] as const;
  });
  return {
    types: nominalAlpha(types),
    attributes: new Map(attributes),
    unitizing: unitizingOf(notes),
  };
}

/** Mentions with the same key: of each key, a list a person. */
function groups(people: readonly MarkedNote[], key: (mention: Mention) => string): Mention[][][] {
  const found = new Map<string, Mention[][]>();
  for (const [person, { mentions }] of people.entries())
    for (const mention of mentions) {
      const own = found.get(key(mention)) ?? people.map(() => []);
      found.set(key(mention), own);
      own[person]?.push(mention);
    }
  return [...found.values()];
}

/**
 * Judgements of one thing, of which a person may have given several (two types on one span): what most people said is
 * one judged thing, and who did not say it judged it by something that fewest said.
 */
function slots(given: readonly (readonly string[])[]): string[][] {
  const left = given.map((all) => [...all].sort());
  const judged: string[][] = [];
  for (;;) {
    const often = new Map<string, number>();
    for (const all of left) for (const one of new Set(all)) often.set(one, (often.get(one) ?? 0) + 1);
    const count = (name: string): number => often.get(name) ?? 0;
    const [most] = [...often.keys()].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
    if (most === undefined) return judged;
    judged.push(
      left.flatMap((all) => {
        const said = all.includes(most) ? most : [...all].sort((a, b) => count(a) - count(b))[0];
        if (said === undefined) return [];
        all.splice(all.indexOf(said), 1);
        return [said];
      }),
    );
  }
}
