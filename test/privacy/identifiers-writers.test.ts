import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';

const names = (text: string): string[] =>
  identifiersOf(parseNote(text))
    .filter(({ category }) => category === 'NAME')
    .map(({ start, end }) => text.slice(start, end));

describe('initials of who wrote', () => {
  it.each([
    ['Ears clear, no wax.\n-qv\n', ['qv']],
    ['Fundus firm at umbilicus.\n/ZKV/\n', ['ZKV']],
    ['Wound dry, cast on.\nDZL  14-02-2024\n', ['DZL']],
    ['Board full tonight.\nWQ for ZU\n', ['WQ', 'ZU']],
    ['PREOP (TKZ 0640): right hand numb', ['TKZ']],
    ['Post-call note 07/19 01:55 (ZJ): groin soft', ['ZJ']],
    ['Surgery Tuesday (BZ away), then rehab', ['BZ']],
    ['I was there and agree, WZ 12/8/24 1612.', ['WZ']],
    ['Two doses given – DZ 1932; reviewed', ['DZ']],
    ['Dr: HZ 12:20\nstop the drip', ['HZ']],
    ['Signed CZ / MKV, 10/02/24 17:26', ['CZ', 'MKV']],
    ['NBZ OD  lic pending', ['NBZ']],
    ['Heparin lock due.  – zf rn', ['zf']],
    ['Addendum [kdq 11.14.23]: laparoscopy first', ['kdq']],
    ['Typist: is it peroneal or perineal? [s.t.]', ['s.t.']],
    ['Two positive (initials K.B., S.T.), treated', ['K.B.', 'S.T.']],
    ['IV right forearm (M.H.); saline 250 ml', ['M.H.']],
    ['Crew fatigue noted. P.W.', ['P.W.']],
    ['dict/trans: HZO/lw', ['HZO', 'lw']],
    ['Read and approved   LVZ/mdq D: 8/22/24', ['LVZ', 'mdq']],
    ['resident P Oduyemi (PO) to follow', ['P Oduyemi', 'PO']],
  ])('%j: %j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each([
    'Fetal heart tones (FHT): 140.',
    'Dialysis since ADT 2017, stable.',
    'Fasting. NBM 2359. Clear fluids before.',
    'Send results (EFAX 207-555-0112).',
    'Take one tablet (p.o.) daily, cream (b.i.d.) as well.',
    'Treatment is indicated per NCCN.',
    'PLAN\nHome tomorrow.',
    'Murmur (II/VI): soft.',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});
