import { ratesOf } from '../evaluation/counts';
import { type Measure, measures, type PhiScore, type Tallies, type Tally } from '../evaluation/phi';
import type { PhiSet } from '../evaluation/phi-sets';
import type { Mode } from '../privacy/policy';

/** What `evaluate --phi` found out; holds names of notes, and no text of them. */
export interface PhiReport {
  /** How the own finders looked; undefined where predicted spans were given. */
  readonly mode: Mode | undefined;
  readonly notes: {
    readonly gold: number;
    readonly predicted: number;
    readonly missing: { readonly gold: readonly string[]; readonly predicted: readonly string[] };
    /** Notes of gold that could not be read: they are not in the figures. */
    readonly unread: readonly string[];
  };
  /** Whether gold says TYPEs of i2b2 2014, which tell what is of the HIPAA subset. */
  readonly typed: boolean;
  readonly scores: Readonly<Record<PhiSet, PhiScore>>;
}

/** The report for programs: counts with recall, precision and F1, `null` where there is nothing to divide by. */
export function phiJson({ mode, notes, scores }: PhiReport): string {
  const numbers = (tally: Tally): object => {
    const { recall = null, precision = null, f1 = null } = ratesOf(tally);
    return { ...tally, recall, precision, f1 };
  };
  const all = (tallies: Tallies): object =>
    Object.fromEntries(measures.map((measure) => [measure, numbers(tallies[measure])]));
  const sets = Object.entries(scores).map(([set, { total, categories }]) => [
    set,
    {
      total: all(total),
      categories: Object.fromEntries([...categories].map(([category, tallies]) => [category, all(tallies)])),
    },
  ]);
  return `${JSON.stringify({ mode: mode ?? null, notes, ...Object.fromEntries(sets) }, null, 2)}\n`;
}

const named: Readonly<Record<Measure, string>> = {
  characters: 'letters and digits, any category',
  overlapping: 'spans, overlapping, any category',
  exact: 'spans, exact, any category',
  exactCategory: 'spans, exact, same category',
  tokens: 'tokens, exact, same category',
};

const titles: Readonly<Record<PhiSet, string>> = {
  all: 'all that gold marks',
  hipaa: 'HIPAA subset of i2b2 2014, with URL and IP',
  safeHarbor: 'Safe Harbor: without ages to 89, years, states, countries, rooms, professions',
};

const share = (value: number | undefined): string =>
  (value === undefined ? '–' : value.toFixed(4)).padStart(10);
const number = (value: number): string => value.toLocaleString('en').padStart(10);
const LABEL = 34;
const head = (title: string): string =>
  `${title.padEnd(LABEL)}${['recall', 'precision', 'F1', 'gold', 'predicted'].map((name) => name.padStart(10)).join('')}`;

function line(label: string, tally: Tally): string {
  const { recall, precision, f1 } = ratesOf(tally);
  return `${label.padEnd(LABEL)}${share(recall)}${share(precision)}${share(f1)}${number(tally.gold)}${number(tally.predicted)}`;
}

function block(set: PhiSet, { total, categories }: PhiScore): string {
  const by = (measure: Measure): string[] => [
    '',
    head(`  ${named[measure]}`),
    ...[...categories].map(([category, tallies]) => line(`  ${category}`, tallies[measure])),
  ];
  return [
    titles[set],
    head(''),
    ...measures.map((measure) => line(named[measure], total[measure])),
    ...by('characters'),
    ...by('exactCategory'),
  ].join('\n');
}

/** The report for people. Safe Harbor is shown where it is not all. */
export function phiTable({ mode, notes, typed, scores }: PhiReport): string {
  const { missing, unread } = notes;
  const count = (what: string, names: readonly string[]): string =>
    names.length === 0 ? '' : `, ${names.length} ${what}`;
  const first = [
    `${notes.gold} note${notes.gold === 1 ? '' : 's'} of gold`,
    mode === undefined ? `${notes.predicted} predicted` : `identifiers found now (${mode})`,
  ].join(', ');
  const same = scores.safeHarbor.total.characters.gold === scores.all.total.characters.gold;
  return [
    `${first}${count('not predicted', missing.predicted)}${count('not of gold', missing.gold)}${count('of gold unread', unread)}`,
    block('all', scores.all),
    typed
      ? block('hipaa', scores.hipaa)
      : `${titles.hipaa}: the same, as gold does not tell patients from staff nor cities from hospitals.`,
    ...(same ? [] : [block('safeHarbor', scores.safeHarbor)]),
    '',
  ].join('\n\n');
}
