import { Gap, type Lexed, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, Trait, tell } from '../../words/lexicon';
import { type Finding, matches, stick } from '../finding';
import { isEponym, type Marks, mark } from '../marks';
import { beforeBirth, labelled } from '../numbers/fields';
import { beside } from './actors';
import { gluedInitial, greeting, reached, turn } from './addressed';
import { aged, numbered } from './aged';
import { ambiguous } from './ambiguous';
import { bedded, behindSex, byTrade, graded, initialAged, kin, officer, personified } from './callings';
import { closing } from './closings';
import { apposed, atWork, electronic, ranked, signing } from './duty';
import { dottedInitials, initials } from './initials';
import { introduced, owner } from './introduced';
import { inverted } from './inverted';
import { behindRegister, dictated, endsEntry, lettered, registeredName } from './lettered';
import { initialled, isGaelic, listed } from './listed';
import {
  abbreviated,
  alias as alsoKnown,
  callsHer,
  clanFirst,
  glottal,
  quoted,
  smallName,
  surnameFirst,
} from './name-forms';
import { isNoInitial } from './person';
import { isProduct } from './products';
import { patientName, plainPatient, relative, role } from './relatives';
import { selfNamed, speaker } from './self-named';
import { letter, pointed, scribed, shorthand } from './shorthand';
import {
  beforeRole,
  handle,
  inColumn,
  pointedCredential,
  registered,
  signedBy,
  slashed,
  toldIn,
} from './sign-offs';
import { credentialed, typed } from './signatures';
import { bracketed, onStaff } from './staff';
import { titled } from './titles';
import { listedUsers } from './users';
import { pointedWriter, writer } from './writers';

const alias =
  /(?<![\p{L}])(?:[Gg]oes by|[Kk]nown (?:as|(?:to|on|in|around|at) [^.,;\n]{1,24} as)|[Aa]nswers to|[Ll]ikes to be called|nickname(?:d)?|[Pp]refers(?: to be called)?|aka|a\.k\.a\.|called|["“](?=[^"”\n]{2,20}["”]\)))[ :]{0,2}["“']?(?<value>\p{Lu}[\p{Ll}\p{M}’'-]{1,20})(?![\p{L}\p{M}])/dgu;

