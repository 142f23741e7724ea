import { basename, dirname, join } from 'node:path';
import { type Gguf, GgufError, readGguf } from './header';

/** `NAME-00001-of-00003.gguf`, as llama.cpp splits large models. */
const part = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;

/** The parts of a model, in order, of which the path names one; a model in one file is its only part. */
function pathsOf(path: string): string[] {
  const [, name, , count] = part.exec(basename(path)) ?? [];
  if (name === undefined || count === undefined) return [path];
  return Array.from({ length: Number(count) }, (_, no) =>
    join(dirname(path), `${name}-${String(no + 1).padStart(5, '0')}-of-${count}.gguf`),
  );
}

/** An error that names the part it is about. */
const inPart = (path: string, why: string): GgufError => new GgufError(`${basename(path)}: ${why}`);

/**
 * Reads the headers of all files of a model, the first part first, which describes the model.
 * @param path the only file, or any one of the parts
 * @throws GgufError where one is missing, not whole, or not a part of this model; else the error of the system
 */
export async function readModel(path: string): Promise<readonly [Gguf, ...Gguf[]]> {
  const paths = pathsOf(path);
  const files: Gguf[] = [];
  for (const [no, one] of paths.entries()) {
    const read = await readGguf(one).catch((error: unknown) => {
      if (one === path) throw error;
      if (error instanceof GgufError) throw inPart(one, error.message);
      throw inPart(one, `the part cannot be read; all ${paths.length} must lie in one folder`);
    });
    const count = read.split?.count ?? 1;
    if (count !== paths.length || (read.split?.no ?? 0) !== no) {
      throw inPart(
        one,
        `it says that it is part ${(read.split?.no ?? 0) + 1} of ${count}; the parts must keep their names (NAME-00001-of-00003.gguf)`,
      );
    }
    files.push(read);
  }
  const [first, ...others] = files;
  if (!first) throw new GgufError('a model has a part');
  return [first, ...others];
}
