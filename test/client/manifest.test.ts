import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { i2b2 } from '../../server/src/annotation/schema';
import { readSettings } from '../../server/src/editor/settings';
import { tasks } from '../../server/src/task/engine';

const { contributes } = manifest;
const settings: Record<string, { scope?: string; default?: unknown }> = contributes.configuration.properties;

describe('settings', () => {
  it.each(['runtime', 'endpoint', 'model', 'allowedHosts', 'deidentification', 'cache'])(
    '%s decides what goes where: no workspace may set it',
    (name) => {
      expect(settings[`marginalia.${name}`]?.scope).toBe('machine');
      expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(
        `marginalia.${name}`,
      );
    },
  );

  it('offer no trace, which would print notes', () => {
    expect(Object.keys(settings).filter((name) => name.includes('trace'))).toEqual([]);
  });

  it('have the defaults that the server assumes', () => {
    const sent: Record<string, unknown> = {};
    for (const [name, { default: value }] of Object.entries(settings)) {
      const [head = '', tail] = name.replace('marginalia.', '').split('.');
      sent[head] = tail === undefined ? value : { [tail]: value };
    }
    // The hosts are the server's arguments.
    const { allowedHosts, ...read } = sent;
    expect(allowedHosts).toEqual([]);
    expect(read).toEqual(readSettings(undefined));
  });

  it('know every task', () => {
    expect(contributes.configuration.properties['marginalia.tasks'].items.enum).toEqual([...tasks]);
  });
});

it('every type of the schema has colours for all kinds of themes', () => {
  const colours = new Map(contributes.colors.map(({ id, defaults }) => [id, Object.keys(defaults)]));
  for (const type of [...i2b2.entities.map(({ name }) => name), 'other']) {
    for (const part of ['Background', 'Border']) {
      const themes = colours.get(`marginalia.${type}${part}`);
      expect(themes, type).toEqual(['dark', 'light', 'highContrast', 'highContrastLight']);
    }
  }
});

it('every command that is offered is there, and every one that is there is offered', () => {
  const sources = readdirSync('client/src').map((file) => readFileSync(`client/src/${file}`, 'utf8'));
  const registered = [...sources.join('\n').matchAll(/registerCommand\(\s*'([^']+)'/g)].map(([, id]) => id);
  // A table of its own, each registered by its name.
  const review = readFileSync('client/src/review.ts', 'utf8');
  registered.push(...[...review.matchAll(/'(marginalia\.\w+)': /g)].map(([, id]) => id));
  expect(contributes.commands.map(({ command }) => command).sort()).toEqual(registered.sort());
});

describe('keys', () => {
  const { keybindings } = contributes;
  const inNote = /editorTextFocus && editorLangId == clinical-note/;

  it('run commands that are there, in a note alone', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    for (const { command, when } of keybindings) {
      expect(known).toContain(command);
      expect(when, command).toMatch(inNote);
    }
  });

  it('that are single decide only while a person reviews: else they are typed', () => {
    const single = keybindings.filter(({ key }) => !key.includes(' '));
    expect(single.length).toBeGreaterThan(10);
    for (const { key, when } of single) {
      expect(when, key).toMatch(/^marginalia\.reviewing && /);
      expect(key).toMatch(/^(?:(?:shift\+)?[a-z]|[1-9]|escape)$/);
    }
  });

  it('that are digits take the side of that number', () => {
    for (const { command, key, args } of keybindings as { command: string; key: string; args?: unknown }[]) {
      const digit = /^(?:alt\+m )?([1-9])$/.exec(key)?.[1];
      expect(args, key).toEqual(digit === undefined ? undefined : { side: Number(digit) });
      if (digit !== undefined) expect(command).toBe('marginalia.takeSide');
    }
  });

  it('are each given once, and every decision has a chord', () => {
    const keys = keybindings.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const chords = keybindings.filter(({ key }) => /^alt\+m \S+$/.test(key)).map(({ command }) => command);
    const single = keybindings.filter(({ key }) => /^\S+$/.test(key)).map(({ command }) => command);
    expect(chords).toEqual(expect.arrayContaining(single));
  });
});

it('who annotates, and whether the journal tells the time, is no matter of a workspace', () => {
  for (const name of ['annotator', 'journal.times'])
    expect(settings[`marginalia.${name}`]?.scope).toBe('machine');
});
