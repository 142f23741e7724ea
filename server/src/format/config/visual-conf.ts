import { type Argument, type Problem, problemList, readConfig, shown } from './lines';
import { storedName } from './type-names';

/** How a type is shown. Colours are names or codes of CSS, and nothing else of it. */
export interface Look {
  /** From the longest to the shortest. */
  readonly labels: readonly string[];
  readonly background?: string;
  readonly foreground?: string;
  /** `darken`: that of the background, darker. */
  readonly border?: string;
  /** Of the line of a relation or a role. */
  readonly colour?: string;
}

export interface ReadVisual {
  /** By the names of types, attributes and roles; of those alone that the file names. */
  readonly looks: ReadonlyMap<string, Look>;
  /** For a type that the file does not name, and for the line of a relation or a role. */
  readonly usual: { readonly span: Drawing; readonly arc: Drawing };
  readonly problems: readonly Problem[];
}

const MOST_LABELS = 8;
const LONGEST_LABEL = 100;
const colour =
  /^(?:[a-z]{3,30}|#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|rgba?\([0-9.%]{1,8}(?:,[0-9.%]{1,8}){2,3}\))$/i;

const keys: ReadonlyMap<string, 'background' | 'foreground' | 'border' | 'colour'> = new Map([
  ['bgColor', 'background'],
  ['fgColor', 'foreground'],
  ['borderColor', 'border'],
  ['color', 'colour'],
]);

/** The colours of a look. */
export type Drawing = Omit<Look, 'labels'>;
type Mutable = { -readonly [Key in keyof Drawing]: Drawing[Key] };

/** Reads a `visual.conf` of brat: labels and colours. Drawing of lines and glyphs is passed over. */
export function readVisualConf(text: string): ReadVisual {
  const config = readConfig(text, { sections: ['options', 'labels', 'drawing'], labels: ['labels'] });
  const problems = problemList();
  for (const { line, message } of config.problems) problems.add(line, message);

  /** What a line says, and what it takes back of what goes without saying: `<NONE>`. */
  function drawingOf(args: readonly Argument[], line: number) {
    const said: Mutable = {};
    const none = new Set<keyof Drawing>();
    for (const { key, values } of args) {
      const name = keys.get(key);
      if (!name) continue;
      // The file has no commas in values; brat reads hyphens as such.
      const value = values.length === 1 ? (values[0] ?? '').replaceAll('-', ',') : '';
      if (value === '<NONE>') none.add(name);
      else if (colour.test(value)) said[name] = value;
      else problems.add(line, `${key}: "${shown(values.join('|'))}" is no colour`);
    }
    return { said, none };
  }

  const drawings = new Map<string, ReturnType<typeof drawingOf>>();
  for (const { terms, args, number } of config.sections.get('drawing') ?? []) {
    const [name] = terms;
    if (name !== undefined) drawings.set(storedName(name), drawingOf(args, number));
  }
  const labels = new Map<string, readonly string[]>();
  for (const { terms, number } of config.sections.get('labels') ?? []) {
    const [name = '', ...forms] = terms;
    const given = forms.map((form) => (form === '<EMPTY>' ? '' : form.slice(0, LONGEST_LABEL)));
    if (name === '') problems.add(number, 'a label is written as Type | long | short');
    else labels.set(storedName(name), given.slice(0, MOST_LABELS));
  }
  const of = (name: string): Drawing => drawings.get(name)?.said ?? {};
  const [span, arc] = [of('SPAN_DEFAULT'), of('ARC_DEFAULT')];
  const looks = new Map<string, Look>();
  for (const name of new Set([...labels.keys(), ...drawings.keys()])) {
    if (name.endsWith('_DEFAULT')) continue;
    const { said, none } = drawings.get(name) ?? { said: {}, none: new Set<keyof Drawing>() };
    const inherited: Mutable = { ...arc, ...span };
    for (const key of none) delete inherited[key];
    looks.set(name, { ...inherited, ...said, labels: labels.get(name) ?? [] });
  }
  return { looks, usual: { span, arc }, problems: problems.all() };
}
