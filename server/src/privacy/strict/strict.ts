import type { NameSet } from '../clues';
import type { Finding } from '../finders/finding';
import { Gap, type Lexed, type Lexeme } from '../words/lexer';
import { safetyOf } from '../words/safe-words';
import { shoutedLines } from '../words/shouted';
import { foldAccents } from '../words/word';
import { maskAgain } from './again';
import { maskAsked } from './asked';
import { cellsOf } from './cells';
import { maskCoordinates } from './coordinates';
import { maskCued } from './cues';
import { maskDoers } from './doers';
import { maskGlued } from './glued';
import { headed, maskDoors, maskOwners } from './heads';
import { judgeHl7 } from './hl7-safe';
import { Judged, type Judgement, namesIn } from './judgement';
import { maskLed, maskLoneCells } from './led';
import { maskLetterheads } from './letterheads';
import { maskOldAges } from './old-ages';
import { maskPersons } from './persons';
import { maskDates, maskKnownDays } from './safe-calendar';
import { isSafeWord } from './safe-in-place';
import { judgeNumbers } from './safe-numbers';
import { maskSigns } from './signs';
import { maskSpelled } from './spelled';
import { glue, spread } from './spread';

/**
 * What is not known to be safe: every word and number of a block that no list of safe words and no safe form
 * covers, beside what was found already. A word that is a name besides is safe only where its writing and its
 * neighbours say that it is none. Linear in the block.
 * @param findings those of the block, disjoint and sorted by start
 * @param known what the note calls persons
 */
export function findUnsafe(lexed: Lexed, findings: readonly Finding[], known: NameSet): Finding[] {
  const { lexemes } = lexed;
  const shouted = shoutedLines(lexemes);
  const judged = new Uint8Array(lexemes.length);
  let at = 0;
  const rests: Finding[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    while (at < findings.length && (findings[at] as Finding).end <= lexeme.start) at++;
    const finding = findings[at];
    if (finding && finding.start < lexeme.end) {
      judged[i] = Judged.found;
      let from = lexeme.start;
      for (let cut = at; (findings[cut]?.start ?? Infinity) < lexeme.end; cut++) {
        rests.push(...rest(lexeme, from, (findings[cut] as Finding).start));
        from = (findings[cut] as Finding).end;
      }
      rests.push(...rest(lexeme, from, lexeme.end));
    } else if (lexeme.kind === 'word' && !isSafeWord(lexed, i, shouted[i] === 1)) judged[i] = Judged.unsafe;
  }
  const cells = cellsOf(lexemes);
  const judgement: Judgement = { lexed, findings, judged, names: namesIn(lexed, findings), shouted, cells };
  headed(lexemes, shouted, judged);
  maskOwners(judgement);
  maskOldAges(judgement);
  maskGlued(judgement);
  maskSpelled(judgement);
  maskCoordinates(judgement);
  maskAsked(judgement);
  maskCued(judgement);
  maskLed(judgement);
  maskLoneCells(judgement);
  maskDoers(judgement);
  maskAgain(judgement, known);
  spread(judgement);
  maskPersons(judgement);
  maskLetterheads(judgement);
  maskSigns(judgement);
  // What is masked by now is no evidence for a number.
  judgeNumbers(lexemes, judged);
  glue(lexemes, judged);
  maskDates(judgement);
  maskKnownDays(judgement, known.months);
  maskDoors(judgement);
  judgeHl7(judgement);
  return [...joined(lexed, judged), ...rests];
}

/** What a finding leaves of a word or a number that it cuts, unless that is a word by itself. */
function rest(lexeme: Lexeme, start: number, end: number): Finding[] {
  if (end <= start || lexeme.kind === 'symbol') return [];
  const left = lexeme.text.slice(Math.max(start - lexeme.start, 0), end - lexeme.start);
  if (safetyOf(foldAccents(left), 0) !== 0) return [];
  return [{ start, end, category: lexeme.kind === 'word' ? 'NAME' : 'ID', kind: 'unknown' }];
}

/** What is not safe as findings; words of one kind beside each other as one. */
function joined({ lexemes }: Lexed, judged: Uint8Array): Finding[] {
  const found: Finding[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    if (judged[i] !== Judged.unsafe) continue;
    const first = lexemes[i] as Lexeme;
    const name = first.kind === 'word' && !first.mixed;
    let last = i;
    for (;;) {
      const next = lexemes[last + 1];
      if (!next || next.gap > Gap.space) break;
      let to = last + 1;
      if (
        next.kind === 'symbol' &&
        judged[to] === Judged.safe &&
        next.gap === Gap.none &&
        /^[-‐‑.'’/_]$/.test(next.text)
      )
        to++;
      if (
        judged[to] !== Judged.unsafe ||
        (lexemes[to] as Lexeme).gap >
          (to > last + 1 && lexemes[last + 1]?.text !== '.' ? Gap.none : Gap.space)
      )
        break;
      const other = lexemes[to] as Lexeme;
      const glued = other.gap === Gap.none;
      if (!glued && (other.kind === 'word' && !other.mixed) !== name) break;
      last = to;
    }
    const possessive = judged[last + 1] === Judged.safe ? lexemes[last + 1] : undefined;
    if (name && possessive?.gap === Gap.none && /^['’]s$/i.test(possessive.text)) last++;
    found.push({
      start: first.start,
      end: (lexemes[last] as Lexeme).end,
      category: name ? 'NAME' : 'ID',
      kind: 'unknown',
    });
    i = last;
  }
  return found;
}
