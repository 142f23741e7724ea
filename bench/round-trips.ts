import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brat } from '../server/src/format/corpus/brat';
import type { CorpusDocument, CorpusFormat, SourceFile } from '../server/src/format/corpus/document';
import { corpusFormats } from '../server/src/format/corpus/formats';
import { meaning } from '../test/support/meaning';
import type { Row } from './table';

/** The files that a format writes for documents that it holds. */
function written(format: CorpusFormat, documents: readonly CorpusDocument[]): Map<string, string> {
  const writer = format.writer('2000-01-01');
  const parts = new Map<string, string[]>();
  for (const { path, text, grows } of [...documents.flatMap((one) => writer.write(one)), ...writer.finish()])
    parts.set(path, grows ? [...(parts.get(path) ?? []), text] : [text]);
  return new Map([...parts].map(([path, texts]) => [path, texts.join('')]));
}

function readAll(format: CorpusFormat, files: ReadonlyMap<string, string>) {
  const beside = (path: string): SourceFile | undefined => {
    const text = files.get(path);
    return text === undefined ? undefined : { path, text };
  };
  return [...files].flatMap(([path, text]) =>
    format.reads?.(path) ? [...(format.read?.({ path, text }, beside) ?? [])] : [],
  );
}

/** Items that are not as they were, and that no loss names. */
function silent(before: CorpusDocument, after: CorpusDocument, named: ReadonlySet<string>): number {
  const left = new Set(after.items.map((item) => JSON.stringify(item)));
  const items = before.items.filter((item) => !left.has(JSON.stringify(item)) && !named.has(item.id)).length;
  const lines =
    after.standoff === undefined && after.leftLines.length === 0
      ? before.leftLines.filter(({ line }) => !named.has(`line ${line}`)).length
      : 0;
  return items + lines + (before.text !== after.text && !named.has('text') ? 1 : 0);
}

/** Whether what was read again means what was written, and does so still as a standoff file. */
function isSame(found: CorpusDocument, wanted: CorpusDocument): boolean {
  const alike = (a: CorpusDocument | undefined, b: CorpusDocument): boolean =>
    a?.text === b.text && meaning(a).join() === meaning(b).join();
  const standoff = readAll(brat, written(brat, [brat.hold(found).document]))[0];
  const last = standoff && 'document' in standoff ? standoff.document : undefined;
  return alike(found, wanted) && alike(last, brat.hold(wanted).document);
}

/** Every brat corpus below DATA to every format and back: what comes back means the same, but for what was named. */
export async function roundTrips(data: string): Promise<Row[]> {
  const files = new Map<string, string>();
  const folders = existsSync(data) ? readdirSync(data, { recursive: true, withFileTypes: true }) : [];
  for (const entry of folders) {
    const file = join(entry.parentPath, entry.name);
    if (/\.ann$/.test(entry.name) && existsSync(file.replace(/\.ann$/, '.txt')))
      for (const one of [file, file.replace(/\.ann$/, '.txt')])
        files.set(relative(data, one), readFileSync(one, 'utf8'));
  }
  const documents = readAll(brat, files).flatMap((read) => ('document' in read ? [read.document] : []));
  if (documents.length === 0) return [{ what: 'round trips', value: 'not measured: no brat corpus in DATA' }];
  const rows: Row[] = [];
  const same = written(
    brat,
    documents.map((document) => brat.hold(document).document),
  );
  const identical = [...same].filter(([path, text]) => files.get(path) === text).length;
  rows.push({
    what: 'brat → brat, byte for byte',
    value: `${identical} of ${files.size} files`,
    goal: 'all',
    met: identical === files.size,
  });
  const total = documents.reduce((sum, { items }) => sum + items.length, 0);
  for (const format of corpusFormats) {
    if (!format.read || format === brat) continue;
    const started = performance.now();
    const held = documents.map((document) => format.hold(document));
    const back = readAll(
      format,
      written(
        format,
        held.map(({ document }) => document),
      ),
    );
    const took = performance.now() - started;
    const again = new Map(
      back.flatMap((read) => ('document' in read ? [[read.document.name, read.document]] : [])),
    );
    let [equal, quiet, losses] = [0, 0, 0];
    for (const [n, one] of held.entries()) {
      const before = documents[n] as CorpusDocument;
      const found = again.get(one.document.name);
      losses += one.losses.length;
      quiet += silent(before, one.document, new Set(one.losses.map(({ id }) => id)));
      if (found && isSame(found, one.document)) equal++;
    }
    rows.push({
      what: `brat → ${format.name} → brat, documents that mean the same but for named losses`,
      value: `${equal} of ${documents.length} (${losses} losses named over ${total} items, ${quiet} silent; ${took.toFixed(0)} ms)`,
      goal: 'all, 0 silent',
      met: equal === documents.length && quiet === 0,
    });
  }
  return rows;
}
