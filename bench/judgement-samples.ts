import { alignmentFeatures } from '../server/src/embedded/alignment-features';
import { assertionFeatures } from '../server/src/embedded/assertion-features';
import {
  assertedByRules,
  type FindPhrases,
  type Mention,
  mentionsAmong,
} from '../server/src/embedded/entities';
import { stands, weighHypothesis } from '../server/src/embedded/hypotheses';
import { folded } from '../server/src/embedded/memo';
import { relationFeatures } from '../server/src/embedded/relation-features';
import { pairsAmong, relationLabel } from '../server/src/embedded/relations';
import type { Sample } from '../server/src/learning/classifier';
import type { PlacedBlock } from '../server/src/note/note';
import { entitiesIn, type GoldEntity, goldPhrases, type JudgedNote, type Pair } from './judgement-gold';

/** A sample with what the rules alone say of it. */
export interface JudgedSample extends Sample {
  readonly rule: string;
  /** How sure the rules are, from 0 to 1. */
  readonly sure: number;
  /** Whether the rules' label yields to a classifier that is sure of another. */
  readonly yields?: boolean;
}

/** The gold entity that a mention was made from; a span that cuts a token still shares one end. */
const goldOf = (
  placed: PlacedBlock,
  here: readonly GoldEntity[],
  { start, end }: Pick<Mention, 'start' | 'end'>,
): GoldEntity | undefined =>
  here.find((one) => one.start === start + placed.start || one.end === end + placed.start);

/** How often the rules are right on notes that they were not written on; they give no figure of their own. */
const SURE = 0.9;

/** Each gold problem, with what tells its assertion. */
export const assertionSamples = (notes: readonly JudgedNote[]): JudgedSample[] =>
  notes.flatMap(({ name, note, entities }) =>
    note.blocks.flatMap((placed) => {
      const found: JudgedSample[] = [];
      const here = entitiesIn(placed, entities);
      mentionsAmong(placed.block, placed.section.kind, goldPhrases(placed, here), (around, problems) => {
        const said = assertedByRules(around, problems);
        const features = assertionFeatures(
          around,
          problems,
          said.map(({ assertion }) => assertion),
        );
        problems.forEach(({ first, last }, i) => {
          const start = around.tokens[first]?.start ?? 0;
          const gold = goldOf(placed, here, { start, end: around.tokens[last]?.end ?? start });
          if (gold?.assertion !== undefined)
            found.push({
              features: features[i] ?? [],
              label: gold.assertion,
              group: name,
              rule: said[i]?.assertion ?? '',
              sure: SURE,
            });
        });
        return said;
      });
      return found;
    }),
  );

/** The mentions of a block at gold spans, with the assertions that the rules say. */
const byRules = ({ block, section }: PlacedBlock, find: FindPhrases): readonly Mention[] =>
  mentionsAmong(block, section.kind, find, assertedByRules);

/** Two mentions that are not related. */
export const UNRELATED = 'none';

/** Each pair of gold mentions of a sentence, with what tells their relation. */
export const relationSamples = (notes: readonly JudgedNote[]): JudgedSample[] =>
  notes.flatMap(({ name, note, entities, relations }) =>
    note.blocks.flatMap((placed) => {
      const here = entitiesIn(placed, entities);
      const kind = placed.section.kind;
      const mentions = byRules(placed, goldPhrases(placed, here));
      const ids = mentions.map((mention) => goldOf(placed, here, mention)?.id);
      return pairsAmong(folded(placed.block), placed.block.sentences, mentions, kind).map((pair) => {
        const [a, b] = [ids[pair.left], ids[pair.right]];
        const gold = relations.find(({ from, to }) => (from === a && to === b) || (from === b && to === a));
        return {
          features: relationFeatures(pair, mentions, kind),
          label: gold ? relationLabel(gold.type, gold.from === a) : UNRELATED,
          group: name,
          rule: pair.rule ? relationLabel(pair.rule.type, pair.rule.forward) : UNRELATED,
          sure: pair.rule?.confidence ?? 0,
        };
      });
    }),
  );

/** Each hypothesis, with what tells whether its note speaks for it. */
export const pairSamples = (pairs: readonly Pair[]): JudgedSample[] =>
  pairs.flatMap(({ name, note, hypothesis, label }) => {
    const weighed = weighHypothesis(note, hypothesis);
    if (!weighed) return [];
    const { label: rule, confidence: sure } = weighed.rule;
    const sample = { features: alignmentFeatures(weighed), label, group: name, rule, sure };
    return [stands(weighed) ? { ...sample, said: rule } : { ...sample, yields: true }];
  });
