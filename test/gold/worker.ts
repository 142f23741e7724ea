import { readFileSync, writeSync } from 'node:fs';
import { openGoldStore } from '../../server/src/gold/gold-store';
import { parseNote } from '../../server/src/note/note';

// A process that marks word after word of a note, and says of each when it is saved.
const [root = '', path = '', annotator = '', type = '', count = ''] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
const store = openGoldStore({ root, annotator, key: new Uint8Array(32).fill(1) });
const gold = await store.open(path, parseNote(text));
let left = Number(count);
for (const word of text.matchAll(/\w+/g)) {
  if (left <= 0) break;
  const spans = [{ start: word.index, end: word.index + word[0].length }];
  const outcome = gold.decide({ kind: 'entity', type, spans });
  if ('refused' in outcome) continue;
  left--;
  const state = await gold.settled();
  // As an editor would say it: one write, so that a kill cannot cut it.
  writeSync(1, `${state === 'saved' ? 'saved' : JSON.stringify(state)} ${type} ${word.index}\n`);
}
await store.close();
