/** What cannot be read in a configuration file, for its user. The line is counted from 1. */
export interface Problem {
  readonly line: number;
  readonly message: string;
}

/** `Theme+:Protein|Gene`: a key, and the names behind it. */
export interface Argument {
  readonly key: string;
  readonly values: readonly string[];
}

/** A line that says something. */
export interface ConfigLine {
  readonly number: number;
  /** The characters that it is indented by. */
  readonly indent: number;
  /** The names before the arguments: the type, or all of a line of labels. */
  readonly terms: readonly string[];
  readonly args: readonly Argument[];
  /** What comment lines right above it say, the signs of comments taken off. */
  readonly comments: readonly string[];
}

export interface Config {
  /** The lines of each section, by the section's name. */
  readonly sections: ReadonlyMap<string, readonly ConfigLine[]>;
  /** Comments of the whole file, each on a line. */
  readonly comments: readonly string[];
  readonly problems: readonly Problem[];
}

export interface ConfigOptions {
  /** The sections that the file may have. */
  readonly sections: readonly string[];
  /** Sections whose lines are split at `|` alone. */
  readonly labels?: readonly string[];
}

/** More of a file is not read: configurations of people are hundreds of times smaller. */
const MOST_LINES = 20_000;
/** In UTF-16 code units, with all macros put in. */
const LONGEST_LINE = 50_000;
/** Of all lines together, with all macros put in. */
const MOST_TEXT = 2_000_000;
const MOST_ARGUMENTS = 200;
const MOST_ROUNDS = 10;
const MOST_PROBLEMS = 100;
const LONGEST_SHOWN = 60;

/** What angle brackets may hold without being defined. */
const reserved = new Set(
  'ANY ENTITY RELATION EVENT ALL-ENTITIES ALL-RELATIONS ALL-EVENTS NONE EMPTY REL-TYPE URL URLBASE UNICODE GLYPH-POS DEFAULT NORM OVERLAP OVL-TYPE INHERIT'.split(
    ' ',
  ),
);
const aliases: ReadonlyMap<string, string> = new Map([['spans', 'entities']]);

