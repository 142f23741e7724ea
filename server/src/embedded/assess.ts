import type { Assertion } from '../annotation/schema';
import { decide } from '../learning/classifier';
import { assertionFeatures } from './assertion-features';
import { type Assess, type FindPhrases, type Mention, mentionsAmong, mentionsOf } from './entities';
import { perSection } from './memo';
import type { Phrase } from './phrases';
import { shippedJudgement } from './shipped-judgement';

/** What the classifier, which knows what the rules say, says of mentions that are known, sentence by sentence in their order. */
function assess(known: readonly Mention[]): Assess {
  const classifier = shippedJudgement('assertion');
  const rules = known.flatMap(({ assertion }) => (assertion === undefined ? [] : [assertion]));
  let next = 0;
  return (around, problems) => {
    const said = rules.slice(next, next + problems.length);
    next += problems.length;
    return assertionFeatures(around, problems, said).map((features, i) => {
      const rule = said[i];
      const own = decide(classifier, features);
      // Nothing is denied without a cue that reaches it: a finding taken for absent is the error that nobody notices.
      const { label, confidence } =
        own.label === 'absent' && rule === 'present' ? decide(classifier, features, rule) : own;
      return { assertion: label as Assertion, asserted: confidence };
    });
  };
}

/** Finds mentions of a block that are known, sentence by sentence in their order. */
function again(known: readonly Mention[]): FindPhrases {
  let next = 0;
  return (_text, tokens, from, to, _section, sentence) => {
    const phrases: Phrase[] = [];
    // A heading is asked for twice: whether it is a mention, and as what.
    if (sentence < 0) next = 0;
    let at = from;
    for (; known[next]?.sentence === sentence; next++) {
      const { start, end, type, confidence } = known[next] as Mention;
      while (at < to && (tokens[at]?.start ?? start) < start) at++;
      const first = at;
      while (at < to && (tokens[at]?.end ?? end) < end) at++;
      phrases.push({ first, last: at, type, confidence });
    }
    return phrases;
  };
}

/** `mentionsOf` with what a classifier says of each problem, and how sure it is; remembered likewise. */
export const assessedOf: typeof mentionsOf = perSection((block, section) => {
  const known = mentionsOf(block, section);
  return known.some(({ type }) => type === 'problem')
    ? mentionsAmong(block, section, again(known), assess(known))
    : known;
});