/** Names of persons: patients, relatives, staff; without titles, credentials and the possessive 's. */
export function findNames({ text, lexemes }: Lexed): Finding[] {
  const marks: Marks = { lexemes, found: [] };
  // Whether what only patterns find may be there: nicknames, pairs of initials, lists of users.
  let [aliases, pairs, users] = [false, false, false];
  const cells: number[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.gap === Gap.wide && i > 0) labelled(marks, i, i);
    if (lexeme.kind !== 'word') {
      const { text: sign } = lexeme;
      if (lexeme.kind === 'number') {
        if (sign.length < 4) aged(marks, i);
        continue;
      }
      if (sign === ':' || sign === '|') labelled(marks, i, i + 1);
      if (sign === ':') signedBy(marks, i);
      if (sign === '"' || sign === '“') {
        aliases = true;
        quoted(marks, i);
      } else if (sign === ',') {
        inverted(marks, i);
        behindSex(marks, i);
        greeting(marks, i);
      } else if (sign === "'" || sign === '‘' || sign === '’') glottal(marks, i);
      else if (sign === '>') turn(marks, i);
      else if (sign === '/' && lexemes[i + 1]?.lower === 'es') electronic(marks, i);
      else if (sign === '(') {
        toldIn(marks, i);
        bracketed(marks, i);
      } else if ((sign === ':' || sign === '/') && isPair(lexemes, i)) {
        pairs ||= isTyped(lexemes[i - 1]) && isTyped(lexemes[i + 1]);
        scribed(marks, i);
      }
      if (sign === '/') {
        slashed(marks, i);
        dictated(marks, i);
      }
      continue;
    }
    const { flags, cues } = lexeme;
    const { length } = lexeme.text;
    if (lexeme.traits & Trait.patients && i > 0) numbered(marks, i);
    if (lexeme.traits & Trait.register && i > 0) {
      registered(marks, i);
      behindRegister(marks, i);
      registeredName(marks, i);
    } else if (lexeme.traits & Trait.letters) lettered(marks, i);
    // Most words say nothing of persons.
    if (lexeme.writing === 'lower' && length > 4 && (flags & personal) === 0 && cues === 0) {
      smallName(marks, i);
      if (endsHere(lexemes, i)) handle(marks, i);
      continue;
    }
    if (cues & Cue.alias) {
      aliases ||= lexeme.lower !== 'a' || lexemes[i + 1]?.text === '.';
      if (lexeme.text.length > 2 && /^(?:alias|aka)$/.test(lexeme.lower)) alsoKnown(marks, i);
    }
    if (cues & Cue.users && lexemes[i + 1]?.text === ':') users = true;
    if (flags & Flag.title || lexeme.lower === 'doc') titled(marks, i);
    if (flags & Flag.relative) {
      relative(marks, i);
      kin(marks, i);
    } else if (flags & Flag.role) {
      role(marks, i);
      byTrade(marks, i);
      apposed(marks, i);
      if (lexeme.writing === 'capitals') officer(marks, i);
    } else if (flags & Flag.credential) byTrade(marks, i);
    if (lexeme.traits & Trait.staff) onStaff(marks, i);
    if (flags & Flag.credential || lexeme.text === 'RT') atWork(marks, i);
    if (cues & Cue.calls) {
      callsHer(marks, i);
      selfNamed(marks, i);
    }
    if (flags & Flag.ambiguous || (flags & Flag.given && flags & Flag.safe)) ambiguous(marks, i);
    if (length > 1 && length < 5) {
      if ((flags & notSigned) === 0 && (cues & Cue.grammar) === 0) initials(marks, i);
      if (lexeme.gap === Gap.wide && length < 4 && (lexemes[i + 1]?.gap ?? Gap.line) >= Gap.wide)
        cells.push(i);
      if (lexeme.writing !== 'capital' && (cues & Cue.grammar) === 0) {
        writer(marks, i);
        if (lexemes[i - 1]?.text === '.') endsEntry(marks, i);
        if (lexemes[i + 1]?.gap === Gap.space) beforeRole(marks, i);
      }
    } else if (length === 1 && lexemes[i + 1]?.text === '.') {
      dottedInitials(marks, i);
      pointedWriter(marks, i);
      gluedInitial(marks, i);
      pointedCredential(marks, i);
    }
    if (flags & Flag.credential || isDotted(text, lexemes, i)) credentialed(marks, i);
    if (lexeme.writing !== 'lower') {
      if (flags & (Flag.given | Flag.family | Flag.ambiguous)) {
        listed(marks, i);
        graded(marks, i);
        if (flags & Flag.family) bedded(marks, i);
      }
      if (flags & (Flag.ambiguous | Flag.given | Flag.family)) personified(marks, i);
      if (cues & Cue.clan) clanFirst(marks, i);
      if (lexeme.writing === 'capitals') surnameFirst(marks, i);
      if (lexeme.text.length < 5) abbreviated(marks, i);
      if (lexeme.text.length > 2 && (flags & mayRank || lexeme.lower === 'dep')) ranked(marks, i);
      if (lexeme.text.length === 1) {
        signing(marks, i);
        wordBehindInitial(marks, i);
        letter(marks, i);
        if (lexemes[i + 1]?.text === '.') {
          pointed(marks, i);
          initialAged(marks, i);
        }
      } else if (lexeme.text.length < 6 && lexeme.writing !== 'capital') shorthand(marks, i);
      if (lexeme.text.length === 1) initialled(marks, i);
      else if (lexeme.gap === Gap.line) {
        closing(marks, i);
        speaker(marks, i);
      }
      if (lexeme.text.length > 1 && (cues & Cue.grammar) === 0) introduced(marks, i);
      if (lexeme.text.length > 1 && !(flags & Flag.safe)) {
        beside(marks, i);
        owner(marks, i);
        if (
          lexeme.writing === 'mixed' &&
          isGaelic(lexeme) &&
          !isEponym(lexemes, { start: i, end: i + 1 }) &&
          !isProduct(lexemes, i, i + 1)
        )
          mark(marks, i, i + 1);
      }
    } else {
      if (flags & Flag.patient) plainPatient(marks, i);
      if (length > 3) smallName(marks, i);
    }
    if (lexeme.lower === 'dob') beforeBirth(marks, i);
    if (length > 2 && flags & Flag.extension) reached(marks, i);
    if (flags & Flag.patient) patientName(marks, i);
  }
  if (cells.length > 2) inColumn(marks, cells);
  if (users) marks.found.push(...listedUsers(text));
  if (pairs) marks.found.push(...typed(text));
  if (aliases)
    marks.found.push(
      ...matches(
        text,
        alias,
        'NAME',
        'firstname',
        (m) =>
          !/^(?:The|This|I|He|She|It|No|Yes|My)$/.test(m.groups?.value ?? '') &&
          /goes|known|answers|likes|nick|prefers|aka|a\.k|["“]/i.test(m[0]) &&
          !m[0].startsWith('called'),
      ),
    );
  return marks.found;
}