/** Words of a file within a message: short, and nothing that moves the cursor of a terminal. */
export const shown = (words: string): string => {
  const plain = words.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)}…` : plain;
};

/** Collects problems; of very many, the first. */
export function problemList() {
  const list: Problem[] = [];
  let left = 0;
  return {
    add(line: number, message: string): void {
      if (list.length < MOST_PROBLEMS) list.push({ line, message });
      else left++;
    },
    all: (): Problem[] => {
      const sorted = [...list].sort((a, b) => a.line - b.line);
      const last = sorted.at(-1)?.line ?? 1;
      return left > 0 ? [...sorted, { line: last, message: `and ${left} more that cannot be read` }] : sorted;
    },
  };
}
export type ProblemList = ReturnType<typeof problemList>;

/** Puts macros in, those within macros too; says what is wrong where that cannot be. */
function expanded(line: string, macros: ReadonlyMap<string, string>): { text: string } | { wrong: string } {
  let text = line;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let grown = 0;
    let unknown: string | undefined;
    let changed = false;
    const next = text.replace(/<([^<>\s]*)>/g, (whole, name: string) => {
      if (reserved.has(name)) return whole;
      const value = macros.get(name);
      if (value === undefined) unknown ??= name;
      grown += value?.length ?? 0;
      changed = true;
      return grown > LONGEST_LINE ? '' : (value ?? '');
    });
    if (unknown !== undefined)
      return { wrong: `<${shown(unknown)}> is not defined; a macro holds within its section only` };
    if (next.length > LONGEST_LINE || grown > LONGEST_LINE)
      return { wrong: 'it is too long with its macros' };
    if (!changed) return { text };
    text = next;
  }
  return { wrong: 'its macros are defined by each other' };
}

const listed = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The names of a line and the text of its arguments, apart. */
function cut(text: string): { terms: string; rest: string } {
  const [, terms = '', rest = ''] = /^(\S+)(?:\s+(.*))?$/s.exec(text) ?? [];
  // Older files have spaces in names, and a tab behind them; or names alone.
  const tab = text.indexOf('\t');
  const isOld = listed(rest, ',').some((arg) => /\s/.test(arg));
  if (isOld && tab > 0) return { terms: text.slice(0, tab).trim(), rest: text.slice(tab + 1) };
  return rest !== '' && !rest.includes(':') && !rest.includes('<')
    ? { terms: text, rest: '' }
    : { terms, rest };
}

/**
 * Cuts a configuration file of brat into sections and lines, its macros put in. What cannot be read is among the
 * problems, and the rest goes on.
 */
export function readConfig(text: string, { sections, labels = [] }: ConfigOptions): Config {
  const problems = problemList();
  const found = new Map<string, ConfigLine[]>();
  const all: string[] = [];
  let section: string | undefined;
  let lines: ConfigLine[] | undefined;
  const macros = new Map<string, Map<string, string>>();
  let comments: string[] = [];
  let size = 0;
  /** The lines that the next one may stand under, the nearest last. */
  const above: { readonly indent: number; readonly args: readonly Argument[] }[] = [];
  let isAstray = false;
  const split = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/, MOST_LINES + 1);
  if (split.length > MOST_LINES)
    problems.add(MOST_LINES, 'the lines from here on are not read: there are too many');
  for (const [i, raw] of split.slice(0, MOST_LINES).entries()) {
    const number = i + 1;
    if (raw.trim() === '') {
      comments = [];
      continue;
    }
    if (raw.length > LONGEST_LINE) {
      problems.add(number, 'the line is too long');
      continue;
    }
    const bare = raw.trim();
    if (bare.startsWith('#')) {
      const comment = bare.replace(/^#+/, '').trim();
      comments.push(comment);
      all.push(comment);
      continue;
    }
    const said = comments;
    comments = [];
    const heading = bare.startsWith('[') && bare.endsWith(']') ? bare.slice(1, -1) : undefined;
    if (heading !== undefined) {
      const name = aliases.get(heading) ?? heading;
      const isKnown = sections.includes(name);
      if (!isKnown)
        problems.add(number, `[${shown(heading)}] is no section of this file; what stands in it is left out`);
      section = name;
      lines = isKnown ? (found.get(name) ?? []) : undefined;
      if (lines) found.set(name, lines);
      above.length = 0;
      continue;
    }
    if (section === undefined && !isAstray) {
      isAstray = true;
      problems.add(number, `no section has begun yet: write [${sections[0]}] above`);
    }
    if (!lines || section === undefined || /^-+$/.test(bare)) continue;
    const macro = /^<([a-zA-Z_-]+)>=/.exec(raw);
    if (macro?.[1] !== undefined) {
      const [sign, name] = macro;
      const known = macros.get(section) ?? new Map<string, string>();
      macros.set(section, known);
      if (reserved.has(name))
        problems.add(number, `<${name}> has a meaning of its own and cannot be defined`);
      else known.set(name, raw.slice(sign.length).trim());
      continue;
    }
    const put = expanded(raw, macros.get(section) ?? new Map());
    if ('wrong' in put) {
      problems.add(number, put.wrong);
      continue;
    }
    size += put.text.length;
    if (size > MOST_TEXT) {
      problems.add(number, 'the lines from here on are not read: they are too long with their macros');
      break;
    }
    const indent = put.text.length - put.text.trimStart().length;
    const content = put.text.trim();
    if (labels.includes(section)) {
      const terms = (content.split('\t', 1)[0] ?? '').split('|').map((part) => part.trim());
      lines.push({ number, indent, terms, args: [], comments: said });
      continue;
    }
    while ((above.at(-1)?.indent ?? -1) >= indent) above.pop();
    const { terms, rest } = cut(content);
    const args: Argument[] = [];
    for (const arg of listed(rest, ',')) {
      const [, key, values] = /^([^\s:]+):(\S*)$/.exec(arg) ?? [];
      if (arg === '<INHERIT>') args.push(...(above.at(-1)?.args ?? []));
      else if (key === undefined || values === undefined)
        problems.add(number, `"${shown(arg)}" is left out: an argument is written as Name:Type`);
      else args.push({ key, values: listed(values, '|') });
    }
    if (args.length > MOST_ARGUMENTS)
      problems.add(number, `only the first ${MOST_ARGUMENTS} arguments are read`);
    const line = {
      number,
      indent,
      terms: listed(terms, '|'),
      args: args.slice(0, MOST_ARGUMENTS),
      comments: said,
    };
    above.push(line);
    lines.push(line);
  }
  return { sections: found, comments: all, problems: problems.all() };
}
