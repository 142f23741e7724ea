import { Gap, has, isNameFlagged, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord } from '../../words/lexicon';
import type { Finding } from '../finding';
import { lowerPart, type Marks, mark } from '../marks';
import { isInitial, mayBeName } from './person';

const credentialsAlone =
  /^(?:MD|DO|RN|NP|PA|LPN|LVN|CNM|CRNA|DPM|DDS|DMD|PharmD|PhD|FNP|APRN|LCSW|RD|RRT|CNA|RPh|LMFT|CPNP|DNP|MBBS|PsyD|MSW|LMSW|ARNP|SLP|OTR|DPT|PCT|CMA|LNA|HUC)$/;

/** A name before its credential: "R. Quispe, RN", "Corwin Vanderlee, NP", "kt np"; `i` is the credential. */
export function credentialed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const credential = lexemes[i] as Lexeme;
  let end = i;
  const comma = lexemes[end - 1]?.text === ',' || lexemes[end - 1]?.text === '(';
  if (comma) end--;
  if (credential.gap === Gap.line || (credential.gap === Gap.none && !comma)) return;
  const lower = credential.writing === 'lower';
  if (
    lower &&
    !comma &&
    !/^(?:md|rn|np|lpn|pa|do|cnm|otr|cota|pta|dpt|slp|rrt|lcsw|cna)$/.test(credential.lower)
  )
    return;
  if (credential.writing === 'capital' && credential.lower.length < 4) return;
  if (!comma && !lower && !credentialsAlone.test(credential.text)) return;
  let start = end;
  let words = 0;
  let initials = 0;
  let known = 0;
  while (start > 0 && words + initials < 5) {
    const lexeme = lexemes[start - 1] as Lexeme;
    const following = lexemes[start] as Lexeme;
    if (start < end && following.gap > Gap.space && !(following.gap === Gap.line && lexeme.text === '-'))
      break;
    if (lexeme.text === '.' && isInitial(lexemes[start - 2])) {
      if (start === end && !comma) break;
      start -= 2;
      initials++;
      continue;
    }
    if (/^[-‐‑]$/.test(lexeme.text) && following.gap !== Gap.space && lexemes[start - 2]?.kind === 'word') {
      start--;
      continue;
    }
    if (lexeme.kind !== 'word') {
      if (
        /^["”]$/.test(lexeme.text) &&
        lexemes[start - 2]?.kind === 'word' &&
        /^["“]$/.test(lexemes[start - 3]?.text ?? '')
      ) {
        start -= 3;
        continue;
      }
      break;
    }
    // "Ji-woo": a small part behind a hyphen.
    const small = lexeme.writing === 'lower' && lexeme.gap === Gap.none && lexemes[start - 2]?.text === '-';
    if (small && words > 0 && lexeme.text.length < 5) {
      start--;
      continue;
    }
    if (isInitial(lexeme)) initials++;
    else if (
      (lower && lowerPart(lexeme)) ||
      mayBeName(lexeme, 'sure') ||
      (comma &&
        words === 0 &&
        lexeme.writing !== 'lower' &&
        isFunctionWord(lexeme.lower) &&
        has(lexeme, Flag.ambiguous))
    ) {
      words++;
      if (isNameFlagged(lexeme) && !has(lexeme, Flag.ambiguous)) known++;
    } else if (!(has(lexeme, Flag.particle) && words > 0 && lexeme.writing === 'lower')) break;
    start--;
  }
  // "Mark Faith, LMFT": a verb that is a name, before another one.
  const odd = lexemes[start - 1];
  const verb =
    odd !== undefined && odd.writing !== 'lower' && isFunctionWord(odd.lower) && has(odd, Flag.ambiguous);
  if (verb && comma && words === 1 && lexemes[start]?.gap === Gap.space) {
    start--;
    words++;
  }
  if (
    lexemes[start]?.text === '-' ||
    (has(lexemes[start], Flag.particle) && lexemes[start]?.writing === 'lower')
  )
    start++;
  if (lower) {
    const first = lexemes[start];
    if (
      words > 0 &&
      words < 4 &&
      (known > 0 ||
        first?.gap === Gap.line ||
        comma ||
        /^(?:by|per|dr|with|w)$/.test(lexemes[start - 1]?.lower ?? ''))
    )
      mark(marks, start, end);
    else if (words === 0) signedLow(marks, i);
    return;
  }
  if (words === 0) return;
  // "PA-C" is nothing else.
  const certified = lexemes[i + 1]?.text === '-' && lexemes[i + 2]?.text === 'C';
  const ambiguousCredential =
    !certified && /^(?:pt|ot|od|do|ma|pa|ms|rt|ed|face|jd|edd|ccc)$/.test(credential.lower);
  // "reviewed C. Lark DO]", "R. Pool OT" at the end of a line
  const behind = lexemes[i + 1];
  const last = behind === undefined || behind.gap === Gap.line || /^[\])]$/.test(behind.text);
  const signed = initials > 0 && words === 1 && last && credential.writing === 'capitals';
  if (ambiguousCredential && !signed && !(comma && (words > 1 || initials > 0))) return;
  // "Called to Hope RN"
  const named =
    end - start === 1 &&
    has(lexemes[start], Flag.given | Flag.ambiguous) &&
    lexemes[start]?.writing === 'capital';
  const within =
    lexemes[start - 1] !== undefined &&
    (lexemes[start] as Lexeme).gap === Gap.space &&
    !/^[.!?]$/.test(lexemes[start - 1]?.text ?? '');
  if (!comma && known === 0 && initials === 0 && words < 2 && !(named && within)) return;
  mark(marks, start, end);
}

