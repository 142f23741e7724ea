import { readFileSync, writeSync } from 'node:fs';
import { openGoldStore } from '../../server/src/gold/gold-store';
import { applyEdit } from '../../server/src/note/edit';
import { editNote, parseNote } from '../../server/src/note/note';

// A process in which somebody types into a note that is never saved, and marks words. It says what the editor keeps: the
// text, as it is typed; and each decision once it waits for the note, or an undo.
const [root = '', path = '', text = readFileSync(path, 'utf8'), from = '0', count = ''] =
  process.argv.slice(2);
const store = openGoldStore({ root, annotator: 'ann', key: new Uint8Array(32).fill(1) });
let note = parseNote(text);
const gold = await store.open(path, note);
// As an editor would say it: one write, so that a kill cannot cut it.
const say = (of: object): void => void writeSync(1, `${JSON.stringify(of)}\n`);
const marked = gold.gold.entities.map(({ type, text: word }) => `${type} ${word}`);
say({ back: marked, notices: gold.notices });
for (let n = Number(from); ; n++) {
  const words = [...note.text.matchAll(/\w+/g)];
  const at = words[(n * 7) % words.length]?.index ?? 0;
  const edit = { start: at, end: at, text: `new${n} ` };
  const after = editNote(note, edit, applyEdit(note.text, edit));
  say({ text: after.text });
  gold.edit(note, after, edit);
  note = after;
  const word = [...note.text.matchAll(/word\w+/g)][n % 40];
  if (!word) break;
  const spans = [{ start: word.index, end: word.index + word[0].length }];
  const outcome = gold.decide({ kind: 'entity', type: `t${n}`, spans });
  if ('refused' in outcome) throw new Error(outcome.refused);
  const state = await gold.settled();
  say({ made: `t${n} ${word[0]}`, state });
  if (n % 5 === 4) {
    say({ begun: 'undo' });
    await store.undo();
    say({ undone: `t${n} ${word[0]}`, state: await gold.settled() });
  }
  if (n + 1 === Number(from) + Number(count)) process.kill(process.pid, 'SIGKILL');
}
