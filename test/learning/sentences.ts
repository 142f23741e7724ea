import type { GoldSentence } from '../../server/src/learning/sentence';
import { sentencesToTag, withGold } from '../../server/src/learning/sentence';
import { parseNote } from '../../server/src/note/note';

/** Sentences from lines in which `[words|type]` marks an entity; brackets may stand within others. */
export function marked(lines: readonly string[], corpus = 'invented'): GoldSentence[] {
  return lines.flatMap((line) => {
    let text = '';
    const open: number[] = [];
    const entities: { start: number; end: number; type: string }[] = [];
    for (const part of line.split(/(\[|\|\w+\])/)) {
      if (part === '[') open.push(text.length);
      else if (/^\|\w+\]$/.test(part))
        entities.push({ start: open.pop() ?? 0, end: text.length, type: part.slice(1, -1) });
      else text += part;
    }
    return withGold(sentencesToTag(parseNote(text)), entities, corpus).sentences;
  });
}

const tools = ['trowel', 'bent fork', 'old spade', 'rake', 'hand drill', 'small saw'];
const plants = ['fern', 'wild rose', 'moss', 'tall iris', 'thyme'];
const frames = [
  (tool: string, plant: string) => `She took the [${tool}|tool] to lift the [${plant}|plant].`,
  (tool: string, plant: string) => `The [${plant}|plant] was cut with a [${tool}|tool] today.`,
  (tool: string) => `He put the [${tool}|tool] back on the shelf.`,
  (_: string, plant: string) => `They saw the [${plant}|plant] by the wall.`,
  () => 'It rained all day and nobody came.',
];

/** Thirty sentences on a garden, with types that no schema has. */
export const garden = (): GoldSentence[] =>
  marked(
    Array.from({ length: 30 }, (_, i) => {
      const frame = frames[i % frames.length] as (typeof frames)[number];
      return frame(tools[i % tools.length] as string, plants[(i * 3 + 1) % plants.length] as string);
    }),
  );
