import { Gap, type Lexed, type Lexeme } from '../../words/lexer';
import { Cue, Flag } from '../../words/lexicon';
import type { Finding } from '../finding';
import { behindDwelling, inField, smallHead } from '../names/everyday';
import { addressBehind } from './address-lines';
import { accepts, britishRoad, landsAt, reachedBy, roadNumber } from './beside-numbers';
import { compassTown } from './compass-towns';
import { employer, governed, known, shortened } from './employers';
import { evocative, evokes, isSpecialty } from './evocative';
import { families, pairBehind } from './families';
import { believed, bracketed, camelled, lettered, namedBehind, partnered, townBehind } from './firms';
import { genericHospital } from './generic-hospitals';
import { calledShort, specialised } from './hospitals';
import { house } from './houses';
import { labelledPlace } from './labelled-places';
import { devoted, landed, road, school } from './landmarks';
import { organisation } from './organisations';
import { happenedAt, hyphenedPlace, insurer, owned } from './owned';
import type { Marks } from './place';
import { findPostcodes, lettersAt, numbersAt } from './postcodes';
import { findPremises, NUMBERED, premisesOf, wordy } from './premises';
import { crossing, findExits, isNumberedRoad, startsPlace } from './roads';
import { chosen, familyFirm, serves, smallCity, smallCounty, smallTown, supplier } from './small-places';
import { stated } from './stated';
import { beforeUnit, block, codeBehind, numberedBefore, numberedBehind } from './street-numbers';
import { street } from './streets';
import { headed } from './town-heads';
import { beforeState, behindPreposition, listedCity, lowTown } from './towns';
import { saintly, visited } from './venues';
import { wellKnown } from './well-known';

const isAnd = (lexeme: Lexeme | undefined): boolean => lexeme?.lower === 'and' || lexeme?.text === '&';

const placed =
  Flag.organisation |
  Flag.weakOrganisation |
  Flag.city |
  Flag.state |
  Flag.kept |
  Flag.town |
  Flag.street |
  Flag.preposition |
  Flag.named |
  Flag.placeFirst;

