import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type PhiNote, type PhiSpan, readPhiRows } from '../server/src/evaluation/phi-notes';

/** A note with every identifier marked. */
export interface MarkedNote extends PhiNote {
  readonly text: string;
}

/** Notes of one source. */
export interface MarkedSet {
  readonly name: string;
  readonly notes: readonly MarkedNote[];
}

/** A folder of marked notes: `gold.jsonl` as `deidentify --spans` writes it, the texts in `text/`. */
export function markedNotes(folder: string): MarkedNote[] {
  const gold = join(folder, 'gold.jsonl');
  if (!existsSync(gold)) return [];
  return [...readPhiRows(readFileSync(gold, 'utf8'))].map((note) => {
    if ('failure' in note) throw new Error(`${gold}: ${note.failure}`);
    const file = join(folder, 'text', note.name.endsWith('.txt') ? note.name : `${note.name}.txt`);
    return { ...note, text: readFileSync(file, 'utf8') };
  });
}

/** Further folders of marked notes: those in `bench/phi`, and those that PHI_NOTES names, with `:` between. */
export function furtherSets(): MarkedSet[] {
  const own = existsSync('bench/phi') ? readdirSync('bench/phi').sort() : [];
  const named = (process.env.PHI_NOTES ?? '').split(':').filter((folder) => folder !== '');
  return [...own.map((name) => join('bench/phi', name)), ...named.map((folder) => resolve(folder))]
    .map((folder) => ({ name: basename(folder), notes: markedNotes(folder) }))
    .filter(({ notes }) => notes.length > 0);
}

// What presidio-research calls them, as TYPEs of i2b2 2014. Its GPE are countries with some cities among them.
const presidioTypes: Readonly<Record<string, readonly [PhiSpan['category'], string]>> = {
  PERSON: ['NAME', 'PATIENT'],
  STREET_ADDRESS: ['LOCATION', 'STREET'],
  ZIP_CODE: ['LOCATION', 'ZIP'],
  ORGANIZATION: ['LOCATION', 'ORGANIZATION'],
  GPE: ['LOCATION', 'COUNTRY'],
  DATE_TIME: ['DATE', 'DATE'],
  AGE: ['AGE', 'AGE'],
  PHONE_NUMBER: ['PHONE', 'PHONE'],
  EMAIL_ADDRESS: ['EMAIL', 'EMAIL'],
  DOMAIN_NAME: ['URL', 'URL'],
  IP_ADDRESS: ['IP', 'IPADDR'],
  US_SSN: ['SSN', 'SSN'],
  CREDIT_CARD: ['ID', 'ACCOUNT'],
  IBAN_CODE: ['ID', 'ACCOUNT'],
  US_DRIVER_LICENSE: ['ID', 'LICENSE'],
  TITLE: ['OTHER', 'OTHER'],
  NRP: ['OTHER', 'OTHER'],
};

interface PresidioRow {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly entity_value: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

/** The sentences of presidio-research: general domain, filled from templates. */
export function presidioSentences(data: string): MarkedNote[] {
  const file = join(data, 'phi/presidio-research/synth_first_750.json');
  if (!existsSync(file)) return [];
  const rows = JSON.parse(readFileSync(file, 'utf8')) as PresidioRow[];
  return rows.map(({ full_text: text, spans }, n) => ({
    name: String(n),
    text,
    spans: spans.map((span) => {
      const [category, type] = presidioTypes[span.entity_type] ?? ['OTHER', 'OTHER'];
      return { start: span.start_position, end: span.end_position, category, type, text: span.entity_value };
    }),
  }));
}
