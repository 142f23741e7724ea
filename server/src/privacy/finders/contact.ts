import { Gap, type Lexed, type Lexeme } from '../lexer';
import { Flag, know } from '../lexicon';
import { type Finding, matches, stick } from './finding';

// One line end may stand inside a number that was broken over lines.
const gap = '(?:[-. \\u00a0\\u2011–]{1,2}|[-.]?[ ]?\\r?\\n[ ]{0,4})';
const ends = '(?!\\d|[-.]\\d)';
const phone = new RegExp(
  `(?:\\+?1${gap})?(?:\\(\\d{3}\\)(?:[- \\u00a0]{0,2}|[ ]?\\r?\\n[ ]{0,4})|\\d{3}(?:${gap}|/))\\d{3}${gap}\\d{4}${ends}(?:[ ,]{1,2}(?:[Ee][Xx][Tt]\\.?|[Xx])[ ]?\\d{1,6}(?!\\d))?`,
  'y',
);
const international =
  /(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:(?:[ .-]|-?\r?\n {0,4})\d{2,5}){1,4}(?!\d)/y;
/** As written in the United Kingdom, Ireland, Australia, New Zealand: "020 7946 0018", "(0114) 496 0123", "08 5550 1142". */
const unitedKingdom =
  /\(?0(?:\d{2}\)?[ -]?\d{4}|\d{3}\)?[ -]?\d{3}|\d{4}\)?[ -]?\d{2,3}|\d\)?[ -]?\d{3,4})[ -]?\d{3,4}(?!\d|[-./]\d)/y;
/** Without an area code: only with a word of telephony before it, or in the range kept for fiction. */
const short = /\d{3}[-.]\d{4}(?!\d|[-.]\d)/y;
/** As written in India: "98765 43210"; and what an extension or a switchboard has: "4-2210". */
const india = /[6-9]\d{4}[ -]\d{5}(?!\d|[-./]\d)/y;
const inHouse = /\d-\d{4}(?!\d|[-./]\d)/y;
const bare = /(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?!\d|[A-Za-z\u00c0-\u024f])/y;
const tollFree = /1-8\d{2}-[A-Z\d]{3}-?[A-Z\d]{4}(?![A-Za-z\u00c0-\u024f\d])/y;
const cue =
  /(?:\b(?:phone|ph|tel|telephone|cell|mobile|fax|call(?:back|ed|s)?|contact|home|work|number|pager|beeper|bleep|pgr|text|vm|voicemail|hotline|line|reach(?:ed|able)?|at|dial)\b[^\d\n]{0,18}|[☎📱📞]\s?)$/iu;
