import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { makeGuard } from '../../server/src/privacy/guard/guard';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { withoutPlaceholders } from '../../server/src/privacy/placeholders';
import { balanced, strict } from '../../server/src/privacy/policy';
import { isSafeBehindNumber } from '../../server/src/privacy/strict/number-evidence';
import { isSafeCode } from '../../server/src/privacy/strict/safe-codes';
import { deidentify } from '../../server/src/privacy/view';
import { lex } from '../../server/src/privacy/words/lexer';
import { Flag, flagsOf, looksLikeWord } from '../../server/src/privacy/words/lexicon';
import { safetyOf } from '../../server/src/privacy/words/safe-words';
import { foldAccents } from '../../server/src/privacy/words/word';
import { processTime } from '../support/cost';
import { identifyingNote } from './notes';

const pseudonyms = { key: new Uint8Array(32).fill(3), identity: 'n' };
const found = (text: string) => identifiersOf(parseNote(text), strict);
const viewOf = (text: string) => deidentify(text, found(text), pseudonyms);
/** What a model would see of a text, without the placeholders. */
const seen = (text: string): string => withoutPlaceholders(viewOf(text).text, ' ');

describe('strict', () => {
  it.each([
    ['a word that nothing knows', 'Spoke to zorbalin at the desk.', 'zorbalin'],
    ['a capitalised word that nothing knows', 'Denies pain. Zorbalin agrees with this.', 'Zorbalin'],
    ['in capitals', 'SPOKE TO ZORBALIN AT THE DESK', 'ZORBALIN'],
    ['in another script', 'Visited by 田中 today.', '田中'],
    ['a word that is a name, among capitals', 'She met Sky Zorbalin there.', 'Sky'],
    ['a word that is a name, behind a title', 'seen by mrs rose this morning, who is well', 'rose'],
    ['a verb that is a name, told by what it does', 'Rest well. Hope called at noon.', 'Hope'],
    ['an everyday word as a proper noun', 'He works at the Lantern most days.', 'Lantern'],
    ['a road', 'Found near Quarry Rd by a friend.', 'Quarry'],
    ['what links two names', 'He lives at Sunrise of Zorbalin now.', 'of Zorb'],
    ['a weekday by itself', 'Will come back next Thurs if worse.', 'Thurs'],
    ['a day and a month', 'Fell on the ward, reviewed 14/3 and well.', '14/3'],
    ['a day of the month', 'Last rites were given the 12th.', '12'],
    ['an age over 89 by itself', 'She says she is 94 and well.', '94'],
    ['a number of many digits', 'Ticket 7741823 was closed.', '7741823'],
    ['four digits without a measure', 'The safe opens with 4917.', '4917'],
    ['a room', 'Moved to room 412 today.', '412'],
    ['groups of digits', 'Reach her on 08 5550 1142 please.', '1142'],
    ['a code of letters and digits', 'Bag W9K44 was returned.', 'W9K44'],
    ['letters written to a masked number', 'Chart QD-118744 was pulled.', 'QD'],
    ['an initial beside a masked name', 'Signed by T. Zorbalin here.', 'T.'],
    ['initials with full stops', 'Hope it settles. - T.K.', 'T.K'],
    ['a user of a network', 'posted as @zorba_lin77 there', 'zorba'],
  ])('masks %s', (_, text, secret) => {
    expect(text).toContain(secret);
    expect(seen(text)).not.toContain(secret);
  });

  it.each([
    "Graves' disease and Crohn's disease, Babinski negative, Foley catheter in place.",
    'Glasgow coma scale 15, Apgar 8 and 9, Gleason 4+3=7, NYHA class III, PHQ-9 score 14.',
    'T2N0M0, stage IIB, L4-L5 disc, C5 radiculopathy, S1 nerve.',
    'HER2 positive, BRCA1 mutation, CYP2D6 metabolizer, HbA1c 7.2%, CD4 count 350, SpO2 97%.',
    'BP 120/80, HR 92, RR 18, Temp 98.6, O2 sat 95% on 2 L.',
    'Percocet 5/325 mg q6h PRN, metoprolol 25 mg BID, insulin glargine 20 units qHS.',
    'WBC 12.5, Hgb 9.8, platelets 245,000, Na 138, creatinine 1.4, glucose 212 mg/dL.',
    'Strength 5/5 throughout, 2/6 systolic murmur, pain 7/10.',
    'Will follow up in 2 weeks. May shower. She will rest and may eat.',
    'The 54-year-old man denies chest pain, dyspnea, orthopnea or palpitations since 2019.',
    'Underwent laparoscopic cholecystectomy with intraoperative cholangiography in 2016.',
    'Chief Complaint: shortness of breath\nHistory of Present Illness: cough x 3 days',
    'IMPRESSION: NO ACUTE CARDIOPULMONARY PROCESS. MILD CARDIOMEGALY.',
    'pt is a 45 yo male with hx of htn and dm here for chest pain, no fever or chills',
  ])('leaves what is clinical: %s', (text) => {
    expect(found(text).map((identifier) => slice(text, identifier))).toEqual([]);
  });

  it('finds all that balanced finds', () => {
    fc.assert(
      fc.property(identifyingNote, (text) => {
        const note = parseNote(text);
        const all = identifiersOf(note, strict);
        for (const identifier of identifiersOf(note, balanced)) expect(all).toContainEqual(identifier);
      }),
    );
  });

  it('leaves no word that neither a list nor a form knows', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'bcdfghjklmnpqrtvwxzaeio'),
      minLength: 3,
      maxLength: 9,
    });
    const writing = fc.constantFrom<(word: string) => string>(
      (word) => word,
      (word) => word.toUpperCase(),
      (word) => word.charAt(0).toUpperCase() + word.slice(1),
    );
    const strange = fc
      .tuple(letters, writing, fc.integer({ min: 0, max: 99_999_999 }))
      .map(([word, write, number]) => `${write(word)} ${number} ${write(word)}-${number}`);
    const text = fc
      .array(fc.oneof(strange, identifyingNote, fc.constantFrom('denies pain', 'HPI:', 'BP 120/80')), {
        maxLength: 8,
      })
      .map((pieces) => pieces.join(' '));
    fc.assert(
      fc.property(text, (note) => {
        for (const lexeme of lex(withoutPlaceholders(viewOf(note).text, '\n\n'))) {
          if (lexeme.kind !== 'word' || lexeme.text.length === 1) continue;
          const lower = foldAccents(lexeme.text);
          const isKnown =
            safetyOf(lower, flagsOf(lower)) !== 0 ||
            looksLikeWord(lower) ||
            /(?:al|ar|ally)$/.test(lower) ||
            (flagsOf(lower) & Flag.eponym) !== 0 ||
            isSafeCode(lexeme) ||
            isSafeBehindNumber(lexeme) ||
            /^[a-z]?\p{Lu}{2,}[a-z]?$/u.test(lexeme.text);
          expect(isKnown, 'a word that was left').toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the note behind its placeholders byte for byte', () => {
    fc.assert(
      fc.property(identifyingNote, (text) => {
        const view = viewOf(text);
        let restored = '';
        let at = 0;
        for (const identifier of view.identifiers) {
          const place = view.toView(identifier);
          expect(view.toNote(place)).toEqual({ start: identifier.start, end: identifier.end });
          expect(withoutPlaceholders(view.text.slice(place.start, place.end), '')).not.toContain('[**');
          restored += view.text.slice(at, place.start) + text.slice(identifier.start, identifier.end);
          at = place.end;
        }
        expect(restored + view.text.slice(at)).toBe(text);
      }),
    );
  });

  it('says that it does not know what it masked, the same thing by the same number', () => {
    const text = 'Asked zorbalin again. zorbalin slept. The safe opens with 4917.';
    expect(found(text).map(({ category, kind }) => `${category} ${kind}`)).toEqual([
      'NAME unknown',
      'NAME unknown',
      'ID unknown',
    ]);
    expect(viewOf(text).text).toMatch(
      /^Asked (\[\*\*Name \(NI\) \d+\*\*\]) again\. \1 slept\. The safe opens with \[\*\*Numeric Identifier \d+\*\*\]\.$/,
    );
  });

  it('lets every example be asked about', () => {
    const folder = join(import.meta.dirname, '../../examples');
    const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(makeGuard(text, found(text))([viewOf(text).text]), name).toBeUndefined();
    }
  });

  it('lets a word through that is masked here and safe there', () => {
    const text = 'Seen with Sky Zorbalin. The sky is blue, she said. The ward safe opens with 4917.';
    expect(found(text).some((identifier) => slice(text, identifier).includes('Sky'))).toBe(true);
    expect(makeGuard(text, found(text))([viewOf(text).text])).toBeUndefined();
  });

  it('knows every word of the embedded lexicon', () => {
    const folder = join(import.meta.dirname, '../../server/src/embedded/lexicon');
    const lists = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const words = lists.flatMap((list) =>
      list.split('\n').flatMap((line) => (line.startsWith('#') ? [] : lex(line))),
    );
    const strange = words.filter(
      ({ kind, lower, mixed, flags }) =>
        kind === 'word' &&
        lower.length > 1 &&
        !mixed &&
        !/[^a-z]/.test(lower) &&
        !safetyOf(lower, flags) &&
        !(flags & Flag.eponym),
    );
    expect([...new Set(strange.map(({ lower }) => lower))]).toEqual([]);
  });

  it.each([
    ['digits', '12 345 '],
    ['numbers with marks', '1/2-3.'],
    ['capitals', 'ABCDEFGH '],
    ['names', 'Rose of the '],
    ['initials', 'A.B.'],
  ])('is linear in %s', (_, unit) => {
    const time = (size: number): number => {
      const text = unit.repeat(size / unit.length);
      return processTime(() => void found(text));
    };
    time(50_000);
    expect(time(400_000)).toBeLessThan(24 * Math.max(time(100_000), 10));
  });
});
