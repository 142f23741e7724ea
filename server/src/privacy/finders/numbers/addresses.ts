import { Gap, type Lexed, type Lexeme, Sign } from '../../words/lexer';
import { type Finding, matches } from '../finding';

const topLevels =
  'com|org|net|edu|gov|mil|info|health|care|clinic|hospital|example|uk|io|app|test|invalid|local|internal|ca|eu|us|de|fr|ie|au|nz|in|biz|za|ph';
const topLevel = new RegExp(`^(?:${topLevels})$`);
// A line end may stand behind a joining mark.
const local = '[\\p{L}\\p{Nd}_%+-]{1,64}';
const email = new RegExp(
  `(?<![\\p{L}\\p{Nd}._%+-])(?:${local}[_.-]\\r?\\n[ ]{0,4})?${local}(?:[.'’]${local}){0,6}[ ]?(?:@|\\[at\\]|\\(at\\))(?:[ ]|\\r?\\n[ \\t]{0,4})?[\\p{L}\\p{Nd}](?:[\\p{L}\\p{Nd}-]{0,62}\\.(?:\\r?\\n[ ]{0,4}(?=(?:${topLevels})(?![\\p{L}\\p{Nd}])))?){1,6}[\\p{L}]{2,24}(?![\\p{L}\\p{Nd}])`,
  'gu',
);
/** What every such address ends with. */
const hosted = /(?:@|[[(]at[\])])(?:[ ]|\r?\n[ \t]{0,4})?[\p{L}\p{Nd}][\p{L}\p{Nd}-]{0,62}\./u;
/** "jo [at] quill [dot] example", "jo at quill dot example". */
const spelled =
  /(?<![\p{L}\p{Nd}._+-])[\p{L}\p{Nd}._+-]{1,64}[ ]?(?:\[at\]|\(at\)|(?<=[ ])at(?=[ ]))[ ]?[\p{L}\p{Nd}-]{1,63}(?:[ ]?(?:[[(]dot[\])]|(?<=[ ])dot(?=[ ]))[ ]?[\p{L}\p{Nd}-]{1,63}){1,4}(?![\p{L}\p{Nd}])/giu;
// What follows a host may hold anything but white space and closing marks.
const path = '(?::\\d{2,5})?(?:[/?#](?:[^\\s<>"\'()\\]]*[^\\s<>"\'()\\].,;:!?])?)?';
// An address that ends its line with a joining mark goes on in the next one, if that holds no plain word first.
const more =
  '(?:(?<=[/_?&=-])\\r?\\n[ ]{0,4}(?=[\\w-]{0,24}[/\\d])[\\w/?=&.-]{0,200}[\\w/]|(?<=[/_?&=])\\r?\\n[ ]{0,4}(?=[a-z]{1,12}-)[\\w/?=&.-]{0,200}[\\w/])?';
