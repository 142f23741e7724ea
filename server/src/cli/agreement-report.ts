import type { PairAgreement, Unitizing } from '../evaluation/agreement';
import { ROUNDS } from '../evaluation/bootstrap';
import { type Counts, ratesOf } from '../evaluation/counts';
import type { Confusion, Kappa } from '../evaluation/kappa';
import type { SeveralAgreement } from '../evaluation/several';
import { printableLine } from '../format/printable';
import { ABOUT_INTERVALS } from './annotation-report';
import { aligned, scoreRows, scoresJson } from './score-tables';

export interface PairReport {
  readonly a: string;
  readonly b: string;
  /** How many notes both marked. */
  readonly notes: number;
  readonly agreement: PairAgreement;
}

/** What `agree` found out; holds names of notes, and no text of them. */
export interface AgreementReport {
  readonly annotators: readonly string[];
  readonly notes: {
    /** How many notes all marked. */
    readonly ofAll: number;
    /** Those that some did not mark, with who did. */
    readonly partial: readonly { readonly name: string; readonly annotators: readonly string[] }[];
    /** Notes whose texts differ: they are not in the figures. */
    readonly differing: readonly string[];
  };
  readonly pairs: readonly PairReport[];
  /** Where there are three annotators or more. */
  readonly several?: SeveralAgreement;
}

export const f1Of = (counts: Counts): number | undefined => ratesOf(counts).f1;

/** The mean of the pairs' micro F1, over those in which there is something to agree on. */
export function meanF1(pairs: readonly PairReport[], how: 'exact' | 'overlapping'): number | undefined {
  const values = pairs
    .map(({ agreement }) => agreement.spans[how].micro.f1.value)
    .filter((value) => value !== undefined);
  return values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0) / values.length;
}

const unitizingJson = ({ types, all }: Unitizing): object => ({
  all: all ?? null,
  types: Object.fromEntries([...types].map(([type, alpha]) => [type, alpha ?? null])),
});
const kappaJson = ({ n, raw, kappa }: Kappa): object => ({ n, raw: raw ?? null, kappa: kappa ?? null });

function pairJson({ a, b, notes, agreement }: PairReport): object {
  const { spans, types, confusion, attributes, relations, unitizing } = agreement;
  return {
    a,
    b,
    notes,
    spans: { exact: scoresJson(spans.exact), overlapping: scoresJson(spans.overlapping) },
    types: { exact: kappaJson(types.exact), overlapping: kappaJson(types.overlapping) },
    confusion,
    attributes: Object.fromEntries(
      [...attributes].map(([name, one]) => [name, { ...kappaJson(one), confusion: one.confusion }]),
    ),
    relations: { exact: scoresJson(relations.exact), overlapping: scoresJson(relations.overlapping) },
    unitizing: unitizingJson(unitizing),
    byNote: agreement.notes.map(({ name, exact, overlapping, unitizing: alpha }) => ({
      name,
      exact: { ...exact, f1: f1Of(exact) ?? null },
      overlapping: { ...overlapping, f1: f1Of(overlapping) ?? null },
      unitizing: alpha ?? null,
    })),
  };
}

