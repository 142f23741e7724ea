import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import type { Finding } from '../finding';

export interface Marks {
  readonly text: string;
  readonly lexemes: readonly Lexeme[];
  readonly found: Finding[];
}

export function mark({ lexemes, found }: Marks, start: number, end: number, kind: string): void {
  // "Farmers Co-op"
  const cooperative = lexemes[end - 1]?.lower === 'co' && lexemes[end + 1]?.text === 'op';
  const [first, last] = [lexemes[start], lexemes[cooperative ? end + 1 : end - 1]];
  if (!first || !last || end <= start) return;
  const own = kind === 'company' && !vague.test(last.lower) ? kindOfHead(last) : kind;
  found.push({ start: first.start, end: last.end, category: 'LOCATION', kind: own });
}

// A community center, a day care.
const vague = /^(?:center|centre|ctr|care|health|healthcare|associates)$/;

/** What an organisation is, by the word for it: "hospital", "school", "company". */
export const kindOfHead = (head: Lexeme): string => {
  if (
    /^(?:hospital|hosp|clinic|clinics|infirmary|hospice|center|centre|ctr|pavilion|care|institute|health|healthcare|medicine|practice|pediatrics|associates)$/.test(
      head.lower,
    )
  )
    return 'hospital';
  if (
    /^(?:college|university|academy|elementary|preschool|school|schools|conservatory|kindergarten)$/.test(
      head.lower,
    )
  )
    return 'school';
  return 'company';
};

/** Whether a word may be part of a place's own name. */
export const proper = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'word' &&
  lexeme.writing !== 'lower' &&
  lexeme.text.length > 1 &&
  !isFunctionWord(lexeme.lower) &&
  !has(lexeme, Flag.title & ~Flag.given);

/** Whether a line end inside a name is only where the text was wrapped. */
export function wraps(lexemes: readonly Lexeme[], at: number): boolean {
  let first = at - 1;
  while (first > 0 && (lexemes[first] as Lexeme).gap !== Gap.line) first--;
  return (
    (lexemes[at - 1] as Lexeme).end - (lexemes[first] as Lexeme).start > 28 ||
    (lexemes[first] as Lexeme).writing === 'lower'
  );
}

/** Capitalised words that are no everyday words, from `start`: the index behind the last. */
export function properRun(lexemes: readonly Lexeme[], start: number, limit: number): number {
  let end = start;
  while (end < start + limit) {
    const lexeme = lexemes[end];
    if (!lexeme || !proper(lexeme)) break;
    if (end > start && lexeme.gap > Gap.space && !(lexeme.gap === Gap.line && wraps(lexemes, end))) break;
    if (end > start && lexeme.gap === Gap.none && lexemes[end - 1]?.text !== '.') break;
    if (has(lexeme, Flag.weekday | Flag.credential) && !has(lexeme, Flag.given | Flag.family)) break;
    const leading = end === start && prefix.test(lexeme.lower) && proper(lexemes[end + 1] ?? lexeme);
    if (
      has(lexeme, Flag.safe) &&
      !leading &&
      !has(
        lexeme,
        Flag.town |
          Flag.city |
          Flag.ambiguous |
          Flag.family |
          Flag.weakOrganisation |
          Flag.organisation |
          Flag.street,
      )
    )
      break;
    end++;
    if (/^(?:st|mt|ft|ste)$/.test(lexeme.lower) && lexemes[end]?.text === '.') end++;
    while (
      /^['’]s$/.test(lexemes[end]?.text ?? '') ||
      (/^['’]$/.test(lexemes[end]?.text ?? '') &&
        lexemes[end + 1]?.gap === Gap.space &&
        proper(lexemes[end + 1] as Lexeme))
    )
      end++;
    if (
      lexemes[end]?.text === '-' &&
      lexemes[end]?.gap === Gap.none &&
      lexemes[end + 1]?.gap === Gap.none &&
      proper(lexemes[end + 1] as Lexeme)
    )
      end += 2;
  }
  while (end > start && (lexemes[end - 1] as Lexeme).kind !== 'word') end--;
  return end;
}

export const ownWord = (l: Lexeme): boolean =>
  (!has(l, Flag.generic) &&
    (!has(l, Flag.safe) || has(l, Flag.given | Flag.family | Flag.ambiguous | Flag.city))) ||
  /^(?:memorial|mercy|saint|st|providence|good)$/.test(l.lower);

/** First words of towns that are everyday words otherwise. */
export const prefix =
  /^(?:old|new|upper|lower|north|south|east|west|great|little|big|grand|mount|fort|port|lake|saint|point|cape|glen|silver|green|red|white|black|cedar|oak|pine|maple)$/;

/** "Oak Priory Nursing & Rehab, Old Rushes": a town right behind an organisation. */
export function afterOrganisation(marks: Marks, at: number): void {
  const { lexemes } = marks;
  const [parting, first] = [lexemes[at], lexemes[at + 1]];
  if (
    !first ||
    !/^[,–-]$/.test(parting?.text ?? '') ||
    first.gap !== Gap.space ||
    first.writing !== 'capital'
  )
    return;
  const end = properRun(lexemes, at + 1, 3);
  const run = lexemes.slice(at + 1, end).filter((l) => l.kind === 'word');
  const next = lexemes[end];
  if (next && next.gap < Gap.wide && !/^[.,;)]$/.test(next.text)) return;
  const other =
    Flag.given |
    Flag.generic |
    Flag.title |
    Flag.credential |
    Flag.kept |
    Flag.weekday |
    Flag.month |
    Flag.role;
  if (run.length === 0 || run.some((l) => has(l, other) || looksClinical(l.lower))) return;
  const headed = run.length > 1 && has(run.at(-1), Flag.town);
  if (headed || run.some((l) => !has(l, Flag.safe | Flag.organisation | Flag.weakOrganisation)))
    mark(marks, at + 1, end, 'city');
}
