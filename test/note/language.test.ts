import { describe, expect, it } from 'vitest';
import { isForeign } from '../../server/src/note/language';
import { parseNote } from '../../server/src/note/note';

const elsewhere = [
  'Der Patient klagt über Brustschmerzen. Kein Fieber. Therapie mit Metoprolol.',
  'Patiente de 63 ans vue pour une toux. Pas de fièvre, sans dyspnée, avec des sibilants.',
  'Varón que acude por dolor torácico desde ayer, sin fiebre. Presenta una erupción.',
  'Il paziente è stato ricoverato per dolore. Nega febbre, senza dispnea, dimesso con terapia alla dimissione.',
  'Paciente com dor torácica há dois dias, não refere febre. Também tosse.',
  'Patiënt met pijn op de borst, geen koorts. Werd opgenomen voor observatie.',
  'Patienten söker för bröstsmärta och yrsel, inte feber, utan dyspné.',
  'Ο ασθενής παραπονείται για πόνο στο στήθος.',
  'Жалобы на боль в груди. Температура нормальная.',
  '患者诉胸痛，无发热。',
];
const english = [
  '',
  '120/80',
  'WBC 7.2 Hgb 12.4 Plt 288',
  'Pt c/o SOB, O2 sat 88% RA -> 2L NC.',
  'Seen by Dr. van der Berg and Sra. De la Cruz. NKDA. Cafe au lait spots.',
  'Mother speaks Portuguese only: “não tem febre”. She denies pain, and was seen by the nurse.',
  'DIE IST MIT UND: gram stain of the IST panel, ordered in the ER by Mr. Und.',
];

describe('the language of a note', () => {
  it('is told from the words that hold sentences together, or the script', () => {
    expect(elsewhere.filter((text) => !isForeign(parseNote(text)))).toEqual([]);
  });

  it('is English where abbreviations, names and quotations alone are something else', () => {
    expect(english.filter((text) => isForeign(parseNote(text)))).toEqual([]);
  });
});