/** Initials in small letters before a credential, alone on their line: "kt np". */
function signedLow({ lexemes, found }: Marks, i: number): void {
  const [initials, next] = [lexemes[i - 1], lexemes[i + 1]];
  const behind = lexemes[i - 2];
  if (initials?.kind !== 'word' || initials.text.length > 3) return;
  if (initials.gap < Gap.wide && !/^[.;)]$/.test(behind?.text ?? '')) return;
  if (
    initials.text.length < 2 ||
    isFunctionWord(initials.lower) ||
    (next && next.gap !== Gap.line && next.text !== '/')
  )
    return;
  if (has(initials, Flag.safe) && !/^(?:pt|as|ma)$/.test(initials.lower)) return;
  found.push({ start: initials.start, end: initials.end, category: 'NAME', kind: 'initials' });
}

const typists =
  /(?:^|[ \t]{2,}|[\r\n]|[,.;:] )[ \t]*(?<value>[A-Z](?:[A-Z]|['’](?=[A-Z])){1,4})[ \t]?[:/][ \t]?(?<typist>(?<=\/)[a-z]{2,4}(?=[ \t]{2,})|[a-z]{2,3}(?=(?:[ \t]{2,}|[ \t]?[. ])(?:Job|Doc|D[:/ ]|DD|Dict))|(?:[a-z]{2,4}|[A-Z]{2,4})(?=[ \t]*(?:\r?\n|$)))/dg;

const lowTypists =
  /(?:^|[\r\n])[ \t]*(?!(?:and|he|am|on|up|in)\/)(?<value>[a-z]{2,3})\/(?<typist>[a-z]{2,3})(?=[ \t]{2,}|[ \t]*\r?\n|[ \t]*$)/dg;

/** What stands before or behind such a sign otherwise: units, and fields of a form. */
const unitOrField = /^(?:pt|rx|hr|min|day|wk|mg|dl|hpf|lpf|ml|kg|cc|re|pr|dx|hx|tx|pe|ros|ddx|mvc|gsw)$/i;

/** Initials of who dictated and who typed: "ELC/jrb". */
export function typed(text: string): Finding[] {
  const found: Finding[] = [];
  for (const { groups, indices } of [...text.matchAll(typists), ...text.matchAll(lowTypists)]) {
    const { value = '', typist = '' } = groups ?? {};
    if (unitOrField.test(value) || unitOrField.test(typist)) continue;
    for (const range of [indices?.groups?.value, indices?.groups?.typist])
      if (range) found.push({ start: range[0], end: range[1], category: 'NAME', kind: 'initials' });
  }
  return found;
}
