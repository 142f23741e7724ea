/** How far an engine and a tagger are to be believed where they differ. */
export interface Trust {
  /** Whether the tagger saw the answers of the engine, and learned what they are worth: then its word is the last. */
  readonly isStacked: boolean;
  /** Whether the tagger has seen enough of a type to judge what an engine says of it. */
  isKnown(type: string): boolean;
  /** What is believed of the engine's answers of a type. */
  of(type: string): Belief;
}

export interface Belief {
  /** How often an answer of the engine is right. */
  readonly answer: number;
  /** How often one is right that the tagger did not find. */
  readonly alone: number;
  /** How much of what is there the engine finds. */
  readonly recall: number;
}

/** What was seen in notes that nobody has decided on. */
export interface Agreement {
  /** Answers of the engine, and those of them that the tagger found, too. */
  readonly asked: number;
  readonly agreed: number;
  /** The sum of the confidences of all that the tagger found: how many of them are right. */
  readonly right: number;
}

/** How an engine did on notes with gold: how many mentions there are, how many it said, and how many of these are right. */
export interface EngineRecord {
  readonly gold: number;
  readonly said: number;
  readonly right: number;
}

export const noRecord: EngineRecord = { gold: 0, said: 0, right: 0 };
export const noAgreement: Agreement = { asked: 0, agreed: 0, right: 0 };

/** Of gold entities of notes that were not learned yet: how many there were, and how many were found. */
export interface Found {
  gold: number;
  found: number;
}

/** Gold entities after which a tagger that knew nothing finds half of what it ever will. */
const HALF = 30;
/** What a tagger with much gold finds of what is there; notes that are examined before they are learned tell better. */
const USUAL = 0.75;
const WEIGHT = 20;
const MOST = 0.98;
/** Before anything was seen, the engine is right, and finds one of so many: what either says is shown. */
const FIRST = 0.5;
const FEW = 10;
/** Mentions after which a record tells more than agreement does. */
const MANY = 10;

/** How much a tagger finds, from 0 to 1. @param entities that it learned from @param shipped whether it knew more before */
export function recallOf({ gold, found }: Found, entities: number, shipped: boolean): number {
  const expected = USUAL * (shipped ? 1 : entities / (entities + HALF));
  return (found + WEIGHT * expected) / (gold + WEIGHT);
}

/** How often one of two independent witnesses is right where the other is silent, who finds so much of what is right. */
export const unseconded = (p: number, recall: number): number => (p * (1 - recall)) / (1 - p * recall);

/**
 * How often the engine is right, and how much it finds: as its record says. Without one nobody knows; but of its right answers
 * the tagger finds as many as it finds of all that is there, and of its wrong ones hardly any; and the other way round
 * (after Dawid & Skene, Applied Statistics 28:20, 1979).
 * @param found what the tagger finds of what is there
 */
export function believed(
  { asked, agreed, right }: Agreement,
  found: number,
  record: EngineRecord = noRecord,
): Belief {
  const supposed = (agreed + 1) / (asked + 2) / Math.max(0.05, found);
  const isKnown = record.said >= MANY || record.gold >= MANY;
  const answer = Math.min(MOST, isKnown ? (record.right + 1) / (record.said + 2) : supposed);
  const recall = isKnown ? (record.right + 1) / (record.gold + 2) : (agreed + FIRST) / (right + FIRST * FEW);
  return { answer, alone: unseconded(answer, found), recall: Math.min(MOST, recall) };
}
