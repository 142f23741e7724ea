import type { Category } from '../../identifiers';
import { Gap, type Lexed, type Lexeme } from '../../words/lexer';
import { Cue, Flag, know } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { type Finding, stick } from '../finding';
import { dialledAt } from './dialled';
import { forms, international, mayStart, unitedKingdom } from './phone-forms';
import { spokenAt, spokenCode } from './spoken';

const cue =
  /(?:\b(?:phone|ph|tel|telephone|cell|mobile|fax|call(?:back|ed|s)?|cb|c\/b|mob|cp|landline|whatsapp|sms|ring|rang|contact|home|work|number|pager|beeper|bleep|pgr|text|vm|voicemail|hotline|line|reach(?:ed|able)?|at|dial|pag(?:e|ed|ing))\b[^\d\n]{0,18}|\b[mtfpch]:[ ]?|[☎📱📞]\s?)$/iu;
const beforeExtension = /^(?:phoned|called|rang|call|ring|phone|dial|on|at|tel|ph|office|desk|ward)$/;
/** Behind "ext": "6-2284", "x5512". */
const extension =
  /[ \t]{0,2}[.:#]?[ \t]{0,2}(?<value>x?(?:\d{1,2}-\d{4}|\d{3,7}|\d{1,2}(?=[ \t]*\|)))(?![A-Za-z\u00c0-\u024f\d])/dy;
const splitExtension = /x\d{1,3}-\d{4}(?![A-Za-z\u00c0-\u024f\d-])/iy;
// "x1000" enlarges.
const bareExtension = /^x(?!\d0{3,})\d{4,5}$/i;
const pagerGlued = /^p\d{4,6}$/;
/** Behind "loc", "local", "x" right after a number. */
const afterNumber = /[ \t]{0,2}[.:#]?[ \t]{0,2}(?<value>\d{1,6})(?![A-Za-z\u00c0-\u024f\d])/dy;
/** Behind "pager": "4471", "#55-0190". */
const pager =
  /(?:[ \t]{0,2}(?:no|num(?:ber)?|id|to|on|at|is)\b\.?)?[ \t]{0,2}[:#]{0,2}[ \t]{0,2}(?:\r?\n)?#?(?<value>\d{1,3}-\d{4}|\d{3,7})(?![A-Za-z\u00c0-\u024f\d/]|\.\d|-\d)/diy;

const ipv4 =
  /(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.(?:\r?\n {0,4}(?=\d{1,3}(?!\d)))?){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![A-Za-z\u00c0-\u024f\d]|\.\d)(?::\d{2,5}(?!\d)|\/\d{1,2}(?![\d/]))?/y;
const versionBefore = /\b(?:version|ver|v|firmware|release|software|build|engine|section|rev)\.?[ \t]{0,2}$/i;

const headOf = (text: string, at: number, length = 28): string => text.slice(Math.max(0, at - length), at);

/** Telephone, fax and pager numbers, extensions, and version 4 network addresses. */
export function findPhones({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  let skip = 0;
  const push = (start: number, end: number, kind: string, category: Category = 'PHONE'): void => {
    found.push({ start, end, category, kind });
    skip = end;
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.start < skip) continue;
    if (lexeme.kind === 'number') {
      const read = (lexemes[i + 1]?.cues ?? 0) & Cue.spoken ? spokenAt(lexemes, i) : undefined;
      const [start, end, kind] = numberAt(text, lexemes, i) ?? [];
      if (read) push(read.start, read.end, 'phone');
      else if (start !== undefined && end !== undefined)
        push(start, end, kind ?? 'phone', kind === 'ip' ? 'IP' : 'PHONE');
      else if (isLastDigits(text, lexemes, i, skip) || isInternal(text, lexemes, i) || isDialled(lexemes, i))
        push(lexeme.start, lexeme.end, 'phone');
      else if (isInBrackets(text, lexemes, i)) push(lexeme.start, inBrackets.lastIndex, 'phone');
      else if (isBesideName(lexemes, i)) push(lexeme.start, (lexemes[i + 2] as Lexeme).end, 'phone');
    } else if (lexeme.kind === 'word') {
      const spoken = lexeme.cues & Cue.spoken ? (spokenAt(lexemes, i) ?? spokenCode(lexemes, i)) : undefined;
      if (spoken) push(spoken.start, spoken.end, spoken.kind, spoken.category);
      if (!lexeme.mixed && !(lexeme.flags & Flag.extension)) continue;
      const near = skip > 0 && lexeme.start - skip <= 6;
      let pattern = behindWord.get(lexeme.lower);
      if (pattern === afterNumber && !near)
        pattern = lexeme.lower === 'x' && isPhoned(lexemes, i) ? extension : undefined;
      if (pattern) {
        pattern.lastIndex = lexeme.end;
        let value = pattern.exec(text)?.indices?.groups?.value;
        if (!value && pattern === extension && skip > 0 && lexeme.start - skip < 32) {
          // "… 555-0114, nurses ext 3"
          afterNumber.lastIndex = lexeme.end;
          value = afterNumber.exec(text)?.indices?.groups?.value;
        }
        const verb = /^(?:paged|bleeped|beeped)$/.test(lexeme.lower);
        if (value && !(verb && isTime(text.slice(lexeme.end, value[1]))))
          push(value[0], value[1], pattern === pager ? 'pager' : 'extension');
      } else if (pagerGlued.test(lexeme.text) && lexeme.gap !== Gap.none) {
        push(lexeme.start + 1, lexeme.end, 'pager');
      } else if (stick(splitExtension, text, lexeme.start) > 0 && lexeme.gap !== Gap.none) {
        push(lexeme.start, splitExtension.lastIndex, 'extension');
      } else if (bareExtension.test(lexeme.text) && lexeme.gap !== Gap.none) {
        push(lexeme.start, lexeme.end, 'extension');
      } else if (/^x\d{3}$/i.test(lexeme.text) && isExtension(lexemes, i)) {
        push(lexeme.start, lexeme.end, 'extension');
      } else if (/^x\d{2,6}$/i.test(lexeme.text) && skip > 0 && lexeme.start - skip <= 2) {
        push(lexeme.start, lexeme.end, 'extension');
      }
    }
  }
  return found;
}

/** "call desk x214", "from stores x214.": closed, and no round number of times. */
function isExtension(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (beforeExtension.test(previous?.lower ?? '')) return true;
  if (previous?.kind !== 'word' || previous.mixed || word.text.endsWith('0') || word.gap !== Gap.space)
    return false;
  return next === undefined || next.gap >= Gap.wide || /^[.,;)]$/.test(next.text);
}

/** "415/555-0177 fax -0178", "until noon then 0173", "called -0172": the last digits of another number. */
function isLastDigits(text: string, lexemes: readonly Lexeme[], i: number, after: number): boolean {
  const [number, dash, word] = [lexemes[i] as Lexeme, lexemes[i - 1], lexemes[i - 2]];
  if (
    number.text.length !== 4 ||
    !dash ||
    /^[-/.:]\d|^[ ]?(?:mg|ml|h|hrs?)\b/.test(text.slice(number.end, number.end + 4))
  )
    return false;
  const near = after > 0 && number.start - after < 28 && !/[\n;]/.test(text.slice(after, number.start));
  if (number.gap !== Gap.none)
    return (
      near &&
      /^(?:or|then|and|\/|alt|fax|fx|cell|home|work)$/.test(dash.lower) &&
      !/^(?:19|20)/.test(number.text)
    );
  if (!/^[-/.]$/.test(dash.text) || (dash.text === '.' && dash.gap === Gap.none)) return false;
  if (near && number.start - after < 15 && (dash.end - after === 1 || joins.test(word?.lower ?? '')))
    return true;
  return dash.text === '-' && dash.gap === Gap.space && calls.test(word?.lower ?? '');
}

const joins = /^(?:fax|fx|hrs|hours|direct|office|or|and|then|cell|home|work|ph|tel|f|c|h|w|\/|,|&)$/;
const calls =
  /^(?:called|call|phoned|rang|ring|tried|dialled|dialed|texted|ph|phone|tel|cell|fax|faxed|from|to)$/;

const reached =
  /(?:\b(?:called|paged|bleeped?|page|call|float|reach(?:able|ed)?|vocera|ascom|reg|registrar|sho|houseman|resident|fellow|intern|np|dr \w+|contact|rang|ring)\b[^.\n\d]{0,24}\b(?:on|at|@)[ ]|\b(?:dial|ring|call|desk|ph|phone|tel|on[- ]call|hotline|voip|p\.)[ ]{0,2}[:#]?[ ]{0,2}|\bpag(?:e|ed|ing) (?:[\w/-]{1,16}:? ){0,2}|\b(?:voicemail|vm|mail) box[ ]{0,2}[:#]?[ ]{0,2})$/i;

/** "called okonkwo night float on 61822", "dial 62210": a number of the house, and no time of day. */
function isInternal(text: string, lexemes: readonly Lexeme[], i: number): boolean {
  const { text: digits, start, gap, end } = lexemes[i] as Lexeme;
  if (
    digits.length < 4 ||
    digits.length > 6 ||
    (gap === Gap.none && !/^[.:#]$/.test(lexemes[i - 1]?.text ?? '')) ||
    gap > Gap.space ||
    isTime(digits)
  )
    return false;
  if (
    /^(?:19|20)\d\d$/.test(digits) ||
    /^(?:[ ]?[-/:.%]\d|[ ]?(?:mg|ml|units?|hrs?|h)\b)/i.test(text.slice(end, end + 8))
  )
    return false;
  return reached.test(headOf(text, start, 64));
}

/** "Called Zeleke *4471": behind a star, what a telephone of the house dials. */
const isDialled = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [digits, star, name] = [lexemes[i] as Lexeme, lexemes[i - 1], lexemes[i - 2]];
  if (star?.text !== '*' || star.gap !== Gap.space || digits.gap !== Gap.none) return false;
  if (digits.text.length < 4 || digits.text.length > 5) return false;
  return (
    name?.kind === 'word' &&
    (name.writing === 'capital' || (name.flags & Flag.extension) !== 0 || calls.test(name.lower))
  );
};

const inBrackets = /(?!(?:19|20)\d\d[ .-](?:19|20)\d\d\))\d{3,4}[ .-]\d{4}(?=\))/y;

/** "Kevin (7735.0140)", "Anna (555-0140)": two groups alone in brackets behind somebody's name. */
function isInBrackets(text: string, lexemes: readonly Lexeme[], i: number): boolean {
  const [name, bracket, { start, gap }] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme];
  if (bracket?.text !== '(' || gap !== Gap.none || name?.writing !== 'capital') return false;
  return (name.flags & (Flag.given | Flag.family)) !== 0 && stick(inBrackets, text, start) > 0;
}

/** "(Lis, 4-2231)", "| 691-4410": two groups and nothing else behind a name or in a cell. */
function isBesideName(lexemes: readonly Lexeme[], i: number): boolean {
  const [first, dash, second] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  const { length } = first.text;
  if ((length !== 1 && length !== 3) || dash?.text !== '-' || dash.gap !== Gap.none) return false;
  if (second?.kind !== 'number' || second.gap !== Gap.none || second.text.length !== 4) return false;
  if (/^(?:19|20)/.test(second.text) || second.text.endsWith('00')) return false;
  const [before, name, next] = [lexemes[i - 1], lexemes[i - 2], lexemes[i + 3]];
  if (first.gap === Gap.none && before?.text !== '(') return false;
  if (next && next.gap < Gap.wide && !/^[);|]$/.test(next.text)) return false;
  if (before?.text === '|') return true;
  // "Q Fenn RN (7-0114)"
  if (before?.text === '(' && next?.text === ')' && name?.kind === 'word')
    return second.text.startsWith('0') || (name.flags & Flag.credential) !== 0;
  return before?.text === ',' && name?.kind === 'word' && name.writing === 'capital';
}

/** "at 0402": four digits that may be a time of day. */
const isTime = (digits: string): boolean => /^\s?(?:[01]\d|2[0-4])[0-5]\d$/.test(digits);

/** "Larkin x 3309", "desk x 4402": an extension, and no factor. */
function isPhoned(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, digits, unit] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (!digits || digits.text.length < 3 || digits.text.length > 5 || /^\d0{2,}$/.test(digits.text))
    return false;
  if (
    unit?.kind === 'word' &&
    unit.gap <= Gap.space &&
    (safetyIn(unit) & Safe.measured || /^(?:ft|feet|days?|m|weeks?|mg|ml|reps?|wk|mins?)$/.test(unit.lower))
  )
    return false;
  return (
    previous !== undefined &&
    (previous.kind === 'number' ||
      beforeExtension.test(previous.lower) ||
      previous.writing !== 'lower' ||
      previous.text === ')')
  );
}

