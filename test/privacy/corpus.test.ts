import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCorpora } from '../../server/src/privacy/corpus/corpora';
import { corpusName, folderOf, placeOf, rootOf, rotate } from '../../server/src/privacy/corpus/corpus';
import { addRuling, rulingsFile } from '../../server/src/privacy/corpus/rulings-file';

let folder = '';
let config = '';
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'marginalia-corpus-')));
  config = join(folder, 'config');
  await mkdir(join(folder, 'ward', 'a', 'b'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (...names: string[]): string => join(folder, ...names);

describe('the corpus of a note', () => {
  it('is its own folder where nothing marks another', () => {
    expect(placeOf(at('ward', 'a', 'note.txt'))).toEqual({ root: at('ward', 'a'), path: 'note.txt' });
    expect(rootOf(at('ward', 'a'))).toBe(at('ward', 'a'));
  });

  it('is the nearest folder above that holds the configuration of brat or a repository', async () => {
    await mkdir(at('ward', '.git'));
    expect(placeOf(at('ward', 'a', 'b', 'note.txt'))).toEqual({ root: at('ward'), path: 'a/b/note.txt' });
    expect(rootOf(at('ward', 'a'))).toBe(at('ward'));
    await writeFile(at('ward', 'a', 'annotation.conf'), '');
    expect(placeOf(at('ward', 'a', 'b', 'note.txt'))).toEqual({ root: at('ward', 'a'), path: 'b/note.txt' });
  });

  it('is not the home folder for the settings that every editor keeps there', async () => {
    await mkdir(at('.vscode'));
    expect(rootOf(at('ward'))).toBe(at('ward'));
  });

  it.skipIf(process.platform === 'win32')(
    'is the same through links, and before the file is saved',
    async () => {
      await symlink(at('ward'), at('link'));
      await writeFile(at('ward', 'a', 'note.txt'), '');
      await symlink(at('ward', 'a', 'note.txt'), at('other.txt'));
      const place = placeOf(at('ward', 'a', 'note.txt'));
      expect(placeOf(at('link', 'a', 'note.txt'))).toEqual(place);
      expect(placeOf(at('other.txt'))).toEqual(place);
      expect(placeOf(at('link', 'a', 'b', 'new', 'unsaved.txt'))).toEqual({
        root: at('ward', 'a', 'b', 'new'),
        path: 'unsaved.txt',
      });
    },
  );
});

describe('what is settled for a note', () => {
  it('has an identity that tells notes and corpora apart, and no path', () => {
    const corpora = openCorpora(config);
    const one = corpora.ofFile(at('ward', 'a', 'note.txt')).identity;
    expect(openCorpora(config).ofFile(at('ward', 'a', 'note.txt')).identity).toBe(one);
    expect(corpora.ofFile(at('ward', 'a', 'other.txt')).identity).not.toBe(one);
    expect(corpora.ofFile(at('ward', 'a', 'b', 'note.txt')).identity).not.toBe(one);
    expect(one).not.toContain('ward');
  });

  it('gives texts without a file identities of their own, and the rulings of their folder', () => {
    addRuling(config, at('ward'), { verdict: 'safe', phrase: 'Foley' });
    const corpora = openCorpora(config);
    const one = corpora.ofText(at('ward'), 'x');
    expect(corpora.ofText(at('ward'), 'x').identity).toBe(one.identity);
    expect(corpora.ofText(at('ward'), 'y').identity).not.toBe(one.identity);
    expect(corpora.ofText(undefined).identity).not.toBe(corpora.ofText(undefined).identity);
    expect(one.rulings).toEqual([{ verdict: 'safe', phrase: 'Foley' }]);
    expect(corpora.ofText(undefined).rulings).toEqual([]);
  });

  it('is another one once its corpus is rotated, and its corpus alone', () => {
    const before = corpusName(config, at('ward'));
    const other = corpusName(config, at('ward', 'a'));
    rotate(config, at('ward'));
    const after = corpusName(config, at('ward'));
    expect(after).not.toBe(before);
    expect(corpusName(config, at('ward'))).toBe(after);
    expect(corpusName(config, at('ward', 'a'))).toBe(other);
    rotate(config, at('ward'));
    expect(corpusName(config, at('ward'))).not.toBe(after);
  });

  it('is kept outside the corpus, under no name of it', () => {
    expect(folderOf(config, at('ward')).startsWith(config)).toBe(true);
    expect(rulingsFile(config, at('ward')).slice(config.length)).not.toContain('ward');
  });
});
