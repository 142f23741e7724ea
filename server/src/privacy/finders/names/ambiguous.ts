import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isEponym, isOrganisation, type Marks, mark } from '../marks';
import { hyphenated } from './person';

// What only persons do; "will" and "may" go before the plain form of a verb.
const finite =
  /^(?:had|has|says|said|states|stated|called|calls|phoned|rang|reports|reported|denies|denied|lives|works|worked|came|comes|went|brought|brings|asked|asks|wants|wanted|told|thinks|visited|visits|arrived|drove|drives|agreed|agrees|stayed|stays|left|present|tried|slept|refused|declined|helped|helps|died|knows|prefers|speaks|spoke|cried|laughed|smiled|texted|emailed|signed)$/;
const saying = /^(?:thanks|thx|thank|ty|hi|hello|hey|dear|cheers|ta)$/;
const beside =
  /^(?:by|per|with|w|to|from|via|for|and|told|called|asked|saw|see|met|paged|texted|informed|notified|updated|mum|ex|kid)$/;
const owned =
  /^(?:the|a|an|this|that|these|his|her|their|my|our|your|its|no|any|each|some|every|both|new|old|more|less|of|on|in|at|than|or|as|is|was|are|were)$/;
/** Given names, also those that are words first. */
const forename = Flag.given | Flag.ambiguous;
const quote = /^["“”'‘’]$/;

/** A name that is also a word, by what stands beside it: "w/ May", "Will had tics", "this is Joy", "(Grant, 6/22)". */
export function ambiguous(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  if (word.text.length < 3 || has(word, Flag.eponym | Flag.weekday | Flag.kept)) return;
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (word.gap === Gap.none && !/^["“”'‘([/@&+—–]$/.test(previous?.text ?? '')) return;
  const given = has(word, forename);
  const found = (end = hyphenated(lexemes, i)): void => {
    const run = { start: i, end };
    if (!isEponym(lexemes, run)) mark(marks, i, end);
  };
  if (word.writing === 'lower') {
    if (given && previous && word.gap === Gap.space && addressed(lexemes, i)) found(i + 1);
    return;
  }
  // In a line of capitals a capital says nothing: "W/ MAY:", "CALLED TO HOPE RN", "(GRANT, 6/22)".
  if (word.writing === 'capitals') {
    // "fed by PEG"
    if (!given || !previous || (safetyIn(word) & Safe.clinical) !== 0) return;
    const paired =
      previous.text === '/' && lexemes[i - 2]?.lower === 'w' && (!next || next.kind === 'symbol');
    const bracketed = previous.text === '(' && next?.text === ',' && lexemes[i + 2]?.kind === 'number';
    if (paired || bracketed || (word.gap === Gap.space && addressed(lexemes, i))) found();
    return;
  }
  if (word.writing !== 'capital') return;
  const verb = next?.gap === Gap.space && finite.test(next.lower);
  if (given && verb && !looksClinical(word.lower)) {
    found();
    return;
  }
  // "Mark Jr."
  if (given && next?.gap === Gap.space && /^[JS]r$/i.test(next.text)) {
    found();
    return;
  }
  // "Will's chart"
  if (isFunctionWord(word.lower) && has(word, Flag.ambiguous) && /^['’]s$/.test(next?.text ?? '')) {
    found();
    return;
  }
  // "Grace Will", "Dale Young": two words that are names besides.
  const second =
    next?.gap === Gap.space &&
    next.writing === 'capital' &&
    has(next, forename | Flag.family) &&
    !has(next, Flag.eponymHead | Flag.month);
  const behind = lexemes[i + 2];
  if (
    given &&
    second &&
    !isFunctionWord(word.lower) &&
    !(
      behind?.kind === 'word' &&
      behind.gap === Gap.space &&
      behind.writing !== 'lower' &&
      !has(behind, Flag.credential)
    )
  ) {
    const whole = { start: i, end: hyphenated(lexemes, i + 1) };
    const lone =
      previous === undefined ||
      previous.kind !== 'word' ||
      previous.writing === 'lower' ||
      word.gap >= Gap.wide;
    const everyday = has(word, Flag.safe) && has(next, Flag.safe);
    if (lone && !everyday && !isEponym(lexemes, whole)) {
      mark(marks, whole.start, whole.end);
      return;
    }
  }
  if (!previous || word.gap >= Gap.wide || isBullet(previous)) return;
  // "(Grant, 6/22)", “May”
  const opened = previous.text === '(' || quote.test(previous.text);
  if (opened && previous.gap !== Gap.none) {
    const closed = quote.test(previous.text)
      ? quote.test(next?.text ?? '')
      : next?.text === ',' || next?.text === ')';
    if (
      closed &&
      given &&
      (next?.text === ',' ? isPlain(lexemes[i + 2]) : !quote.test(next?.text ?? '') || isCalled(lexemes, i))
    )
      found();
    return;
  }
  const within = previous.kind === 'word' ? previous.writing === 'lower' : /^[,&+/—–]$/.test(previous.text);
  if (!within || word.gap > Gap.space) return;
  const heading =
    next?.kind === 'word' &&
    next.gap === Gap.space &&
    next.writing !== 'lower' &&
    !has(next, Flag.given | Flag.family | Flag.credential);
  if (heading || (next?.kind === 'number' && next.gap === Gap.space && next.text.length < 3 && !given))
    return;
  if (
    !given ||
    isOrganisation(lexemes, { start: i, end: i + 1, known: 0, words: 1, initials: 0, comma: false })
  )
    return;
  // A capital within a sentence: "w/ May", "his brother Will, 19".
  const called =
    saying.test(previous.lower) ||
    (lexemes[i - 2]?.lower === 'this' && previous.lower === 'is') ||
    /^(?:its|it's|i'm)$/.test(previous.lower);
  const slash = previous.text === '/' && lexemes[i - 2]?.lower === 'w';
  const mark2 = /^[&+—–]$/.test(previous.text);
  const end =
    next === undefined || next.gap >= Gap.wide || next.kind === 'symbol' || next.writing === 'lower';
  if (isFunctionWord(word.lower)) {
    if (
      (called ||
        slash ||
        mark2 ||
        (previous.kind === 'word' && !owned.test(previous.lower)) ||
        (previous.text === ',' && next?.kind === 'symbol')) &&
      end
    )
      found();
    return;
  }
  if (
    called ||
    slash ||
    (mark2 && end) ||
    (beside.test(previous.lower) && end) ||
    (previous.text === ',' && verb)
  )
    found();
}

/** "– Will review": a dash that starts a line; a capital behind it starts a sentence. */
const isBullet = (previous: Lexeme): boolean => previous.gap >= Gap.wide && /^[-–—+]$/.test(previous.text);

const isPlain = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  (lexeme.kind === 'number' || lexeme.writing === 'lower' || has(lexeme, Flag.credential));

/** Whether a word in quotation marks is what somebody is called. */
function isCalled(lexemes: readonly Lexeme[], i: number): boolean {
  const before = lexemes[i - 2];
  return (
    has(lexemes[i], forename) &&
    (before === undefined || before.kind === 'word') &&
    !/^(?:wants?|said|says|feels?|a)$/.test(before?.lower ?? '')
  );
}

/** "thx joy", "sited by will", "its rose again", "with hope cna": in small letters only where nothing else fits. */
function addressed(lexemes: readonly Lexeme[], i: number): boolean {
  const [word, previous, next, second] = [
    lexemes[i] as Lexeme,
    lexemes[i - 1] as Lexeme,
    lexemes[i + 1],
    lexemes[i - 2],
  ];
  const plain = !isFunctionWord(word.lower);
  if (saying.test(previous.lower)) return true;
  if (previous.lower === 'by')
    return (
      !/^(?:hand|the|using|then|that)$/.test(next?.lower ?? '') &&
      (next === undefined ||
        next.kind === 'symbol' ||
        next.gap >= Gap.wide ||
        /^(?:from|at|in|on|and|rn|md|np|pa|cna|lpn|iv|this|today|w|with|for|to|after|before|who|as)$/.test(
          next.lower,
        ))
    );
  if (plain && previous.lower === 'is' && second?.lower === 'this') return true;
  const staff =
    next?.gap === Gap.space && /^(?:rn|cna|na|lpn|lvn|np|md|pca|hca|pct|rt|tech)$/.test(next.lower);
  return (
    plain &&
    staff &&
    /^(?:to|with|w|by|from|per|and|told|called|paged|nurse|tech|charge|float|primary)$/.test(previous.lower)
  );
}
