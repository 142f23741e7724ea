import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'server/src');

// The floors of the house, ground first: a room imports from the floors below it.
const floors = [
  ['note', 'annotation'],
  ['privacy', 'format'],
  ['task', 'runtime', 'learning'],
  ['embedded', 'pipeline', 'gold', 'evaluation', 'files'],
  ['editor', 'cli'],
  ['main.ts', 'cli.ts', 'learner.ts'],
];
// Neighbours that may look at each other, each with its reason in ARCHITECTURE.
const neighbours = new Set(['annotation > note', 'runtime > task']);
// Only these know the language server protocol.
const protocol = /^(editor\/|main\.ts$)/;

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const text = (file: string): string => readFileSync(join(source, file), 'utf8');

const imports: Import[] = files.flatMap((file) =>
  [...text(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({ file, target })),
);
const room = (path: string): string => {
  const first = path.split('/')[0] as string;
  return /^(main|cli)(\.ts)?$/.test(first) && !path.includes('/') ? `${first.replace('.ts', '')}.ts` : first;
};
const floor = (name: string): number => floors.findIndex((rooms) => rooms.includes(name));

describe('the walls', () => {
  it('stand around rooms that ARCHITECTURE names', () => {
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(floor(room(file)), file).toBeGreaterThanOrEqual(0);
  });

  it('let imports through downward only', () => {
    const upward = imports
      .filter(({ target }) => target.startsWith('.'))
      .map(({ file, target }) => {
        const there = relative(source, resolve(source, dirname(file), target)).replaceAll('\\', '/');
        return { file, from: room(file), to: room(there) };
      })
      .filter(({ from, to }) => from !== to && floor(to) >= floor(from) && !neighbours.has(`${from} > ${to}`))
      .filter(({ file, to }) => !(file === 'cli.ts' && to === 'main.ts'))
      .map(({ file, to }) => `${file} > ${to}`);
    expect(upward).toEqual([]);
  });

  it('keep the editor with main.ts, and the protocol with the editor', () => {
    const wrong = imports
      .filter(
        ({ file, target }) =>
          (/vscode-(languageserver|jsonrpc)/.test(target) && !protocol.test(file)) ||
          (/\/editor(\/|$)/.test(target) && !protocol.test(file)),
      )
      .map(({ file, target }) => `${file} > ${target}`);
    expect(wrong).toEqual([]);
  });

  it('keep sockets in runtime/', () => {
    const socket = /^(node:)?(net|http|https|http2|tls|dgram|dns)(\/.*)?$|^undici$|^ollama(\/.*)?$/;
    const wrong = imports
      .filter(({ file, target }) => socket.test(target) && room(file) !== 'runtime')
      .map(({ file, target }) => `${file} > ${target}`);
    const fetching = files.filter(
      (file) => room(file) !== 'runtime' && /(?<![.\w])fetch\(|new WebSocket/.test(text(file)),
    );
    expect([...wrong, ...fetching]).toEqual([]);
  });

  it('let only privacy/ make de-identified text and prompts', () => {
    const casts = files.filter(
      (file) =>
        room(file) !== 'privacy' &&
        /\b(as|satisfies)\s+(unknown\s+as\s+)?(DeidentifiedText|Prompt)\b|<(DeidentifiedText|Prompt)>\s*[({'"`\w]|\bas\s+(any|never)\b/.test(
          text(file),
        ),
    );
    expect(casts).toEqual([]);
    const handmade = files.filter((file) => /\bprompt\(/.test(text(file)) && room(file) !== 'privacy');
    expect(handmade).toEqual([]);
  });
});
