import { readFileSync } from 'node:fs';
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
  const source = readFileSync('client/src/extension.ts', 'utf8');
  const registered = [...source.matchAll(/registerCommand\('([^']+)'/g)].map(([, id]) => id);
  expect(contributes.commands.map(({ command }) => command).sort()).toEqual(registered.sort());
});