const behindWord = new Map<string, RegExp>([
  ...['ext', 'extn', 'extension', 'exts', 'extensions'].map((word) => [word, extension] as const),
  ...['x', 'loc', 'local'].map((word) => [word, afterNumber] as const),
  ...[
    'pager',
    'pgr',
    'beeper',
    'bleep',
    'page',
    'pagers',
    'paged',
    'bleeped',
    'beep',
    'beeped',
    'vocera',
    'ascom',
    'spectralink',
    'dect',
    'pg',
    'pic',
    'mailbox',
  ].map((word) => [word, pager] as const),
]);

know(behindWord.keys(), Flag.extension);

/** The telephone number or network address that starts at a number: where it starts, ends, and its kind. */
function numberAt(
  text: string,
  lexemes: readonly Lexeme[],
  i: number,
): [start: number, end: number, kind: string] | undefined {
  const lexeme = lexemes[i] as Lexeme;
  const previous = lexeme.gap === Gap.none ? lexemes[i - 1] : undefined;
  if (
    previous &&
    (previous.kind !== 'symbol' || /^[/.\-#_^]$/.test(previous.text)) &&
    !(previous.text === '-' && previous.gap !== Gap.none)
  ) {
    return undefined;
  }
  const { length } = lexeme.text;
  const start = previous && /^[(+]$/.test(previous.text) ? previous.start : lexeme.start;
  if (length <= 3 && lexemes[i + 1]?.text === '.' && lexemes[i + 3]?.text === '.') {
    const end = stick(ipv4, text, lexeme.start);
    if (end > 0)
      return versionBefore.test(headOf(text, lexeme.start, 12)) ? undefined : [lexeme.start, end, 'ip'];
  }
  const possible = mayStart(lexeme.text, text, start, lexeme.end) ? forms : [];
  for (const { pattern, kind, starts, cued } of possible) {
    if (!starts(lexeme.text, text, lexeme.end) && !(pattern === international && text.charAt(start) === '+'))
      continue;
    let from = start;
    let end = stick(pattern, text, from);
    if (end < 0 && start < lexeme.start) {
      // The bracket was not part of the number.
      from = lexeme.start;
      end = stick(pattern, text, from);
    }
    if (end < 0) continue;
    // "031424 1530" is a day and a time.
    const apart =
      pattern === unitedKingdom &&
      /[ )]/.test(text.slice(from + 3, end)) &&
      !/^\d{6} \d{4}$/.test(text.slice(from, end));
    if (!cued || apart || cue.test(headOf(text, start))) return [from, end, kind];
  }
  const dialled = dialledAt(text, lexemes, i, start);
  return dialled > 0 ? [start, dialled, 'phone'] : undefined;
}