/** The report for programs: `null` where a figure is undefined. Counts of a pair: `gold` is a's, `predicted` is b's. */
export function agreementJson({ annotators, notes, pairs, several }: AgreementReport): string {
  const overall = several && {
    types: { n: several.types.n, alpha: several.types.alpha ?? null },
    attributes: Object.fromEntries(
      [...several.attributes].map(([name, { n, alpha }]) => [name, { n, alpha: alpha ?? null }]),
    ),
    unitizing: unitizingJson(several.unitizing),
  };
  const report = {
    annotators,
    notes,
    intervals: { method: 'percentile bootstrap over notes', rounds: ROUNDS, level: 0.95 },
    pairs: pairs.map(pairJson),
    overall: {
      meanF1: { exact: meanF1(pairs, 'exact') ?? null, overlapping: meanF1(pairs, 'overlapping') ?? null },
      ...overall,
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A figure as people read it. */
export const shownFigure = (value: number | undefined): string =>
  value === undefined ? 'undefined' : value.toFixed(3);

const kappaRows = ({ types, attributes }: PairAgreement): string[][] => [
  ['Cohen’s κ', 'κ', 'alike', 'n'],
  ...(
    [
      ['type, same fragments', types.exact],
      ['type, shared character', types.overlapping],
      ...[...attributes].map(([name, kappa]) => [`${name}, same entity`, kappa] as const),
    ] as const
  ).map(([what, { n, raw, kappa }]) => [`  ${what}`, shownFigure(kappa), shownFigure(raw), `${n}`]),
];

const unitizingRows = ({ types, all }: Unitizing): string[][] => [
  ['Krippendorff’s αU', ''],
  ['  all types', shownFigure(all)],
  ...[...types].map(([type, alpha]) => [`  ${type}`, shownFigure(alpha)]),
];

/** The cells that are not empty, the largest first: a matrix of forty types fits no screen. */
export const confusionRows = ({ categories, counts }: Confusion, a: string, b: string): string[][] => [
  [a, b, 'entities'],
  ...counts
    .flatMap((row, i) => row.map((count, j) => [categories[i] ?? '', categories[j] ?? '', count] as const))
    .filter(([one, other, count]) => one !== other && count > 0)
    .sort(([, , x], [, , y]) => y - x)
    .map(([one, other, count]) => [one, other, `${count}`]),
];

/** The figures of two annotators, a table each. */
export function figureRows({ a, b, agreement }: PairReport): string[][][] {
  const sides = [a, b] as const;
  return [
    scoreRows('Spans, exact', agreement.spans.exact, sides),
    scoreRows('Spans, overlapping', agreement.spans.overlapping, sides),
    kappaRows(agreement),
    unitizingRows(agreement.unitizing),
    scoreRows('Relations, ends matched exactly', agreement.relations.exact, sides),
    scoreRows('Relations, ends matched at all', agreement.relations.overlapping, sides),
  ];
}

const SHOWN = 20;

function pairTable(pair: PairReport): string[] {
  const { a, b, notes, agreement } = pair;
  const confused = confusionRows(agreement.confusion, a, b);
  const worst = [...agreement.notes]
    .map(({ name, exact, overlapping, unitizing }) => ({
      name,
      exact: f1Of(exact),
      overlapping: f1Of(overlapping),
      unitizing,
    }))
    .sort((x, y) => (x.exact ?? 2) - (y.exact ?? 2));
  const more = (rows: number): string => (rows > SHOWN ? `, the first ${SHOWN} of ${rows}` : '');
  return [
    printableLine(`${a} and ${b}: ${notes} notes (precision and recall: of ${b} against ${a})`),
    ...figureRows(pair)
      .filter((rows) => rows.length > 0)
      .map(aligned),
    ...(confused.length > 1
      ? [`Types that differ${more(confused.length - 1)}\n${aligned(confused.slice(0, SHOWN + 1))}`]
      : []),
    `Notes, least alike first${more(worst.length)}\n${aligned([
      ['  note', 'F1 exact', 'F1 overlapping', 'αU'],
      ...worst
        .slice(0, SHOWN)
        .map((one) => [`  ${one.name}`, ...[one.exact, one.overlapping, one.unitizing].map(shownFigure)]),
    ])}`,
  ];
}

/** The report for people. */
export function agreementTable({ annotators, notes, pairs, several }: AgreementReport): string {
  const { ofAll, partial, differing } = notes;
  const count = (number: number, what: string): string => (number === 0 ? '' : `, ${number} ${what}`);
  const first = `${annotators.length} annotators, ${ofAll} notes marked by all${count(partial.length, 'by some')}${count(differing.length, 'left out as their texts differ')}`;
  const overall = several
    ? [
        aligned([
          ['All together', '', 'n'],
          ['  mean F1 of the pairs, exact', shownFigure(meanF1(pairs, 'exact'))],
          ['  mean F1 of the pairs, overlapping', shownFigure(meanF1(pairs, 'overlapping'))],
          [
            '  Krippendorff’s α of types, same fragments',
            shownFigure(several.types.alpha),
            `${several.types.n}`,
          ],
          ...[...several.attributes].map(([name, { n, alpha }]) => [
            `  Krippendorff’s α of ${name}, same entity`,
            shownFigure(alpha),
            `${n}`,
          ]),
        ]),
        aligned(unitizingRows(several.unitizing)),
      ]
    : [];
  return [
    first,
    ...overall,
    ...pairs.filter((pair) => pair.notes > 0).flatMap(pairTable),
    `${ABOUT_INTERVALS} Undefined: chance alone would agree as well.`,
  ]
    .join('\n\n')
    .concat('\n');
}
