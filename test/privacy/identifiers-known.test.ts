import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { balanced, strict } from '../../server/src/privacy/policy';
import { hiddenNames, tellingNames } from '../../server/src/privacy/telling-names';
import { lex } from '../../server/src/privacy/words/lexer';
import { found } from './notes';

const head = 'Patient: Zebulon Quarfington\nAttending: Dr. Ottoline Vexhammer\n\n';

/** What the finders leave of a line below the names of the note, letters and digits only. */
function left(line: string, policy = balanced): string {
  const text = `${head}${line}\n`;
  const covered = new Set<number>();
  for (const { start, end } of identifiersOf(parseNote(text), policy))
    for (let i = start; i < end; i++) covered.add(i);
  const seen = [...text.slice(head.length).matchAll(/[\p{L}\p{Nd}]/gu)];
  return seen
    .filter(({ index }) => !covered.has(head.length + index))
    .map(([char]) => char)
    .join('');
}

describe('a name of the note is masked wherever its word stands', () => {
  it.each([
    ['*Quarfington* denies', 'denies'],
    ['**Quarfington**', ''],
    ['__Quarfington__', ''],
    ['_Zebulon_', ''],
    ['#Quarfington: rash', 'rash'],
    ['- *Quarfington: rash*', 'rash'],
    ['Quarfington123', ''],
    ['QuarfingtonJr', ''],
    ['mrQuarfington', ''],
    ['C:\\scans\\QuarfingtonZ.tif', 'Cscanstif'],
    ['quarfington_z.pdf', 'pdf'],
    ['zquarfington', ''],
    ['Ｑｕａｒｆｉｎｇｔｏｎ', ''],
    ['so 𝐐𝐮𝐚𝐫𝐟𝐢𝐧𝐠𝐭𝐨𝐧, ill', 'soill'],
    ['Quarﬁngton𐀀', ''],
    ['Q u a r f i n g t o n', ''],
    ['Q-U-A-R-F-I-N-G-T-O-N came', 'came'],
    ['Quar\u00adfington came', 'came'],
    ['Quar&shy;fington came', 'came'],
    ['Quar-\nfington tolerated it well', 'tolerateditwell'],
    ['seen: QUAR-\r\n  FINGTON, rash', 'seenrash'],
    ['booked by OVexhammer', 'bookedby'],
    ['booked by vexhammero', 'bookedby'],
    ['booked by o.vexhammer', 'bookedby'],
  ])('%j', (line, rest) => {
    expect(left(line)).toBe(rest);
  });
});

describe('what was found once is masked wherever it is said again', () => {
  it.each([
    ['Address: 418 Thornywick Lane, Brambleholt, MA 02177', 'was at 02177 before', 'wasatbefore'],
    ['Address: RR 2 Box 118', 'down at RR 2 BOX 118.', 'downat'],
    ['Patient: EARLY, CONSTANCE', 'discussed: EARLY, CONSTANCE again', 'discussedagain'],
    ['Ext: 44711', 'at 44711 today', 'attoday'],
  ])('%j: %j', (before, line, rest) => {
    expect(left(`${before}\n\n${line}`).endsWith(rest)).toBe(true);
  });
});

describe('initials, dates and numbers in unusual writing', () => {
  it.each([
    ['Z.Q. was seen', 'wasseen'],
    ['seen today. /zq', 'seentoday'],
    ['DOB 03/14/1951é', 'DOBé'],
    ['Born 14.III.1951', 'Born'],
    ['Ph 6 1 7 5 5 5 0 1 4 8', 'Ph'],
    ['plate 7ABC123', 'plate'],
    ['pain 6 4 4 3 2 1 1 over the week', 'pain6443211overtheweek'],
    ['seen w/nv', 'seenwnv'],
  ])('%j', (line, rest) => {
    expect(left(line)).toBe(rest);
  });
});

describe('strict mode masks what is spelled and where on earth it is', () => {
  it.each([
    ['home at 42.5001, -70.8578.', 'homeat'],
    ['42.5001,-70.8578', ''],
    ['42.5001 N 70.8578 W', ''],
    ['W o l l a s t r o p', ''],
    ['D I S C H A R G E', 'DISCHARGE'],
    ['MRN eight eight one seven four four two one', 'MRN'],
    ['Tel six one seven, five five five, zero one', 'Tel'],
    ['pain three to four out of ten', 'painthreetofouroutoften'],
    ['sodium 138.5, 140.1', 'sodium13851401'],
  ])('%j', (line, rest) => {
    expect(left(line, strict)).toBe(rest);
  });
});

describe('a known word hides no name', () => {
  it.each([
    'Patient: Diana Merrow\n\nMoved from Indianapolis.|Indianapolis',
    'Patient: Allen Merrow\n\nFluid challenge given, asthenia noted.|challenge',
    'Patient: Will Rash\n\nShe will report a rash, W i l l o w bark tried.|will',
  ])('%s', (line) => {
    const [text = '', word = ''] = line.split('|');
    expect(found(text)).not.toContain(`NAME ${word}`);
  });
});

it('finds every telling part in whatever is joined to it, at whole letters', () => {
  const telling = tellingNames(['quarfington', 'vexhammer']);
  const beside = fc.constantFrom('', 'z', 'mr', '_', '-', ' ', '*', '12', 'é', '😀', '𐀀', '\n', '&shy;');
  fc.assert(
    fc.property(beside, fc.constantFrom('Quarfington', 'VEXHAMMER', 'véxhammer'), beside, (a, name, b) => {
      const text = `well ${a}${name}${b} today`;
      const at = text.indexOf(name);
      const spans = hiddenNames(text, lex(text), telling);
      expect(spans.some(({ start, end }) => start <= at && end >= at + name.length)).toBe(true);
      for (const { start, end } of spans) expect(start >= 0 && end <= text.length && start < end).toBe(true);
    }),
  );
});

describe('names in a row', () => {
  it.each([
    ['Seen by Lopez, Mensah, Okafor.', ['NAME Lopez', 'NAME Mensah', 'NAME Okafor']],
    ['Seen by Ana Lopez. Lopez, Ana agreed.', ['NAME Ana Lopez', 'NAME Lopez, Ana']],
    ['Patient SMITH, JOHN Q seen. Smith, John agreed.', ['NAME SMITH, JOHN Q', 'NAME Smith, John']],
  ])('%j', (text, names) => {
    expect(found(text)).toEqual(names);
  });
});
