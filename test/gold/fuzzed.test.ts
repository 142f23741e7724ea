import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBrat } from '../../server/src/format/brat';
import { corpus, mention, openIn } from './corpus';
import { edits, files, texts } from './documents';

describe('a standoff file of any kind', () => {
  it('keeps every line that nobody decided on, and gets its bytes back when all is undone', async () => {
    const note = 'Left knee pain 💊 today.\r\nNo chest pain, no fever.\n';
    const { store, path, read, write } = corpus({ 'a.txt': note });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc
          .oneof(
            files(note),
            fc.string({ unit: 'binary', maxLength: 200 }),
            files(note).chain((file) =>
              edits(file.length).map((e) => file.slice(0, e.start) + e.text + file.slice(e.end)),
            ),
          )
          .filter((text) => !text.includes('\0') && text.isWellFormed()),
        async (standoff) => {
          const name = `n${n++}`;
          write(`${name}.txt`, note);
          write(`${name}.ann`, standoff);
          const one = store();
          const { gold } = await openIn(one, path(`${name}.txt`), note);
          expect(writeBrat(gold.gold.document)).toBe(standoff.replace(/^\ufeff/, ''));
          const outcome = gold.decide(mention(note, 'fever', `type${n}`));
          expect(outcome).not.toHaveProperty('refused');
          expect(await gold.settled()).toBe('saved');
          expect(read(`${name}.ann`).startsWith(standoff)).toBe(true);
          expect(await one.undo()).not.toHaveProperty('refused');
          await gold.settled();
          expect(read(`${name}.ann`)).toBe(standoff);
          await one.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('follows any edits of its note, saved or taken back', async () => {
    const { store, path, read, write } = corpus({});
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        texts.chain((text) =>
          fc.tuple(
            fc.constant(text),
            files(text),
            fc.array(edits(text.length), { maxLength: 6 }),
            fc.boolean(),
          ),
        ),
        async ([text, standoff, list, saves]) => {
          const name = `n${n++}`;
          write(`${name}.txt`, text);
          write(`${name}.ann`, standoff);
          const one = store();
          const editor = await openIn(one, path(`${name}.txt`), text);
          const count = editor.gold.gold.entities.length;
          for (const edit of list) {
            // An editor never cuts a character in two.
            const cut = [edit.start, edit.end].some((at) => /^[\udc00-\udfff]/.test(editor.text.slice(at)));
            if (cut || edit.end > editor.text.length) continue;
            editor.type(edit.start, edit.end, edit.text);
          }
          expect(editor.gold.gold.entities.length).toBe(count);
          if (saves) {
            write(`${name}.txt`, editor.text);
            const whole = editor.gold.gold.entities.filter(({ broken }) => !broken).map(({ id }) => id);
            editor.gold.noteSaved();
            await one.close();
            const again = await openIn(store(), path(`${name}.txt`), editor.text);
            const now = again.gold.gold.entities.filter(({ broken }) => !broken).map(({ id }) => id);
            expect(whole.filter((id) => !now.includes(id))).toEqual([]);
            expect(again.gold.gold.entities.length).toBe(count);
          } else {
            editor.type(0, editor.text.length, text);
            await one.close();
            expect(read(`${name}.ann`)).toBe(standoff);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
