import type { Span } from '../../note/span';
import { assembled } from './assembling';
import { type Item, type Loss, type Read, type SourceFile, stem } from './document';
import { pairOf } from './holding';
import { entityOf } from './layers';
import type { RawEntity } from './placing';
import { splitUnescaped, unescapeTsv, withoutNumber } from './webanno-escapes';

interface Column {
  /** The layer, with its package; several declarations of one are one layer. */
  readonly layer: string;
  readonly kind: 'span' | 'relation' | 'chain';
  /** The feature; none: the layer has no features. */
  readonly feature: string | undefined;
  /** The layer that the ends of a relation are on. */
  readonly base: string | undefined;
}

/** A token or a part of one. */
interface Unit extends Span {
  readonly name: string;
  /** Per column, a cell for each annotation that is stacked there. */
  readonly cells: readonly (readonly string[])[];
}

interface Annotation {
  readonly id: string;
  readonly layer: string;
  start: number;
  end: number;
  readonly features: Map<string, string>;
}

/** Reads WebAnno TSV 3. @param note the note's text, where it lies beside the file */
export function readWebanno(file: SourceFile, note: SourceFile | undefined): Read {
  const lines = file.text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (!/^#FORMAT=WebAnno TSV 3/.test(lines[0] ?? ''))
    return { failure: 'line 1: it is no WebAnno TSV 3; it starts with #FORMAT=WebAnno TSV 3.3' };
  const columns = lines.filter((line) => line.startsWith('#T_')).flatMap(columnsOf);
  const units: Unit[] = [];
  const blocks: { readonly text: string; start: number }[] = [];
  let open: string[] = [];
  for (const [n, line] of lines.entries()) {
    if (line.startsWith('#Text=')) open.push(unescapeTsv(line.slice(6)));
    if (line === '' || line.startsWith('#')) continue;
    const fields = line.split('\t');
    const place = /^(\d{1,10})-(\d{1,10})$/.exec(fields[1] ?? '');
    if (!/^\d+-\d+(?:\.\d+)?$/.test(fields[0] ?? '') || !place)
      return { failure: `line ${n + 1}: it is no token; a row starts with SENTENCE-TOKEN and START-END` };
    const unit = { name: fields[0] ?? '', start: Number(place[1]), end: Number(place[2]) };
    if (open.length > 0) {
      blocks.push({ text: open.join('\n'), start: unit.start });
      open = [];
    }
    units.push({ ...unit, cells: columns.map((_, k) => splitUnescaped(fields[k + 3] || '_', '|')) });
  }
  const own = joined(blocks);
  const fits = note && blocks.every(({ text, start }) => note.text.startsWith(text, start));
  if (!fits && own === undefined)
    return { failure: 'its sentences overlap: their offsets do not count UTF-16 code units; write them so' };
  const text = fits && note ? note.text : (own ?? '');
  const warnings =
    note && !fits ? ['its text is not the one beside it; the text was made of its sentences'] : [];
  return { ...documentOf(stem(file.path), text, columns, units, warnings) };
}

function columnsOf(line: string): Column[] {
  const kind = line.startsWith('#T_SP=') ? 'span' : line.startsWith('#T_RL=') ? 'relation' : 'chain';
  const [layer = '', ...features] = line.slice(6).split('|');
  const base = features.find((feature) => feature.startsWith('BT_'))?.slice(3);
  const named = features.length === 0 ? [''] : features;
  return named.map((feature) => ({ layer, kind, feature: feature === '' ? undefined : feature, base }));
}

/** The text with each sentence at its offset; what stands between them is not in the file. */
function joined(blocks: readonly { readonly text: string; readonly start: number }[]): string | undefined {
  let text = '';
  for (const block of blocks) {
    const gap = block.start - text.length;
    if (gap < 0 || gap > 100_000) return undefined;
    if (gap > 0) text += text === '' ? ' '.repeat(gap) : `\n${' '.repeat(gap - 1)}`;
    text += block.text;
  }
  return text;
}

function documentOf(
  name: string,
  text: string,
  columns: readonly Column[],
  units: readonly Unit[],
  warnings: readonly string[],
): Read {
  const losses: Loss[] = [];
  const annotations = new Map<string, Annotation>();
  // Where references lead: by layer, unit and number, and by layer and unit, where the first counts.
  const at = new Map<string, string>();
  const reach = (key: string, id: string): void => {
    if (!at.has(key)) at.set(key, id);
  };
  const grown = (id: string, layer: string, unit: Unit): Annotation => {
    const known = annotations.get(id) ?? { id, layer, start: unit.start, end: unit.end, features: new Map() };
    known.start = Math.min(known.start, unit.start);
    known.end = Math.max(known.end, unit.end);
    annotations.set(id, known);
    return known;
  };
  for (const unit of units)
    for (const [c, column] of columns.entries()) {
      if (column.kind !== 'span' || isTarget(column)) continue;
      for (const [stack, cell] of (unit.cells[c] ?? []).entries()) {
        if (cell === '_' || cell === '') continue;
        const { value, number } = withoutNumber(cell);
        const id = `${column.layer} ${number === undefined ? `${unit.name} ${stack}` : `[${number}]`}`;
        const known = grown(id, column.layer, unit);
        if (column.feature !== undefined && !isRole(column) && value !== '*')
          known.features.set(column.feature, unescapeTsv(value));
        reach(`${column.layer} ${unit.name}`, id);
        for (const layer of [column.layer, ANY])
          if (number !== undefined) reach(`${layer} ${unit.name} ${number}`, id);
      }
    }
  const chained = chainsOf(columns, units, grown, losses);
  const entities: RawEntity[] = [];
  const others: Item[] = [];
  for (const { id, layer, start, end, features } of annotations.values()) {
    const { type, about } = entityOf({ name: shortName(layer), features: [...features] }, id);
    entities.push({ id, type, spans: [{ start, end }] });
    others.push(...about);
  }
  for (const layer of new Set(columns.filter(({ kind }) => kind === 'relation').map((one) => one.layer)))
    for (const unit of units) others.push(...relationsOf(layer, columns, unit, at));
  others.push(...slotsOf(columns, units, at), ...chained);
  return assembled({ name, text, entities, others, losses, warnings, unit: 'utf-16' });
}

/** The layer that stands for any. */
const ANY = 'uima.tcas.Annotation';
const isRole = ({ feature }: Column): boolean => feature?.startsWith('ROLE_') ?? false;
const isTarget = (column: Column): boolean => !isRole(column) && (column.feature?.includes('.') ?? false);

/** Slots as relations from the annotation that has them; of one over several tokens, its first has them all. */
function slotsOf(
  columns: readonly Column[],
  units: readonly Unit[],
  at: ReadonlyMap<string, string>,
): Item[] {
  const found = new Map<string, Item>();
  for (const unit of units)
    for (const [c, column] of columns.entries()) {
      const role = columns[c - 1];
      if (column.kind !== 'span' || !isTarget(column) || !role || !isRole(role)) continue;
      for (const [stack, cell] of (unit.cells[c] ?? []).entries()) {
        const { value, number } = withoutNumber(unit.cells[c - 1]?.[stack] ?? '_');
        const host = `${role.layer} ${number === undefined ? `${unit.name} ${stack}` : `[${number}]`}`;
        const roles = splitUnescaped(value, ';');
        for (const [k, one] of splitUnescaped(cell, ';').entries()) {
          if (one === '_' || one === '*' || one === '') continue;
          const target = withoutNumber(one);
          const name = `${column.feature} ${target.value}`;
          const to = at.get(target.number === undefined ? name : `${name} ${target.number}`) ?? name;
          const type = roles[k] === undefined || roles[k] === '*' ? 'slot' : unescapeTsv(roles[k]);
          const id = `${host} ${c} ${k}`;
          found.set(id, { kind: 'relation', id, type, arguments: pairOf(host, to) });
        }
      }
    }
  return [...found.values()];
}

/** Chains: their elements are annotations, together they are an equivalence. */
function chainsOf(
  columns: readonly Column[],
  units: readonly Unit[],
  grown: (id: string, layer: string, unit: Unit) => Annotation,
  losses: Loss[],
): Item[] {
  const chains = new Map<string, string[]>();
  for (const unit of units)
    for (const [c, column] of columns.entries()) {
      if (column.kind !== 'chain') continue;
      const element = columns.findIndex(
        (one, n) => n !== c && one.kind === 'chain' && one.layer === column.layer,
      );
      for (const [stack, cell] of (unit.cells[c] ?? []).entries()) {
        const link = /^(.*)->(\d+)-(\d+)$/.exec(cell);
        if (!link) continue;
        const chain = `${column.layer} ${link[2]}`;
        const id = `${chain}-${link[3]}`;
        const known = chains.get(chain) ?? [];
        if (!known.includes(id)) {
          chains.set(chain, [...known, id]);
          if (link[1] !== '*')
            losses.push({ kind: 'other', id: `chain ${link[2]}-${link[3]}`, why: 'the name of a link' });
        }
        const { value } = withoutNumber(unit.cells[element]?.[stack] ?? '*');
        const annotation = grown(id, column.layer, unit);
        if (value !== '*' && value !== '_') annotation.features.set('referenceType', unescapeTsv(value));
      }
    }
  return [...chains].flatMap(([id, targets]): Item[] =>
    targets.length > 1 ? [{ kind: 'equivalence', id, type: 'Equiv', targets }] : [],
  );
}

const shortName = (layer: string): string => layer.slice(layer.lastIndexOf('.') + 1);

/** The relations of a layer that end in a unit. */
function relationsOf(
  layer: string,
  columns: readonly Column[],
  unit: Unit,
  at: ReadonlyMap<string, string>,
): Item[] {
  const mine = columns.flatMap((column, n) =>
    column.layer === layer ? [{ ...column, cells: unit.cells[n] ?? [] }] : [],
  );
  const ends = mine.find(({ feature }) => feature?.startsWith('BT_'));
  return (ends?.cells ?? []).flatMap((cell, stack): Item[] => {
    if (cell === '_' || cell === '') return [];
    const { value: source, number } = withoutNumber(cell);
    const [from, to] = (number ?? '').split('_');
    const base = ends?.base ?? '';
    const end = (name: string, one: string | undefined): string =>
      (one !== undefined && one !== '' && one !== '0'
        ? at.get(`${base} ${name} ${one}`)
        : at.get(`${base} ${name}`)) ?? `${base} ${name}`;
    const features = mine.flatMap(({ feature, cells }): [string, string][] => {
      const value = cells[stack];
      return feature === undefined ||
        feature.startsWith('BT_') ||
        value === undefined ||
        value === '*' ||
        value === '_'
        ? []
        : [[feature, unescapeTsv(withoutNumber(value).value)]];
    });
    const id = `${layer} ${unit.name} ${stack}`;
    const { type, about } = entityOf({ name: shortName(layer), features }, id);
    return [
      { kind: 'relation', id, type, arguments: pairOf(end(source, from), end(unit.name, to)) },
      ...about,
    ];
  });
}
