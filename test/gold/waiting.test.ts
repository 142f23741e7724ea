import { readdirSync, renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus, decided, mention, openIn } from './corpus';

const note = 'Left knee pain today.\nNo chest pain, no fever.\n';

describe('what waits for a note that another window of the annotator has open, too', () => {
  /** The note with unsaved changes in one window, saved gold in another. */
  async function inTwo() {
    const { store, path, root } = corpus({ 'a.txt': note });
    const one = store();
    const editor = await openIn(one, path('a.txt'), note);
    editor.type(0, 0, 'Seen: ');
    expect((await decided(editor.gold, mention(editor.text, 'fever'))).state).toBe('with-note');
    const other = await openIn(store(), path('a.txt'), note);
    expect((await decided(other.gold, mention(note, 'knee pain'))).state).toBe('saved');
    return {
      look: async (): Promise<void> => {
        await one.changedOutside(path('a.ann'));
        await editor.gold.settled();
      },
      /** The first window as it is opened again once its process has ended. */
      again: () => {
        for (const name of readdirSync(path('.marginalia')).filter((one) => one.endsWith('.waiting')))
          renameSync(
            path(`.marginalia/${name}`),
            path(`.marginalia/${name}`.replace(/\d+(?=\.waiting)/, '999999999')),
          );
        return openIn(store({ root }), path('a.txt'), editor.text);
      },
    };
  }

  it('comes back under the id that it got when the other was saved', async () => {
    const { look, again } = await inTwo();
    await look();
    const { gold } = await again();
    expect(gold.gold.entities.map(({ id, text }) => `${id} ${text}`).sort()).toEqual([
      'T1 knee pain',
      'T2 fever',
    ]);
    expect(gold.notices).toEqual([]);
  });

  it('is not taken for what the other saved', async () => {
    const { again } = await inTwo();
    const { gold } = await again();
    expect(gold.gold.entities.map(({ text }) => text)).toEqual(['knee pain']);
    expect(gold.notices.join()).toContain('1 decision on unsaved text of this note cannot be brought back');
  });
});

it('is gone once it is let go, since others changed the same meanwhile', async () => {
  const { store, path, write } = corpus({ 'a.txt': note, 'a.ann': 'T1\tproblem 5 14\tknee pain\n' });
  const one = store();
  const editor = await openIn(one, path('a.txt'), note);
  editor.type(0, 0, 'Seen: ');
  await decided(editor.gold, { kind: 'type', id: 'T1', type: 'test' });
  write('a.ann', 'T1\ttreatment 5 14\tknee pain\n');
  await one.changedOutside(path('a.ann'));
  expect(await editor.gold.settled()).toBe('saved');
  expect(editor.gold.notices.join()).toContain('T1 changed in the file at the same time');
  expect(readdirSync(path('.marginalia')).filter((name) => name.endsWith('.waiting'))).toEqual([]);
});

it('is said to be lost where somebody else changed it', async () => {
  const { store, path, read, write } = corpus({ 'a.txt': note });
  const editor = await openIn(store(), path('a.txt'), note);
  editor.type(0, 0, 'Seen: ');
  for (const words of ['fever', 'knee pain']) await decided(editor.gold, mention(editor.text, words));
  const [name = ''] = readdirSync(path('.marginalia')).filter((one) => one.endsWith('.waiting'));
  const left = name.replace(/\d+(?=\.waiting)/, '999999999');
  write(`.marginalia/${left}`, read(`.marginalia/${name}`).replace('T1\\tproblem', 'T1\\ttest'));
  const again = await openIn(store(), path('a.txt'), editor.text);
  expect(again.gold.gold.entities.map(({ text }) => text)).toEqual(['knee pain']);
  expect(again.gold.notices.join()).toContain('1 decision on unsaved text');
});
