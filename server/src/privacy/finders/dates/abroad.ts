import { Gap, type Lexeme } from '../../words/lexer';

// Without accents, as lexemes have them.
const months = new Set(
  [
    // Spanish, Portuguese, Italian
    'enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic',
    'janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro fev mai set out dez',
    'gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen giu lug ott',
    // French, German, Dutch, Afrikaans
    'janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre janv fevr avr juil',
    'januar jaenner janner februar marz maerz juni juli oktober dezember okt',
    'januari februari maart mei augustus mrt januarie februarie junie julie desember des',
    // Malay and Indonesian, Tagalog
    'mac ogos disember maret agustus agu peb pebruari enero pebrero abril hunyo hulyo setyembre oktubre nobyembre disyembre',
    // Irish, Welsh
    'eanair feabhra marta aibrean bealtaine meitheamh iuil lunasa samhain nollaig ionawr chwefror mawrth ebrill mehefin gorffennaf awst medi hydref tachwedd rhagfyr',
    // Maori; Polish
    'kohi kohitatea hui huitanguru poutu paenga haratua pipiri hongongoi here mahuru whiringa hakihea hanuere pepuere maehe aperira hune hurae akuhata hepetema oketopa nowema tihema',
    'stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia',
  ].flatMap((words) => words.split(' ')),
);

const weekdays = new Set(
  'lunes martes miercoles jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag maandag dinsdag woensdag donderdag vrydag vrijdag saterdag zaterdag sondag zondag isnin selasa rabu khamis jumaat sabtu ahad senin kamis jumat minggu lunedi martedi mercoledi giovedi venerdi sabato domenica luan mairt ceadaoin deardaoin aoine sathairn domhnach llun mercher iau gwener sadwrn'.split(
    ' ',
  ),
);

/** What stands behind a day before the month: "8hb Ogos", "1er mars", "3 de mayo", "4. Mai". */
const joint = /^(?:hb|er|de|del|di|da|den|of|y|o|e|mi|-|\/|\.)$/;
// These are words or signs of medicine besides: only before a year.
const dated = /^(?:mac|set|out|ago|gen|des|mars|mai|mei|dic|fev|hui|here|kohi|julie|mayo|marca|dez|giu|lug)$/;

/** Whether a word is a weekday in a language that notes in English borrow a date from. */
export const isWeekdayAbroad = (lexeme: Lexeme): boolean => weekdays.has(lexeme.lower);

/**
 * "19 févr. 2024", "8hb Ogos 2022": where a date ends that starts at a number and names its month in another language.
 * @returns the offset in UTF-16 code units, or -1
 */
export function dateAbroad(lexemes: readonly Lexeme[], i: number): number {
  const day = lexemes[i] as Lexeme;
  if (day.text.length > 2 || Number(day.text) > 31 || Number(day.text) === 0) return -1;
  let at = i + 1;
  while (at < i + 4 && joint.test(lexemes[at]?.lower ?? '')) at++;
  const month = lexemes[at];
  if (month?.kind !== 'word' || month.gap > Gap.space || !months.has(month.lower)) return -1;
  let last = month;
  // "Whiringa-ā-nuku"
  while (
    lexemes[at + 1]?.text === '-' &&
    lexemes[at + 1]?.gap === Gap.none &&
    lexemes[at + 2]?.kind === 'word'
  ) {
    at += 2;
    last = lexemes[at] as Lexeme;
  }
  while (at < i + 9 && /^(?:\.|,|-|\/|de|del|di)$/.test(lexemes[at + 1]?.lower ?? '')) at++;
  const year = lexemes[at + 1];
  const full = year?.kind === 'number' && year.gap <= Gap.space && /^(?:19|20)\d\d$/.test(year.text);
  if (full) return year.end;
  return month.text.length > 3 && !dated.test(month.lower) ? last.end : -1;
}
