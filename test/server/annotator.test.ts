import { describe, expect, it } from 'vitest';
import type { Entity } from '../../server/src/annotation/annotation';
import { makeAnnotator } from '../../server/src/editor/asking/annotator';
import { type OpenNote, openNote } from '../../server/src/editor/open-note';
import type { Engine, Request, Window } from '../../server/src/task/engine';
import { tasks } from '../../server/src/task/engine';
import type { Failure } from '../../server/src/task/failure';

const line = (i: number): string => `On day ${i} he had a fever, and was given aspirin for it at night. `;
/** One paragraph, of many windows. */
const text = `Hospital Course:\n${Array.from({ length: 50 }, (_, i) => line(i)).join('')}\n\nPlan:\nRest.\n`;
const origin = { by: 'embedded', version: 'test' } as const;

/** An engine that finds fevers, and asks a server first what windows may hold. */
function lateEngine(ready: () => Promise<Failure | undefined>) {
  const asked: Window[] = [];
  let windowTokens = 4_000;
  const engine: Engine = {
    name: 'late',
    concurrency: 2,
    get windowTokens() {
      return windowTokens;
    },
    async ready() {
      const failure = await ready();
      if (!failure) windowTokens = 200;
      return failure;
    },
    async *annotate({ note, windows, nextId, tasks: wanted }: Request) {
      if (!wanted.has('ner')) return;
      for (const window of windows) {
        asked.push(window);
        const found = [...note.text.slice(window.start, window.end).matchAll(/fever/g)];
        const entities = found.map(({ index }): Entity => {
          const start = window.start + index;
          const spans = [{ start, end: start + 5 }];
          return {
            id: nextId(),
            type: 'problem',
            spans,
            text: 'fever',
            attributes: {},
            confidence: 1,
            alignment: 'exact',
            origin,
          };
        });
        yield { task: 'ner', scope: window, entities, ...(window.cutsSentence && { cuts: 1 }) };
        const relations = entities.slice(1).map((entity, i) => ({
          id: nextId(),
          type: 'PIP',
          from: entities[i]?.id ?? '',
          to: entity.id,
          roles: ['Arg1', 'Arg2'] as const,
          confidence: 1,
          origin,
        }));
        yield { task: 'relation', scope: window, relations };
      }
    },
  };
  return { engine, asked };
}

/** An annotator, and a promise for each time that nothing is waited for. */
function start() {
  let look = (): void => {};
  const annotator = makeAnnotator({
    tasks: () => new Set(tasks),
    hypotheses: () => [],
    changed: () => {},
    progress: () => look(),
  });
  const settled = (): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (annotator.pending === 0) resolve();
      };
      look();
    });
  return { annotator, settled };
}

const entitiesOf = ({ note, knowledge }: OpenNote): Entity[] =>
  note.blocks.flatMap((placed) => knowledge.entitiesOf(note, placed));

describe('an open note', () => {
  it('is cut into windows when the engine knows what these may hold, and keeps the answers of all that share a block', async () => {
    const { engine, asked } = lateEngine(async () => undefined);
    const { annotator, settled } = start();
    const open = openNote('file:///ward/note.txt', 'plaintext', 1, text);
    annotator.start(open);
    annotator.use(engine);
    await settled();
    const ofCourse = asked.filter(({ start }) => start < text.indexOf('Plan'));
    expect(ofCourse.length).toBeGreaterThan(4);
    expect(new Set(ofCourse.map(({ blocks }) => blocks[0]?.block)).size).toBeLessThan(ofCourse.length);
    expect(entitiesOf(open)).toHaveLength(50);
    // All but those between windows.
    const relations = open.note.blocks.flatMap((placed) => open.knowledge.relationsOf(placed));
    expect(relations).toHaveLength(50 - ofCourse.length);
    annotator.dispose();
  });

  it('says why it has no answers where the engine does not know, and asks again after an edit', async () => {
    const failure: Failure = { kind: 'unreachable', message: 'Nobody is there.', help: '' };
    let there = false;
    const { engine, asked } = lateEngine(async () => (there ? undefined : failure));
    const { annotator, settled } = start();
    const open = openNote('file:///ward/note.txt', 'plaintext', 1, text);
    annotator.start(open);
    annotator.use(engine);
    await settled();
    expect(annotator.failure).toBe(failure);
    expect(asked).toEqual([]);
    there = true;
    annotator.edited(open);
    await new Promise<void>((resolve) => {
      const look = (): void => (asked.length > 0 ? resolve() : void setImmediate(look));
      look();
    });
    await settled();
    expect(annotator.failure).toBeUndefined();
    expect(entitiesOf(open)).toHaveLength(50);
    annotator.dispose();
  });

  it('counts the sentences that were cut, as long as they are there', async () => {
    const long = `Plan:\nIn short, ${'he had a fever, '.repeat(200)}and went home.\n`;
    const { engine, asked } = lateEngine(async () => undefined);
    const { annotator, settled } = start();
    const open = openNote('file:///ward/note.txt', 'plaintext', 1, long);
    annotator.start(open);
    annotator.use(engine);
    await settled();
    expect(asked.length).toBeGreaterThan(3);
    expect(annotator.cuts).toBe(asked.length - 1);
    annotator.close(open);
    expect(annotator.cuts).toBe(0);
  });
});
