import { assertionsOf } from '../../server/src/embedded/assertion';
import { shippedTagger } from '../../server/src/embedded/shipped-tagger';
import { ruleFeatures } from '../../server/src/embedded/word-features';
import { type Ground, makeLearner } from '../../server/src/pipeline/learned/learner';
import type { LearnerClient } from '../../server/src/pipeline/learned/thread';

export const ground: Ground = {
  features: ruleFeatures,
  shipped: shippedTagger,
  assertions: (tokens, _, problems) =>
    assertionsOf(tokens, 0, tokens.length, problems, problems, 'other', undefined, false),
};

/** A learner without a thread. */
export function ownLearner(): LearnerClient {
  const { learn, add, tag } = makeLearner(ground);
  return {
    learn: async (corpus, notes) => learn(corpus, notes),
    add: async (corpus, note) => add(corpus, note),
    tag: async (task, signal) => (signal.aborted ? undefined : tag({ kind: 'tag', ...task })),
    curve: async () => undefined,
    onRelearned: () => {},
    dispose: async () => {},
  };
}
