import { parentPort } from 'node:worker_threads';
import { assertionsOf } from './embedded/assertion';
import { shippedTagger } from './embedded/shipped-tagger';
import { ruleFeatures } from './embedded/word-features';
import type { SectionKind } from './note/headings';
import { makeLearner } from './pipeline/learned/learner';
import { serveLearner } from './pipeline/learned/serving';

/** A tagger tells headings from the sections that they open. */
const kindOf = (section: string): SectionKind => (section === 'heading' ? 'other' : (section as SectionKind));

// A thread of its own: the server starts this file, and it ends with the server.
if (parentPort)
  serveLearner(
    parentPort,
    makeLearner({
      features: ruleFeatures,
      shipped: shippedTagger,
      assertions: (tokens, section, problems) =>
        assertionsOf(tokens, 0, tokens.length, problems, problems, kindOf(section), undefined, false),
    }),
  );
