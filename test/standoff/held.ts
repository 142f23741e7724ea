import { i2b2, type Schema } from '../../server/src/annotation/schema';
import { allowedBy } from '../../server/src/editor/standoff/allowed';
import type { Fault, Reading } from '../../server/src/editor/standoff/faults/fault';
import { faultsOf } from '../../server/src/editor/standoff/faults/faults';
import type { Fix } from '../../server/src/editor/standoff/fixes/fix';
import { fixesOf } from '../../server/src/editor/standoff/fixes/fixes';
import { idsOf } from '../../server/src/editor/standoff/ids';
import { noteFile } from '../../server/src/editor/standoff/note-file';
import { placementOf } from '../../server/src/editor/standoff/place';
import { parseBrat, writeBrat } from '../../server/src/format/brat';
import { type OffsetUnit, offsetMap } from '../../server/src/format/brat-annotations';

/** Events and attributes with and without values, beside what i2b2 has. */
export const schema: Schema = {
  ...i2b2,
  events: [
    {
      name: 'Sign_symptom',
      description: 'a sign or a symptom',
      roles: [
        { name: 'Theme', types: ['problem', 'Sign_symptom'], repeats: true, required: false },
        { name: 'Drug', types: ['treatment'], repeats: false, required: true },
      ],
    },
  ],
  attributes: [...i2b2.attributes, { name: 'Negation', on: ['problem', 'Sign_symptom'], values: [] }],
};

/** A standoff file held against its note. */
export function hold(ann: string, text: string | undefined, by: Schema = schema): Reading {
  const document = parseBrat(ann);
  const note = text === undefined ? undefined : noteFile('file:///ward/note.txt', text);
  return {
    document,
    ids: idsOf(document),
    placement: note && placementOf(document, note),
    allowed: allowedBy(by),
  };
}

/** What is wrong with a file, as `line code` each. */
export const wrongIn = (ann: string, text: string | undefined, by?: Schema): string[] =>
  faultsOf(hold(ann, text, by)).map(({ line, code }) => `${line + 1} ${code}`);

/** The file after a fix. */
export function mend(ann: string, { edits, removed }: Fix): string {
  const { lines } = parseBrat(ann);
  const left = lines.flatMap((line, n) => {
    if (removed.includes(n)) return [];
    const edit = edits.find((one) => one.line === n);
    if (!edit) return [line];
    return [{ ...line, raw: line.raw.slice(0, edit.start) + edit.text + line.raw.slice(edit.end) }];
  });
  return writeBrat({ lines: left });
}

/** The file after the fix of that title for the first fault of a code. */
export function mended(ann: string, text: string, code: Fault['code'], title: RegExp): string {
  const reading = hold(ann, text);
  const fault = faultsOf(reading).find((one) => one.code === code);
  if (!fault) throw new Error(`no ${code}`);
  const fix = fixesOf(reading, fault).find((one) => title.test(one.title));
  if (!fix)
    throw new Error(
      `no such fix; there are ${fixesOf(reading, fault)
        .map((one) => one.title)
        .join(' | ')}`,
    );
  return mend(ann, fix);
}

/** The same file read in another unit than the one that was found. */
export function placedBy(unit: OffsetUnit, reading: Reading): Reading {
  const { placement } = reading;
  if (!placement) return reading;
  const map = offsetMap(placement.note.text, unit);
  return {
    ...reading,
    placement: { ...placement, unit, map, length: map.toFile(placement.note.text.length) },
  };
}