/** Places below the state and organisations that place a person. */
export function findPlaces({ text, lower, lexemes, small }: Lexed): Finding[] {
  const marks: Marks = { text, lexemes, found: [] };
  const { found } = marks;
  // Which forms of codes there may be.
  let codes = 0;
  // Which forms of premises there may be, and whether there is a number.
  let [premises, digits] = [0, false];
  // Up to where names of everyday words were looked for.
  let evoked = 0;
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    const { flags, cues } = lexeme;
    if (lexeme.kind === 'symbol') {
      if (lexeme.text === '#') premises |= premisesOf('#');
      if (lexeme.text === ':') {
        labelledPlace(marks, i);
        pairBehind(marks, i);
        inField(marks, i);
        accepts(marks, i);
      } else if (lexeme.text === '=') inField(marks, i);
      else if (lexeme.text === '(') reachedBy(marks, i);
      else if (lexeme.text.length === 2 && /^['’]s$/.test(lexeme.text)) owned(marks, i);
      else if (lexeme.text === '-' && lexemes[i + 2]?.text === '-') hyphenedPlace(marks, i);
      else if (lexeme.text === '@') {
        visited(marks, i);
        behindDwelling(marks, i);
      }
      continue;
    }
    if (lexeme.kind === 'number') {
      digits = true;
      if (
        lexemes[i + 1]?.writing === 'capital' &&
        /^(?:at|@|lives?|living|:|is)$/.test(lexemes[i - 1]?.lower ?? '')
      )
        premises |= premisesOf(NUMBERED);
      block(marks, i);
      numberedBehind(marks, i);
      numberedBefore(marks, i);
      house(marks, i);
      codeBehind(marks, i);
      stated(marks, i);
      if (lexeme.gap === Gap.none) roadNumber(marks, i);
      else if (lexeme.text.length === 4) landsAt(marks, i);
      codes |= numbersAt(lexemes, i);
      street(marks, i, lower);
      continue;
    }
    // Most words say nothing of places.
    if (lexeme.writing === 'lower' && (flags & placed) === 0 && (cues | lexeme.traits) === 0) continue;
    if (lexeme.mixed && lexeme.writing === 'capitals' && lexeme.text.length < 8) {
      codes |= lettersAt(lexemes, i);
      britishRoad(marks, i);
    }
    if (flags & (Flag.organisation | Flag.weakOrganisation)) {
      organisation(marks, i);
      townBehind(marks, i);
      genericHospital(marks, i);
    }
    if (lexeme.cues & Cue.told) {
      if (lexemes[i - 1]?.text === '&') familyFirm(marks, i);
      else chosen(marks, i);
    }
    if (flags & Flag.city) {
      listedCity(marks, i);
      if (lexeme.writing === 'lower') smallCity(marks, i);
    }
    if (flags & (Flag.state | Flag.kept)) beforeState(marks, i);
    if (flags & (Flag.town | Flag.street)) headed(marks, i);
    if (cues & Cue.premises) {
      premises |= premisesOf(lexeme.lower);
      beforeUnit(marks, i);
    }
    if (i >= evoked && evokes(lexeme)) evoked = evocative(marks, i, small);
    if (lexeme.writing !== 'lower') {
      if (flags & Flag.street) road(marks, i);
      if (cues & Cue.school) school(marks, i);
      if (cues & Cue.land) landed(marks, i);
      if (cues & Cue.tail) lettered(marks, i);
      if (cues & Cue.heads) namedBehind(marks, i);
      if (lexeme.writing === 'mixed') camelled(marks, i);
      else if (cues & Cue.partners) partnered(marks, i);
      if (isSpecialty(lexeme)) specialised(marks, i);
      if (cues & Cue.creed) {
        believed(marks, i);
        calledShort(marks, i);
      }
      if (cues & Cue.governs) governed(marks, i);
      if (lexeme.writing === 'capitals') {
        if (flags === 0 || /^(?:hosp|ward)$/.test(lexemes[i - 1]?.lower ?? '')) shortened(marks, i);
        if (flags === 0) bracketed(marks, i);
      }
    } else if (cues & Cue.article) known(marks, i);
    else if (cues & Cue.goes) {
      visited(marks, i);
      if (lexeme.lower === 'at' || lexeme.lower === 'near') happenedAt(marks, i);
    }
    if (cues & Cue.works) employer(marks, i);
    if (flags & Flag.label) insurer(marks, i);
    if (cues & Cue.devout) devoted(marks, i);
    if (cues & Cue.saint) saintly(marks, i);
    if (lexeme.writing === 'lower') {
      if (cues & Cue.goes || flags & Flag.preposition || cues & Cue.through) behindDwelling(marks, i);
      if (cues & Cue.smallHead) {
        smallHead(marks, i);
        supplier(marks, i);
      }
      if (cues & Cue.through) serves(marks, i);
      if (lexeme.lower === 'county') smallCounty(marks, i);
    }
    if (flags & Flag.preposition && lexeme.writing === 'lower') {
      behindPreposition(marks, i);
      lowTown(marks, i);
      smallTown(marks, i);
      compassTown(marks, i);
      pairBehind(marks, i);
    }
    if (flags & Flag.named) wellKnown(marks, i);
    if (flags & Flag.placeFirst) startsPlace(marks, i, lower);
    else if ((lexeme.writing === 'capital' || lexeme.writing === 'mixed') && isAnd(lexemes[i + 1])) {
      families(marks, i);
      crossing(marks, i);
    }
  }
  if (premises !== 0 && (digits || premises & wordy)) found.push(...findPremises(text, premises));
  if (codes > 0) found.push(...findPostcodes(text, codes));
  if (digits) {
    const { length } = found;
    for (let k = 0; k < length; k++) {
      const one = found[k] as Finding;
      if (one.kind === 'street' && !isNumberedRoad(text, one.start)) found.push(...addressBehind(text, one));
    }
    found.push(...findExits(lower, found));
  }
  return found;
}
