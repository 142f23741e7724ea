import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { Judged, type Judgement } from './judgement';

/** Masks the owners before the word for an organisation: "CHILDREN'S & WOMEN'S LAB", "Women's Clinic". */
export function maskOwners({ lexed: { lexemes }, judged }: Judgement): void {
  for (let i = 2; i < lexemes.length; i++) {
    const [own, head] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme];
    if (!/^['’]s$/i.test(own.text) || head.writing === 'lower' || head.gap !== Gap.space) continue;
    if (
      !/^(?:lab|laboratory|hospital|clinic|center|centre|hospice|health|home|wing|pavilion|institute|place|wellness|imaging|pharmacy|drug|drugs|plan|care|shelter|house|network|services|associates|specialists)$/.test(
        head.lower,
      )
    )
      continue;
    let start = i - 2;
    if (lexemes[start]?.writing === 'lower' || has(lexemes[start], Flag.patient)) continue;
    while (
      start > 2 &&
      /^(?:&|and|AND)$/.test(lexemes[start - 1]?.text ?? '') &&
      /^['’]s$/i.test(lexemes[start - 2]?.text ?? '')
    )
      start -= 3;
    for (let at = start; at <= i; at++) if (judged[at] === Judged.safe) judged[at] = Judged.unsafe;
  }
}

const parish = /^(?:county|township|parish|borough)$/;

/** In capitals, masks what stands before the last word of an organisation or a county: "FERN HOLLOW COUNTY". */
export function headed(lexemes: readonly Lexeme[], shouted: Uint8Array, judged: Uint8Array): void {
  for (let i = 1; i < lexemes.length; i++) {
    const [head, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
    if (!shouted[i] || head.gap !== Gap.space) continue;
    if (!has(head, Flag.organisation) && !parish.test(head.lower)) continue;
    // "BRIEF HOSPITAL COURSE" goes on.
    if (next?.kind === 'word' && next.gap === Gap.space && !isFunctionWord(next.lower)) continue;
    let start = i;
    while (start > i - 4 && isBeforeHead(lexemes, start - 1)) start--;
    for (let at = start; start < i && at <= i; at++)
      if (judged[at] === Judged.safe && lexemes[at]?.kind === 'word') judged[at] = Judged.unsafe;
  }
}

function isBeforeHead(lexemes: readonly Lexeme[], i: number): boolean {
  const [lexeme, next] = [lexemes[i], lexemes[i + 1]];
  return (
    lexeme?.kind === 'word' &&
    next?.gap === Gap.space &&
    lexeme.writing === 'capitals' &&
    !isFunctionWord(lexeme.lower) &&
    !has(lexeme, Flag.patient) &&
    (lexeme.lower === 'twin' || !has(lexeme, Flag.relative))
  );
}

const doors =
  /^(?:apt|apartment|box|space|suite|ste|unit|lot|room|rm|milepost|mile|exit|po|p|rt|rte|route|hwy|highway|cr|sr|bldg|building|level|floor|flat|house|block|medic|engine|ladder|station|slip|berth|pier|trailer)$/;

/** Masks also the word for what a masked number is of: "Milepost 27", "PO Box 427". */
export function maskDoors({ lexed: { lexemes }, judged }: Judgement): void {
  for (let i = lexemes.length - 2; i >= 0; i--) {
    const lexeme = lexemes[i] as Lexeme;
    if (judged[i] !== Judged.safe || !doors.test(lexeme.lower)) continue;
    const dotted = lexemes[i + 1]?.text === '.' && lexemes[i + 1]?.gap === Gap.none;
    const at = dotted ? i + 2 : i + 1;
    const next = lexemes[at];
    if (!next || next.gap > Gap.space) continue;
    const number = judged[at] !== Judged.safe && (next.kind === 'number' || next.mixed);
    const box = next.lower === 'box' && judged[at] !== Judged.safe;
    if (box || (number && (lexeme.writing !== 'lower' || lexeme.text.length > 2))) judged[i] = Judged.unsafe;
  }
}
