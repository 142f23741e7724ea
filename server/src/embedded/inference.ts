/** Inference by rules: contradictions inside a note, and hypotheses of the user held against it. */
export { contradictionsOf } from './contradictions';
export { judgeHypothesis } from './hypotheses';
export type { Judgement } from './judgement';