const url = new RegExp(
  `(?<![\\p{L}\\p{Nd}@.])(?:(?:h(?:tt|xx)ps?|ftp|sftp|wss?):\\/\\/[^\\s<>"'()\\]]{0,400}[^\\s<>"'()\\].,;:!?]${more}|www\\.[\\p{L}\\p{Nd}-]{1,63}(?:\\.[\\p{L}\\p{Nd}-]{1,63}){1,5}${path}${more})`,
  'giu',
);
/** "\\srv02\share\x.docx": a file on a server of the house. */
const share = /(?<![\\\w])\\\\[\w.-]{2,63}\\[^\s<>"'|]{1,200}[^\s<>"'|.,;:)]/g;
const domain = new RegExp(
  `(?<![A-Za-z\\u00c0-\\u024f\\d@./_-])[A-Za-z\\d][a-z\\d-]{0,62}(?:\\.[a-z\\d-]{1,63}){0,4}\\.(?:${topLevels})(?![A-Za-z\\u00c0-\\u024f\\d@-]|\\.[a-z])${path}`,
  'g',
);
const capitals =
  /(?<![A-Za-z\u00c0-\u024f\d@./_-])[A-Z\d][A-Z\d-]{0,62}(?:\.[A-Z\d-]{1,63}){0,4}\.(?:COM|ORG|NET|EDU|GOV|EXAMPLE|CO\.UK|NHS\.UK|ORG\.UK)(?![A-Za-z\u00c0-\u024f\d@-])(?:[/?#][^\s<>"'()\]]{0,200}[^\s<>"'()\].,;:!?])?/g;
/** Hosts that only a path makes one: "bit.ly/3abcde". */
const shortened =
  /(?<![A-Za-z\u00c0-\u024f\d@./_-])(?:bit\.ly|t\.me|wa\.me|goo\.gl|fb\.me|youtu\.be|tinyurl\.com|zoom\.us|linktr\.ee)\/[^\s<>"'()\]]{0,200}[^\s<>"'()\].,;:!?]/g;
/** A picture, a recording or a document by what stands before its ending: "ward_tour-3.mov". */
const file =
  /(?<![\w/.@-])(?=[^\s.]{0,80}[\d_-])[\w-]{2,80}(?=\.(?:jpe?g|png|heic|gif|tiff?|bmp|dcm|mov|mp4|avi|wav|m4a|mp3|ogg|pdf|docx?|rtf|xlsx?|zip)(?![\w-]))/gi;
const fileEnd = /\.(?:jp|png|hei|gif|tif|bmp|dcm|mov|mp4|avi|wav|m4a|mp3|ogg|pdf|doc|rtf|xls|zip)/i;
const ipv6 =
  /(?<![A-Za-z\u00c0-\u024f\d:.])(?:[\da-f]{1,4}:){2,7}(?::|(?::?[\da-f]{1,4}){1,6})(?![A-Za-z\u00c0-\u024f\d:])/gi;

/** E-mail addresses, URLs, names of files and version 6 network addresses. */
export function findAddresses({ text, lower, lexemes, signs }: Lexed): Finding[] {
  const found: Finding[] = [];
  if (signs & (Sign.at | Sign.bracket) && hosted.test(text))
    found.push(...matches(text, email, 'EMAIL', 'email', isMail));
  if (text.includes('dot') && /[ \])]dot[ \])]|[[(]dot[\])]/.test(text))
    found.push(...matches(text, spelled, 'EMAIL', 'email'));
  if (signs & (Sign.colon | Sign.point) && (text.includes('://') || lower.includes('www.')))
    found.push(...matches(text, url, 'URL', 'url'));
  if (signs & Sign.backslash && text.includes('\\\\')) found.push(...matches(text, share, 'URL', 'url'));
  const hosts = (lexeme: Lexeme, i: number): boolean =>
    lexeme.gap === Gap.none && lexeme.kind === 'word' && isDot(lexemes[i - 1]) && topLevel.test(lexeme.lower);
  const ends = signs & Sign.point ? lexemes.filter(hosts) : [];
  if (ends.some((end) => end.text === end.lower)) found.push(...matches(text, domain, 'URL', 'url', isHost));
  if (ends.some(({ writing }) => writing === 'capitals'))
    found.push(...matches(text, capitals, 'URL', 'url'));
  if (signs & Sign.slash && signs & Sign.point && /\.(?:ly|me|gl|be|us|com|ee)\//.test(text))
    found.push(...matches(text, shortened, 'URL', 'url'));
  if (signs & Sign.point && fileEnd.test(text)) found.push(...matches(text, file, 'ID', 'file'));
  if (signs & Sign.colon && (text.includes('::') || /[\da-f]:[\da-f]{1,4}:[\da-f]/i.test(text))) {
    found.push(...matches(text, ipv6, 'IP', 'ip', (m) => isIpv6(m[0])));
  }
  return found;
}

const isDot = (lexeme: Lexeme | undefined): boolean => lexeme?.text === '.' && lexeme.gap === Gap.none;

/** "insta @plum.hopper" is a user; behind a space an address ends as one does. */
const isMail = ({ 0: text }: RegExpExecArray): boolean => {
  if (!/ @|@ /.test(text)) return true;
  return topLevel.test(text.slice(text.lastIndexOf('.') + 1).toLowerCase());
};

/** "Pain.in the" is the end of a sentence: behind a capital only what no word is ends a host. */
const isHost = ({ 0: text }: RegExpExecArray): boolean =>
  !/^[A-Z]/.test(text) || /\.(?:com|org|net|edu|gov|example|test|invalid)(?:[:/?#]|$)/.test(text);

// "10:20:30" is a time; an address has letters or eight groups or a double colon.
const isIpv6 = (text: string): boolean =>
  text.includes('::')
    ? /[\da-f]/i.test(text)
    : text.split(':').length === 8 ||
      (text.split(':').length > 4 && /[a-f]/i.test(text) && !/^(?:[\da-f]{2}:){5}[\da-f]{2}$/i.test(text));
