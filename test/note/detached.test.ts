import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { conceptOf } from '../../server/src/embedded/concept';
import { detached } from '../../server/src/note/detached';
import { headingOf } from '../../server/src/note/headings';
import { lex } from '../../server/src/privacy/words/lexer';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const COUNT = 50;
const LENGTH = 100_000;

/** The bytes that are held after texts of 100,000 characters each were read, all of them let go. */
function heldAfter(read: (text: string) => void): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < COUNT; n++) read(`unheardofwordwithletters${n}:\n${'x'.repeat(LENGTH)}`);
  collect();
  return process.memoryUsage().heapUsed - before;
}

const ALL = COUNT * LENGTH;
const cut = (text: string): string => text.slice(0, text.indexOf(':'));

it('a text is the same detached, and a slice of it holds nothing else', () => {
  const kept: string[] = [];
  expect(detached('a word')).toBe('a word');
  expect(heldAfter((text) => kept.push(cut(text)))).toBeGreaterThan(ALL / 2);
  expect(heldAfter((text) => kept.push(detached(cut(text))))).toBeLessThan(ALL / 2);
  expect(kept).toHaveLength(2 * COUNT);
});

it.each<[string, (text: string) => void]>([
  ['words', (text) => lex(cut(text))],
  ['titles', (text) => headingOf(text.slice(0, text.indexOf('\n')))],
  ['phrases', (text) => conceptOf(cut(text))],
])('what is remembered of %s does not hold their notes', (_, read) => {
  expect(heldAfter(read)).toBeLessThan(ALL / 2);
});
