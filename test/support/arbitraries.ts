import fc from 'fast-check';

/** A piece of a note: headings, line ends of all kinds, emoji, long lines. */
export const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'HPI:',
      'Allergies: NKDA',
      '# Sepsis',
      '\n',
      '\n\n',
      '\r\n',
      ' ',
      '. ',
      '- ',
      '\u2028',
      '\f',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'chest pain',
      'denies',
      '😀',
      'e\u0301',
      'İ',
      'x'.repeat(900),
      'word '.repeat(400),
      '1. Aspirin 81 mg',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
/** A note that no ward would write, made to upset offsets. */
export const noteText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
