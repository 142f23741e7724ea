import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { assertionsOf } from './embedded/assertion';
import { trainerFor } from './embedded/learning-start';
import { shippedTagger } from './embedded/shipped-tagger';
import { ruleFeatures } from './embedded/word-features';
import { measureCurve } from './evaluation/learning-curve';
import { learningPage } from './evaluation/learning-page';
import { learnedNote } from './evaluation/learning-scores';
import type { SectionKind } from './note/headings';
import { makeLearner } from './pipeline/learned/learner';
import type { NoteGold } from './pipeline/learned/messages';
import { serveLearner } from './pipeline/learned/serving';

/** A tagger tells headings from the sections that they open. */
const kindOf = (section: string): SectionKind => (section === 'heading' ? 'other' : (section as SectionKind));

/** In milliseconds, after which what was measured has to do. */
const LONGEST = 90_000;

/** A page on how well gold can be learned, and what more of it would bring. */
function curveOf(notes: readonly NoteGold[]): string {
  const marked = notes.map(({ name, text, entities }) => {
    const mentions = entities.map(({ type, start, end }, i) => ({
      id: `T${i + 1}`,
      type,
      spans: [{ start, end }],
      attributes: new Map<string, string>(),
    }));
    return learnedNote({ name, text, mentions, links: [], endless: [] }, ruleFeatures);
  });
  const types = new Set(notes.flatMap(({ entities }) => entities.map(({ type }) => type)));
  const { steps, report } = measureCurve(marked, trainerFor(types));
  const began = performance.now();
  for (const _ of steps) if (performance.now() - began > LONGEST) break;
  return learningPage(report());
}

// A thread of its own: the server starts this file, and it ends with the server.
if (parentPort) {
  // There, 0 is the calling thread alone; elsewhere it is the process, which may not be slowed down.
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  serveLearner(
    parentPort,
    makeLearner({
      features: ruleFeatures,
      shipped: shippedTagger,
      assertions: (tokens, section, problems) =>
        assertionsOf(tokens, 0, tokens.length, problems, problems, kindOf(section), undefined, false),
    }),
    curveOf,
  );
}
