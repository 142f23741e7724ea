import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBio } from '../server/src/evaluation/bio';
import type { Typed } from '../server/src/evaluation/matching';
import { codePointMap } from '../server/src/note/code-points';

/** A note with its gold entities and the assertions of its problems, UTF-16 code units. */
export interface GoldNote {
  readonly name: string;
  readonly text: string;
  readonly entities: readonly (Typed & { readonly assertion?: string })[];
}

/** The files of a folder with an ending, sorted; empty where the folder is missing. */
export const filesIn = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(ending))
        .sort()
        .map((file) => join(folder, file))
    : [];

/** The sentences of an MTSamples part, a note each file. */
export const mtsamples = (data: string, part: 'train' | 'valid'): GoldNote[] =>
  filesIn(join(data, 'mtsamples-i2b2', part), '.bio').map((file) => {
    const { text, spans } = readBio(readFileSync(file, 'utf8'));
    return { name: file, text, entities: spans };
  });

/** A folder of notes with brat annotations: continuous entities and their assertions. */
export const bratNotes = (folder: string): GoldNote[] =>
  filesIn(folder, '.ann').map((file) => {
    const text = readFileSync(file.replace(/\.ann$/, '.txt'), 'utf8');
    const map = codePointMap(text);
    const lines = readFileSync(file, 'utf8').split('\n');
    const assertions = new Map(
      lines.flatMap((line) => {
        const match = /^A\d+\tAssertion (T\d+) (\S+)/.exec(line);
        return match ? [[match[1] as string, match[2] as string] as const] : [];
      }),
    );
    const entities = lines.flatMap((line) => {
      const match = /^(T\d+)\t(\S+) (\d+) (\d+)\t/.exec(line);
      if (!match) return [];
      const [, id = '', type = '', start, end] = match;
      const assertion = assertions.get(id);
      const span = { type, start: map.toUtf16(Number(start)), end: map.toUtf16(Number(end)) };
      return [assertion === undefined ? span : { ...span, assertion }];
    });
    return { name: file, text, entities };
  });
