import fc from 'fast-check';
import { parseNote } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { identifiersOf } from '../../server/src/privacy/identifiers';

/** What is found in a text, as "CATEGORY text". */
export const found = (text: string): string[] =>
  identifiersOf(parseNote(text)).map((identifier) => `${identifier.category} ${slice(text, identifier)}`);

/** The texts that are found in one category. */
export const foundAs = (category: string, text: string): string[] =>
  identifiersOf(parseNote(text))
    .filter((identifier) => identifier.category === category)
    .map((identifier) => slice(text, identifier));

/** Pieces of notes with identifiers of all kinds, line ends of all kinds, emoji and what upsets offsets. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'Patient: DOE, JANE Q   MRN: 00731846\n',
      'Ms. Doe',
      'Dr. Ayodele Brandvold',
      'Brandvold',
      'her son Tariq',
      'TARIQ',
      'seen on 3/14/2024',
      'on 3/5',
      'March 3rd',
      'SSN 123-45-6789',
      '(207) 555-0118',
      'jane.doe@mail.example',
      'https://portal.example/p/7',
      'aged 94',
      'Larkmoor Community Hospital',
      'lives at 14 Canal Street, Harrowby, NJ 08998',
      '[**Known lastname 7241**]',
      '[**2151-7-16**]',
      'BP 130/80',
      "Graves' disease",
      'İstanbul',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ' ',
      '\n',
      '\r\n',
      '\n\n',
      '. ',
      ', ',
      '😀',
      '👨‍👩‍👦',
      'e\u0301',
      '\t',
      '\u2028',
      'HPI:\n',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);

/** A note that holds identifiers, many times and in odd places. */
export const identifyingNote = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
/** What a user may type or paste. */
export const insertion = piece;
