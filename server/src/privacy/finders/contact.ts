import type { Lexed } from '../lexer';
import { type Finding, matches } from './finding';

// One line end may stand inside a number that was broken over lines.
const gap = '(?:[-. \\u00a0\\u2011–]{1,2}|[-.]?[ ]?\\r?\\n[ ]{0,4})';
const phone = new RegExp(
  `(?<![\\p{L}\\p{Nd}#/.-])(?:\\+?1${gap})?(?:\\(\\d{3}\\)(?:[- \\u00a0]{0,2}|[ ]?\\r?\\n[ ]{0,4})|\\d{3}${gap})\\d{3}${gap}\\d{4}(?![\\p{Nd}]|[-.]\\d)`,
  'gu',
);
const international =
  /(?<![\p{L}\p{Nd}+])(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]\d{2,5}){1,4}(?![\p{Nd}])/gu;
const unitedKingdom =
  /(?<![\p{L}\p{Nd}.-])\(?0(?:\d{2}\)? ?\d{4}|\d{3}\)? ?\d{3}|\d{4}\)? ?\d{2,3}) ?\d{3,4}(?![\p{Nd}]|[-./]\d)/gu;
/** Without an area code: only with a word of telephony before it, or in the range kept for fiction. */
const short = /(?<![\p{L}\p{Nd}.-])\d{3}[-.]\d{4}(?![\p{Nd}]|[-.]\d)/gu;
const bare = /(?<![\p{L}\p{Nd}.-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?!\p{Nd})/gu;
const cue =
  /(?:\b(?:phone|ph|tel|telephone|cell|mobile|fax|call(?:back|ed|s)?|contact|home|work|number|pager|beeper|bleep|pgr|text|vm|voicemail|hotline|line|reach(?:ed|able)?|at|dial)\b[^\d\n]{0,18}|[☎📱📞]\s?)$/iu;
const extension =
  /(?<![\p{L}\p{Nd}])(?:ext(?:ension|n|\.)?|x\.)[ \t]{0,2}[.:#]?[ \t]{0,2}(?<value>x?\d{1,2}-?\d{2,5})(?![\p{L}\p{Nd}])/dgiu;
const bareExtension = /(?<![\p{L}\p{Nd}.])x-?\d{4,5}(?![\p{L}\p{Nd}/]|\.\d)/gu;
const extensionBehind = /(?<=\d{4}[ ,]{1,2})x[ .]?\d{2,6}(?![\p{L}\p{Nd}])/giu;
const pager =
  /(?<![\p{L}])(?:pager|pgr|beeper|bleep|page|pagr|p(?=\d{5}\b))(?:[ \t]{0,2}(?:no|num(?:ber)?|id)\b\.?)?[ \t]{0,2}[:#]{0,2}[ \t]{0,2}#?(?<value>\d{2,3}-\d{4}|\d{3,7})(?![\p{L}\p{Nd}/]|\.\d|-\d)/dgiu;
const tollFree = /(?<![\p{L}\p{Nd}])1-8\d{2}-[A-Z\d]{3}-?[A-Z\d]{4}(?![\p{L}\p{Nd}])/gu;

const email =
  /(?<![\p{L}\p{Nd}._%+-])[\p{L}\p{Nd}_%+-]{1,64}(?:\.[\p{L}\p{Nd}_%+-]{1,64}){0,6}[ ]?(?:@|\[at\]|\(at\))(?:\r?\n[ \t]{0,4})?[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]{0,62}\.){1,6}[\p{L}]{2,24}(?![\p{L}\p{Nd}])/gu;
// What follows a host may hold anything but white space and closing marks.
const path = '(?:[/?#](?:[^\\s<>"\'()\\]]*[^\\s<>"\'()\\].,;:!?])?)?';
const url = new RegExp(
  `(?<![\\p{L}\\p{Nd}@.])(?:(?:https?|ftp|sftp|wss?):\\/\\/[^\\s<>"'()\\]]{0,400}[^\\s<>"'()\\].,;:!?]|www\\.[\\p{L}\\p{Nd}-]{1,63}(?:\\.[\\p{L}\\p{Nd}-]{1,63}){1,5}${path})`,
  'giu',
);
const domain = new RegExp(
  `(?<![\\p{L}\\p{Nd}@./_-])[a-z\\d](?:[a-z\\d-]{0,62})(?:\\.[a-z\\d-]{1,63}){0,4}\\.(?:com|org|net|edu|gov|mil|info|health|care|clinic|hospital|example|co\\.uk|nhs\\.uk|org\\.uk|ac\\.uk|io|app|test|invalid|local|internal|ca|eu|us|de|fr|ie|au)(?![\\p{L}\\p{Nd}@-]|\\.[a-z])${path}`,
  'gu',
);
const ipv4 =
  /(?<![\p{L}\p{Nd}.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\p{L}\p{Nd}]|\.\d)(?::\d{2,5})?/gu;
const ipv6 = /(?<![\p{L}\p{Nd}:.])(?:[\da-f]{1,4}:){2,7}(?::|(?::?[\da-f]{1,4}){1,6})(?![\p{L}\p{Nd}:])/giu;
const versionBefore = /\b(?:version|ver|v|firmware|release|software|build|engine|section|rev)\.?[ \t]{0,2}$/i;

const headOf = (text: string, at: number, length = 28): string => text.slice(Math.max(0, at - length), at);

/** Telephone, fax and pager numbers, extensions, e-mail addresses, URLs and network addresses. */
export function findContacts({ text }: Lexed, digits: boolean): Finding[] {
  const found: Finding[] = [];
  if (text.includes('@') || /\[at\]|\(at\)/.test(text)) found.push(...matches(text, email, 'EMAIL', 'email'));
  if (text.includes('://') || /www\./i.test(text)) found.push(...matches(text, url, 'URL', 'url'));
  if (/[a-z]\.[a-z]/.test(text)) {
    found.push(...matches(text, domain, 'URL', 'url', (m) => !/^(?:e\.g|i\.e|a\.m|p\.m)/.test(m[0])));
  }
  if (!digits) return found;
  found.push(
    ...matches(text, ipv4, 'IP', 'ip', (m) => !versionBefore.test(headOf(text, m.index, 12))),
    ...matches(text, phone, 'PHONE', 'phone'),
    ...matches(text, extension, 'PHONE', 'extension'),
    ...matches(text, pager, 'PHONE', 'pager'),
  );
  if (text.includes('x')) {
    found.push(
      ...matches(text, bareExtension, 'PHONE', 'extension'),
      ...matches(text, extensionBehind, 'PHONE', 'extension'),
    );
  }
  if (text.includes('1-8')) found.push(...matches(text, tollFree, 'PHONE', 'phone'));
  if (text.includes('+') || text.includes('00')) {
    found.push(...matches(text, international, 'PHONE', 'phone'));
  }
  if (text.includes('::') || /[\da-f]:[\da-f]{1,4}:[\da-f]/i.test(text)) {
    found.push(...matches(text, ipv6, 'IP', 'ip', (m) => isIpv6(m[0])));
  }
  const called = (m: RegExpExecArray): boolean => cue.test(headOf(text, m.index));
  found.push(
    ...matches(text, unitedKingdom, 'PHONE', 'phone', (m) => /[ )]/.test(m[0]) || called(m)),
    ...matches(text, short, 'PHONE', 'phone', (m) => m[0].startsWith('555') || called(m)),
    ...matches(text, bare, 'PHONE', 'phone', called),
  );
  return found;
}

// "10:20:30" is a time; an address has letters or eight groups or a double colon.
const isIpv6 = (text: string): boolean =>
  text.includes('::')
    ? /[\da-f]/i.test(text)
    : text.split(':').length === 8 || (text.split(':').length > 4 && /[a-f]/i.test(text));
