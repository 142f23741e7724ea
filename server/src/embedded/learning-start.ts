import type { GoldSentence } from '../learning/sentence';
import { type Tagger, taggerOf } from '../learning/tagger';
import { trainTagger } from '../learning/train';
import { shippedTagger } from './shipped-tagger';

/**
 * Trains taggers for these types: from the shipped weights where any of theirs is among them, whatever its case, else
 * from nothing but their classes of words. What they find is of these types alone, as they are written here.
 * A tagger `like` another takes its balance of precision and recall and its calibration from that one.
 */
export function trainerFor(
  types: ReadonlySet<string>,
): (sentences: readonly GoldSentence[], like?: Tagger) => Tagger {
  const shipped = shippedTagger();
  const own = new Map(shipped.types.map((type) => [type.toLowerCase(), type]));
  const inside = (type: string): string => own.get(type.toLowerCase()) ?? type;
  const outside = new Map([...types].map((type) => [inside(type), type]));
  const isOurs = shipped.types.some((type) => outside.has(type));
  const start = isOurs ? { from: shipped } : { clusters: shipped.model.clusters };
  return (sentences, like) => {
    const renamed = sentences.map((sentence) => ({
      ...sentence,
      entities: sentence.entities.map((one) => ({ ...one, type: inside(one.type) })),
    }));
    const trained = trainTagger(renamed, like ? { ...start, folds: 0 } : start);
    const tagger = like
      ? taggerOf({ ...trained.model, lift: like.model.lift, calibration: like.model.calibration })
      : trained;
    return {
      ...tagger,
      types: [...types],
      tag: (sentence) =>
        tagger.tag(sentence).flatMap((one) => {
          const type = outside.get(one.type);
          return type === undefined ? [] : [{ ...one, type }];
        }),
    };
  };
}
