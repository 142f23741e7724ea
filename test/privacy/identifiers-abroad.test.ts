import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { found } from './notes';

/** Whether all letters and digits of a phrase are under identifiers. */
function isHidden(text: string, phrase: string): boolean {
  const start = text.indexOf(phrase);
  const spans = identifiersOf(parseNote(text));
  return [...phrase].every(
    (char, i) =>
      !/[\p{L}\p{Nd}]/u.test(char) || spans.some((span) => span.start <= start + i && start + i < span.end),
  );
}

const hides = (cases: readonly (readonly [text: string, phrase: string])[]): void => {
  it.each(cases)('%j: %s', (text, phrase) => {
    expect(text).toContain(phrase);
    expect(isHidden(text, phrase)).toBe(true);
  });
};
const stays = (texts: readonly string[]): void => {
  it.each(texts)('stays: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
};

describe('telephone numbers behind a label, in any groups', () => {
  hides([
    ['Phone: 0555 01 42 17', '0555 01 42 17'],
    ['tel. 55 501 427', '55 501 427'],
    ['MOBILE (99) 555-014', '(99) 555-014'],
    ['Please call her on 05.55.01.42.17 after five.', '05.55.01.42.17'],
    ['Phone:\n555 01 423\n', '555 01 423'],
    ['Not answering at 55-50-14-27.', '55-50-14-27'],
    ['416 55 014 office\n', '416 55 014'],
  ]);
  stays([
    'ABG pH: 7.35 48 22 98',
    'Home: 140 85 120 80',
    'White cell: 12 400 000',
    'Called at 10 30 45.',
    'Call if temp 38.5 or BP 90 60.',
    'Phone: 20 min 15 sec.',
    'Tel 72 88 90 overnight, no ectopy.',
  ]);
});

describe('addresses of other countries', () => {
  hides([
    ['LIVES AT 8603 RUA DO SALGUEIRO 164, COIMBRA', '8603 RUA DO SALGUEIRO 164'],
    ['Billing address:\n2824 Koivutie 82 Apt. 595\nVAASAKYLA', '2824 Koivutie 82 Apt. 595'],
    ['Resides at 12 rue de la Paix, 75002 Paris.', '12 rue de la Paix, 75002 Paris'],
    ['Hauptstr. 5, 80331 München', 'Hauptstr. 5, 80331 München'],
    ['Erzsébet tér 19., Budapest', 'Erzsébet tér 19'],
    ['ul. Wierzbowa 10/12, 00-950 Warszawa', 'Wierzbowa 10/12, 00-950'],
    ['New address is PSC 6293, Box 8158\nAPO AP 04336', 'PSC 6293, Box 8158\nAPO AP 04336'],
    ['the corner of 15 Quillan Street and Larkhill Rise', '15 Quillan Street and Larkhill Rise'],
    [
      '14 Crown Street Larkhill Rise\n Suite 321\n Tharwick\n',
      'Crown Street Larkhill Rise\n Suite 321\n Tharwick',
    ],
    ['My zip code is 35350.', '35350'],
    ['Postcode: 7412 SL', '7412 SL'],
  ]);
  stays([
    'Na 140, K 4.1, Cl 101',
    'Lives at home with 2 cats.',
    'Lives at Assisted Living 3 years.',
    'Address the wound on day 2.',
    'Moved to chair, then to Room 12 Bed 4.',
    'Mass located at Segment 7.',
    'Glasgow Coma Scale 15, Barthel Index 85.',
    'Via Foley 300 ml out.',
    'Vitamin D 5000 Unit 2 Caps',
    '0800 Xarelto 20\n0900 Entresto 24\nMetformin 500',
    'Corner of the mouth and nose.',
    'Zip line injury from 200 ft.',
  ]);
});

describe('names behind what says that they are', () => {
  hides([
    ['My name is Ján Hruška and I fell.', 'Ján Hruška'],
    ['my name is vitoria', 'vitoria'],
    ['Her maiden name is Key.', 'Key'],
    ['Anna Quillan, née Stone.', 'Stone'],
    ['Name: Åsa Larkhill', 'Åsa Larkhill'],
    ['Willemijn ten Pas called.', 'Willemijn ten Pas'],
    ['Koppány: "Who are you?"', 'Koppány'],
  ]);
  stays([
    'His name is on the list; the name was misspelled.',
    'This was called Code Blue at 0300.',
    'Impression: "stable"',
    'Café au lait, 3 spots.',
  ]);
});