const beforeExtension = /^(?:phoned|called|rang|call|ring|phone|dial|on|at|tel|ph|office|desk|ward)$/;
/** Behind "ext": "6-2284", "x5512". */
const extension = /[ \t]{0,2}[.:#]?[ \t]{0,2}(?<value>x?\d{1,2}-?\d{2,5})(?![A-Za-z\u00c0-\u024f\d])/dy;
const splitExtension = /x\d{1,3}-\d{4}(?![A-Za-z\u00c0-\u024f\d-])/iy;
const bareExtension = /^x\d{4,5}$/i;
/** Behind "pager": "4471", "#55-0190". */
const pager =
  /(?:[ \t]{0,2}(?:no|num(?:ber)?|id|to|on|at|is)\b\.?)?[ \t]{0,2}[:#]{0,2}[ \t]{0,2}(?:\r?\n)?#?(?<value>\d{2,3}-\d{4}|\d{3,7})(?![A-Za-z\u00c0-\u024f\d/]|\.\d|-\d)/diy;

const email =
  /(?<![\p{L}\p{Nd}._%+-])[\p{L}\p{Nd}_%+-]{1,64}(?:\.[\p{L}\p{Nd}_%+-]{1,64}){0,6}[ ]?(?:@|\[at\]|\(at\))(?:\r?\n[ \t]{0,4})?[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]{0,62}\.){1,6}[\p{L}]{2,24}(?![\p{L}\p{Nd}])/gu;
// What follows a host may hold anything but white space and closing marks.
const path = '(?:[/?#](?:[^\\s<>"\'()\\]]*[^\\s<>"\'()\\].,;:!?])?)?';
const url = new RegExp(
  `(?<![\\p{L}\\p{Nd}@.])(?:(?:https?|ftp|sftp|wss?):\\/\\/[^\\s<>"'()\\]]{0,400}(?:[^\\s<>"'()\\].,;:!?]|/\\r?\\n[ ]{0,4}(?=[\\w-]{0,20}[/\\d])[\\w/?=&.-]{0,200}[\\w/])|www\\.[\\p{L}\\p{Nd}-]{1,63}(?:\\.[\\p{L}\\p{Nd}-]{1,63}){1,5}${path})`,
  'giu',
);
const topLevels =
  'com|org|net|edu|gov|mil|info|health|care|clinic|hospital|example|uk|io|app|test|invalid|local|internal|ca|eu|us|de|fr|ie|au|nz|in|biz';
const topLevel = new RegExp(`^(?:${topLevels})$`);
const domain = new RegExp(
  `(?<![A-Za-z\\u00c0-\\u024f\\d@./_-])[a-z\\d][a-z\\d-]{0,62}(?:\\.[a-z\\d-]{1,63}){0,4}\\.(?:${topLevels})(?![A-Za-z\\u00c0-\\u024f\\d@-]|\\.[a-z])${path}`,
  'g',
);
const ipv4 =
  /(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![A-Za-z\u00c0-\u024f\d]|\.\d)(?::\d{2,5}(?!\d))?/y;
const ipv6 =
  /(?<![A-Za-z\u00c0-\u024f\d:.])(?:[\da-f]{1,4}:){2,7}(?::|(?::?[\da-f]{1,4}){1,6})(?![A-Za-z\u00c0-\u024f\d:])/gi;
const versionBefore = /\b(?:version|ver|v|firmware|release|software|build|engine|section|rev)\.?[ \t]{0,2}$/i;

const headOf = (text: string, at: number, length = 28): string => text.slice(Math.max(0, at - length), at);

/** E-mail addresses, URLs and version 6 network addresses. */
export function findAddresses({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  if (text.includes('@') || /[[(]at[\])]/.test(text)) found.push(...matches(text, email, 'EMAIL', 'email'));
  if (text.includes('://') || /www\./i.test(text)) found.push(...matches(text, url, 'URL', 'url'));
  const hosts = (lexeme: Lexeme, i: number): boolean =>
    lexeme.gap === Gap.none && topLevel.test(lexeme.text) && isDot(lexemes[i - 1]);
  if (lexemes.some(hosts)) found.push(...matches(text, domain, 'URL', 'url'));
  if (text.includes('::') || /[\da-f]:[\da-f]{1,4}:[\da-f]/i.test(text)) {
    found.push(...matches(text, ipv6, 'IP', 'ip', (m) => isIpv6(m[0])));
  }
  return found;
}

/** Telephone, fax and pager numbers, extensions, and version 4 network addresses. */
export function findPhones({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  let skip = 0;
  const push = (start: number, end: number, kind: string, category: 'PHONE' | 'IP' = 'PHONE'): void => {
    found.push({ start, end, category, kind });
    skip = end;
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.start < skip) continue;
    if (lexeme.kind === 'number') {
      if (isLastDigits(lexemes, i, skip) || isInternal(text, lexemes, i)) {
        push(lexeme.start, lexeme.end, 'phone');
        continue;
      }
      const [start, end, kind] = numberAt(text, lexemes, i) ?? [];
      if (start !== undefined && end !== undefined)
        push(start, end, kind ?? 'phone', kind === 'ip' ? 'IP' : 'PHONE');
    } else if (lexeme.kind === 'word') {
      if (!lexeme.mixed && !(lexeme.flags & Flag.extension)) continue;
      const pattern = behindWord.get(lexeme.lower);
      if (pattern) {
        pattern.lastIndex = lexeme.end;
        const value = pattern.exec(text)?.indices?.groups?.value;
        if (value) push(value[0], value[1], pattern === pager ? 'pager' : 'extension');
      } else if (stick(splitExtension, text, lexeme.start) > 0 && lexeme.gap !== Gap.none) {
        push(lexeme.start, splitExtension.lastIndex, 'extension');
      } else if (bareExtension.test(lexeme.text) && lexeme.gap !== Gap.none) {
        push(lexeme.start, lexeme.end, 'extension');
      } else if (/^x\d{3}$/i.test(lexeme.text) && beforeExtension.test(lexemes[i - 1]?.lower ?? '')) {
        push(lexeme.start, lexeme.end, 'extension');
      } else if (/^x\d{2,6}$/i.test(lexeme.text) && skip > 0 && lexeme.start - skip <= 2) {
        push(lexeme.start, lexeme.end, 'extension');
      }
    }
  }
  return found;
}

/** "415/555-0177 fax -0178": the last digits of a second number. */
function isLastDigits(lexemes: readonly Lexeme[], i: number, after: number): boolean {
  const [number, dash, word] = [lexemes[i] as Lexeme, lexemes[i - 1], lexemes[i - 2]];
  if (number.text.length !== 4 || number.gap !== Gap.none || !dash || !/^[-/]$/.test(dash.text)) return false;
  const near = after > 0 && dash.start - after < 14;
  return (
    near &&
    (dash.end - after === 1 ||
      /^(?:fax|or|and|cell|home|work|ph|tel|f|c|h|w|\/|,|&)$/.test(word?.lower ?? ''))
  );
}

const reached =
  /\b(?:called|paged|bleeped?|page|call|float|reach(?:able|ed)?|vocera|ascom|reg|registrar|sho|houseman|resident|fellow|intern|np|dr \w+|contact|rang|ring)\b[^.\n\d]{0,24}\b(?:on|at|@)[ ]$/i;

/** "called okonkwo night float on 61822": a number of the house, and no time of day. */
function isInternal(text: string, lexemes: readonly Lexeme[], i: number): boolean {
  const { text: digits, start, gap, end } = lexemes[i] as Lexeme;
  if (
    gap !== Gap.space ||
    digits.length < 4 ||
    digits.length > 6 ||
    /^(?:[01]\d|2[0-4])[0-5]\d$/.test(digits)
  )
    return false;
  if (
    /^(?:19|20)\d\d$/.test(digits) ||
    /^(?:[ ]?[-/:.%]\d|[ ]?(?:mg|ml|units?|hrs?|h)\b)/i.test(text.slice(end, end + 8))
  )
    return false;
  return reached.test(headOf(text, start, 64));
}

const behindWord = new Map<string, RegExp>([
  ...['ext', 'extn', 'extension', 'exts', 'extensions', 'x'].map((word) => [word, extension] as const),
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
  ].map((word) => [word, pager] as const),
]);

know(behindWord.keys(), Flag.extension);

const isDot = (lexeme: Lexeme | undefined): boolean => lexeme?.text === '.' && lexeme.gap === Gap.none;

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
  const tries: [RegExp, string, boolean][] = [];
  const called = (): boolean => cue.test(headOf(text, start));
  if (length <= 3 && lexemes[i + 1]?.text === '.') {
    const end = stick(ipv4, text, lexeme.start);
    if (end > 0)
      return versionBefore.test(headOf(text, lexeme.start, 12)) ? undefined : [lexeme.start, end, 'ip'];
  }
  if (length === 3 || lexeme.text === '1') tries.push([phone, 'phone', false]);
  if (lexeme.text === '1') tries.push([tollFree, 'phone', false]);
  if (text.charAt(start) === '+' || lexeme.text.startsWith('00')) tries.push([international, 'phone', false]);
  if (lexeme.text.startsWith('0')) tries.push([unitedKingdom, 'phone', true]);
  if (length === 3) tries.push([short, 'phone', lexeme.text !== '555']);
  if (length === 5) tries.push([india, 'phone', true]);
  if (length === 1) tries.push([inHouse, 'extension', true]);
  if (length >= 10 && length <= 11) tries.push([bare, 'phone', true]);
  for (const [pattern, kind, cued] of tries) {
    let from = start;
    let end = stick(pattern, text, from);
    if (end < 0 && start < lexeme.start) {
      // The bracket was not part of the number.
      from = lexeme.start;
      end = stick(pattern, text, from);
    }
    if (end < 0) continue;
    const apart = pattern === unitedKingdom && /[ )]/.test(text.slice(from + 3, end));
    if (!cued || apart || called()) return [from, end, kind];
  }
  return undefined;
}

// "10:20:30" is a time; an address has letters or eight groups or a double colon.
const isIpv6 = (text: string): boolean =>
  text.includes('::')
    ? /[\da-f]/i.test(text)
    : text.split(':').length === 8 || (text.split(':').length > 4 && /[a-f]/i.test(text));