const mayRank = Flag.label | Flag.role | Flag.title;
const personal =
  Flag.title |
  Flag.relative |
  Flag.role |
  Flag.credential |
  Flag.ambiguous |
  Flag.given |
  Flag.patient |
  Flag.extension;
const notSigned = Flag.safe | Flag.credential | Flag.label | Flag.extension;
tell(
  ['goes', 'known', 'answers', 'likes', 'nickname', 'nicknamed', 'prefers', 'aka', 'alias', 'a'],
  Cue.alias,
);
tell(
  [
    'participant',
    'participants',
    'user',
    'users',
    'members',
    'author',
    'authors',
    'sender',
    'senders',
    'recipient',
    'recipients',
  ],
  Cue.users,
);

/** Short words on both sides, the second at the end of a line or before when it was dictated: "MTB:kw", "ELC/jrb D: 10/03". */
function isPair(lexemes: readonly Lexeme[], i: number): boolean {
  const [first, second, next] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (first?.kind !== 'word' || second?.kind !== 'word' || second.text.length > 4) return false;
  return next === undefined || next.gap >= Gap.wide || /^(?:d|dd|\.)$/.test(next.lower);
}

/** Whether a line ends behind a word, or "by" stands before it. */
const endsHere = (lexemes: readonly Lexeme[], i: number): boolean =>
  (lexemes[i + 1]?.gap ?? Gap.line) === Gap.line || lexemes[i - 1]?.lower === 'by';

/** As many letters as the initials of who dictated or who typed have. */
const isTyped = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && lexeme.text.length > 1 && lexeme.text.length < 6;

/** "J Will P-04471": an initial and a name that is a verb. */
function wordBehindInitial(marks: Marks, i: number): void {
  const dot = marks.lexemes[i + 1]?.text === '.' ? 1 : 0;
  const [name, next] = [marks.lexemes[i + 1 + dot], marks.lexemes[i + 2 + dot]];
  if (name?.gap !== Gap.space || name.writing !== 'capital' || !isFunctionWord(name.lower)) return;
  if (isNoInitial(marks.lexemes, i)) return;
  if (
    name.flags & Flag.ambiguous &&
    !(next?.kind === 'word' && next.gap === Gap.space && next.writing === 'lower')
  )
    mark(marks, i, i + 2 + dot);
}

/** "M.D.", "P.A.-C." as far as it stands behind a comma. */
const dotted = /(?:M\.D|D\.O|R\.N|P\.A|N\.P|D\.D\.S|D\.M\.D|D\.P\.M|Ph\.D|R\.D|M\.B\.B\.S)\b/y;
function isDotted(text: string, lexemes: readonly Lexeme[], i: number): boolean {
  const [comma, { text: word, start }] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (word.length > 2 || comma?.text !== ',' || start - comma.end > 2) return false;
  return stick(dotted, text, start) > 0;
}
