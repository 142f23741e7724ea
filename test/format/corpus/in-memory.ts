import { brat } from '../../../server/src/format/corpus/brat';
import type { CorpusDocument, CorpusFormat, Loss } from '../../../server/src/format/corpus/document';

/** The files that a format writes for documents it can hold. */
export function written(format: CorpusFormat, documents: readonly CorpusDocument[]): Map<string, string> {
  const writer = format.writer('2024-02-29');
  const files = new Map<string, string>();
  for (const file of [...documents.flatMap((document) => writer.write(document)), ...writer.finish()])
    files.set(file.path, file.grows ? (files.get(file.path) ?? '') + file.text : file.text);
  return files;
}

/** All that a format reads of some files. */
export function readAll(format: CorpusFormat, files: ReadonlyMap<string, string>) {
  const documents: CorpusDocument[] = [];
  const [failures, warnings, losses]: [string[], string[], Loss[]] = [[], [], []];
  const beside = (path: string) => {
    const text = files.get(path);
    return text === undefined ? undefined : { path, text };
  };
  for (const [path, text] of files) {
    if (!format.reads?.(path)) continue;
    for (const read of format.read?.({ path, text }, beside) ?? []) {
      if ('failure' in read) failures.push(read.failure);
      else {
        documents.push(read.document);
        warnings.push(...read.warnings);
        losses.push(...read.losses);
      }
    }
  }
  return { documents, failures, warnings, losses };
}

/** What a note and its standoff file say. */
export function fromBrat(text: string, ann: string, name = 'ward/note') {
  const files = new Map([
    [`${name}.txt`, text],
    [`${name}.ann`, ann],
  ]);
  const { documents, ...rest } = readAll(brat, files);
  return { document: documents[0] as CorpusDocument, ...rest };
}

/** The one document of a file. */
export function readOne(format: CorpusFormat, path: string, text: string) {
  const { documents, ...rest } = readAll(format, new Map([[path, text]]));
  return { document: documents[0] as CorpusDocument, documents, ...rest };
}
