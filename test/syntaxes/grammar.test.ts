import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { headingOf } from '../../server/src/note/headings';
import { loadTokeniser, type Token } from './tokenise';

let tokenise: (lines: readonly string[]) => Token[][];
beforeAll(async () => {
  tokenise = await loadTokeniser();
});

const tokens = (line: string): Token[] => tokenise([line])[0] ?? [];
const texts = (line: string, scope: string): string[] =>
  tokens(line)
    .filter((token) => token.scope.startsWith(scope))
    .map((token) => token.text);

describe('headings', () => {
  it.each([
    ['HISTORY OF PRESENT ILLNESS:', 'HISTORY OF PRESENT ILLNESS'],
    ['Past Medical History', 'Past Medical History'],
    ['hpi: woke with a headache', 'hpi'],
    ['A/P:', 'A/P'],
    ['NIGHT NURSE REPORT: slept well', 'NIGHT NURSE REPORT'],
    ['What we agreed:', 'What we agreed'],
    ['# Hyponatraemia', 'Hyponatraemia'],
    ['**Plan**', '**Plan**'],
    ['Patient education: avoid salt', 'Patient education'],
  ])('%s', (line, title) => {
    expect(texts(line, 'markup.heading')).toContain(title);
  });

  it.each([
    'She said: I am fine',
    'No chest pain.',
    'MRN: 0012345',
    'Patient: Jane Doe',
    'Home: with her sister',
    'EKG 22:01 sinus rhythm',
    'Plan to go home tomorrow',
    'He was seen by the team, who agreed:that',
  ])('none in: %s', (line) => {
    expect(texts(line, 'markup.heading')).toEqual([]);
  });

  it('have the titles and fields that the server knows: if not, run `node scripts/grammar.mjs`', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/grammar.mjs', '--check'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('are those that the server finds in the example notes', () => {
    let count = 0;
    for (const file of readdirSync('examples').filter((name) => name.endsWith('.txt'))) {
      const lines = readFileSync(`examples/${file}`, 'utf8').split('\n');
      const found = tokenise(lines);
      lines.forEach((line, index) => {
        const title = headingOf(line)?.title;
        const coloured = found[index]?.some(({ scope }) => scope.startsWith('markup.heading')) ?? false;
        expect(coloured, `${file}:${index + 1}`).toBe(title !== undefined);
        if (coloured) count++;
      });
    }
    expect(count).toBeGreaterThan(100);
  });
});

describe('medication lines', () => {
  it('name the drug, its dose, its route and how often', () => {
    expect(tokens('2. Metoprolol succinate 47.5 mg PO BID')).toEqual([
      { scope: 'punctuation.definition.list.begin', text: '2.' },
      { scope: 'entity.name.function.drug', text: 'Metoprolol succinate' },
      { scope: 'constant.numeric.dose', text: '47.5' },
      { scope: 'keyword.other.unit', text: 'mg' },
      { scope: 'storage.modifier.route', text: 'PO' },
      { scope: 'storage.modifier.frequency', text: 'BID' },
    ]);
  });

  it.each([
    ['insulin glargine 14 units SC at bedtime', ['14'], ['units'], ['at bedtime']],
    ['- heparin 12 units/kg/hr IV', ['12'], ['units/kg/hr'], []],
    ['senna 2 tabs po q12h prn', ['2'], ['tabs'], ['q12h prn']],
    ['Prednisolone 30-40 mg every other day x 5 days', ['30-40'], ['mg'], ['every other day', 'x 5 days']],
  ])('%s', (line, doses, units, frequencies) => {
    expect(texts(line, 'entity.name.function.drug')).toHaveLength(1);
    expect(texts(line, 'constant.numeric.dose')).toEqual(doses);
    expect(texts(line, 'keyword.other.unit')).toEqual(units);
    expect(texts(line, 'storage.modifier.frequency')).toEqual(frequencies);
  });

  it('take no common word before a dose for a drug', () => {
    expect(texts('She was given 40 mg and then another 20 mg', 'entity.name.function')).toEqual([]);
  });
});

describe('measurements', () => {
  it('vital signs, in capitals or not', () => {
    const line = 'On arrival BP 130/80, HR: 72, temp 37.4, SpO2 97% RA, rr 16';
    expect(texts(line, 'variable.other.vital')).toEqual(['BP', 'HR', 'temp', 'SpO2', 'rr']);
    expect(texts(line, 'constant.numeric.vital')).toEqual(['130/80', '72', '37.4', '97', '16']);
  });

  it('laboratory values in a sentence, with their flag', () => {
    const line = 'Na 131 L, K 4.2 and creatinine was 1.9, NT-proBNP 12,450';
    expect(texts(line, 'variable.other.laboratory')).toEqual(['Na', 'K', 'creatinine', 'NT-proBNP']);
    expect(texts(line, 'constant.numeric.value')).toEqual(['131', '4.2', '1.9', '12,450']);
    expect(texts(line, 'keyword.other.flag')).toEqual(['L']);
  });

  it('a row of a table of results', () => {
    expect(texts('Hgb      9.1    8.7   <7.0', 'constant.numeric.value')).toEqual(['9.1', '8.7', '<7.0']);
    expect(texts('| Hgb | 9.1 | 8.7 |', 'constant.numeric.value')).toEqual(['9.1', '8.7']);
  });

  it('a disease is not a temperature', () => {
    expect(texts('T2DM since 2011', 'variable.other.vital')).toEqual([]);
  });
});

describe('dates, times, placeholders', () => {
  it.each([
    ['seen 03/14/2024 at 09:30', ['03/14/2024', '09:30']],
    ['on 2 March 2023 and May 4th, 2023', ['2 March 2023', 'May 4th, 2023']],
    ['2024-02-29 7 pm', ['2024-02-29', '7 pm']],
    ['strength 5/5, pain 3/10, 1/2 tablet', []],
  ])('%s', (line, expected) => {
    expect(texts(line, 'string.other')).toEqual(expected);
  });

  it('a placeholder is one token, whatever it holds', () => {
    expect(tokens('Mr. [**Known lastname 7241**] came on [**2151-7-16**] with BP 120/70')).toEqual([
      { scope: 'comment.block.placeholder', text: '[**Known lastname 7241**]' },
      { scope: 'comment.block.placeholder', text: '[**2151-7-16**]' },
      { scope: 'variable.other.vital', text: 'BP' },
      { scope: 'constant.numeric.vital', text: '120/70' },
    ]);
  });
});

it('a long hostile line takes no longer than its length allows', () => {
  for (const unit of ['1', 'A', '(', 'a ', '1,', '12/', '[**', 'Pain ', 'one-']) {
    const line = unit.repeat(Math.ceil(18_000 / unit.length));
    const begun = performance.now();
    tokens(line);
    expect(performance.now() - begun, JSON.stringify(unit)).toBeLessThan(3_000);
  }
});
