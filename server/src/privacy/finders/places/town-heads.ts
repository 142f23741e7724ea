import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, looksClinical } from '../../words/lexicon';
import { type Marks, mark, prefix, wraps } from './place';

/** Heads of towns that are no part of the body and no everyday word of a ward. */
const telling =
  /^(?:landing|crossing|springs|falls|creek|mills|mill|heights|grove|junction|harbou?r|corners|quay|cove|prairie|rapids|bluffs?|glen|glade|meadows|shores|haven|hollow|wash|gap|ford|bend|ridge|township|village|hills|lakes?|valley)$/;

/** "Corrin County", "corrin twp", "Fifth Avenue", "Tansy Loop": a name before a head. */
export function headed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  const before = lexemes[i - 1];
  if (before?.kind !== 'word' || (head.gap !== Gap.space && !(head.gap === Gap.line && wraps(lexemes, i))))
    return;
  if (/^(?:twp|township)$/.test(head.lower) && !has(before, Flag.safe)) {
    mark(marks, i - 1, i + 1, 'city');
    return;
  }
  if (head.writing === 'lower' || before.writing === 'lower') return;
  const strange = !has(before, Flag.safe | Flag.generic | Flag.eponym) && !looksClinical(before.lower);
  if (
    head.lower === 'county' &&
    (strange || has(before, Flag.family | Flag.given | Flag.city)) &&
    !has(before, Flag.kept)
  ) {
    mark(marks, i - 1, i + 1, 'county');
    return;
  }
  const cue = /^(?:on|at|of|off|near|to|and|&|from|in|the|,)$/.test(lexemes[i - 2]?.lower ?? '');
  if (has(head, Flag.town) && telling.test(head.lower)) {
    // "Corrin Quay", "Tansy Crossing": a name and a head that no anatomy has.
    const own = strange || has(before, Flag.family | Flag.city) || prefix.test(before.lower);
    const apart = /^[-–,(/&|]$/.test(lexemes[i - 2]?.text ?? '') || before.gap >= Gap.wide || cue;
    const closed =
      !lexemes[i + 1] ||
      (lexemes[i + 1] as Lexeme).kind === 'symbol' ||
      (lexemes[i + 1] as Lexeme).gap >= Gap.wide;
    if (own && apart && closed && !has(before, Flag.eponym | Flag.title)) {
      mark(marks, i - 1, i + 1, 'city');
      return;
    }
  }
  const ordinal = /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$/.test(before.lower);
  if (
    has(head, Flag.street) &&
    (head.lower.length > 2 || /^(?:rd|ln)$/.test(head.lower)) &&
    cue &&
    head.writing === 'capital' &&
    (strange || ordinal || has(before, Flag.family | Flag.city))
  )
    mark(marks, i - 1, i + 1, 'street');
}

/** "Lake Orrin", "Camp Wenonah", "Mt. Harrow": the head stands first. */
export function headFirst(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  let at = i + 1;
  if (lexemes[at]?.text === '.' && head.lower === 'mt') at++;
  const name = lexemes[at];
  if (head.writing !== 'capital' || !name || name.gap !== Gap.space || name.writing !== 'capital') return;
  if (/^(?:neg|negative|pos|positive|criteria|score)$/.test(lexemes[at + 1]?.lower ?? '')) return;
  if (name.flags & (Flag.safe | Flag.generic | Flag.eponymHead | Flag.title)) return;
  mark(marks, i, at + 1, 'city');
}
