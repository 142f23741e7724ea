// One run of the workbench for the editor tests: its folders, its server, its pages.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** In milliseconds, for what takes moments where nothing else runs: a loaded machine is slow, not broken. */
export const PATIENCE = 90_000;

/** Looks again and again until there is something to see; throws after a deadline in milliseconds. */
export async function until(what, look, deadline = PATIENCE) {
  for (const end = Date.now() + deadline; ; ) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not within ${deadline / 1000} s: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Makes the folders of one workbench: a copy of the fixture, a user with quiet settings, what is installed. */
export function prepare(home, theme) {
  const paths = {
    workspace: join(home, 'workspace'),
    user: join(home, 'user'),
    extensions: join(home, 'extensions'),
  };
  cpSync(join(root, 'test/editor/workspace'), paths.workspace, { recursive: true });
  mkdirSync(join(paths.user, 'User'), { recursive: true });
  mkdirSync(paths.extensions);
  const settings = {
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'workbench.startupEditor': 'none',
    'workbench.enableExperiments': false,
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'files.autoSave': 'off',
    'git.enabled': false,
    'security.workspace.trust.enabled': false,
    'editor.minimap.enabled': false,
    ...(theme && { 'workbench.colorTheme': theme }),
  };
  writeFileSync(join(paths.user, 'User/settings.json'), JSON.stringify(settings));
  // Of the machine, as a user sets them. Nothing listens there: the embedded engine answers on every machine.
  const machine = { 'marginalia.endpoint': 'http://127.0.0.1:9', 'marginalia.allowedHosts': ['gpu.example'] };
  mkdirSync(join(paths.user, 'Machine'));
  writeFileSync(join(paths.user, 'Machine/settings.json'), JSON.stringify(machine));
  writeFileSync(join(home, 'config.yaml'), 'auth: none\n');
  return paths;
}

/** Starts code-server on a free port of this machine, with a packed extension installed if one is given. */
export async function startWorkbench({ node, codeServer }, home, paths, vsix) {
  const env = {
    ...process.env,
    // Without it an extension gallery would be asked.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    MARGINALIA_REPORT: join(home, 'report.json'),
    // What is kept for corpora is not to be kept for whoever runs the tests.
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
  };
  const folders = ['--user-data-dir', paths.user, '--extensions-dir', paths.extensions];
  const common = [codeServer, '--config', join(home, 'config.yaml'), ...folders];
  if (vsix) execFileSync(node, [...common, '--install-extension', vsix, '--force'], { env, stdio: 'ignore' });
  const port = await freePort();
  const log = openSync(join(home, 'server.log'), 'w');
  const quiet = [
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--auth',
    'none',
  ];
  const server = spawn(
    node,
    // Without the driver a built workbench ignores the paths of extension and tests in the address.
    [...common, ...quiet, '--bind-addr', `127.0.0.1:${port}`, '--vscode-option', 'enable-smoke-test-driver'],
    // A process group of its own: the extension host outlives a signal to the server alone.
    { env, stdio: ['ignore', log, log], detached: true },
  );
  const signal = (name) => {
    try {
      process.kill(-server.pid, name);
    } catch {
      // The group is gone.
    }
  };
  const ended = new Promise((done) => server.once('exit', done));
  const stop = async () => {
    signal('SIGTERM');
    await Promise.race([ended, new Promise((done) => setTimeout(done, 1_500))]);
    signal('SIGKILL');
  };
  const origin = `http://127.0.0.1:${port}`;
  const healthy = () =>
    fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('an answer of code-server', healthy).catch(async (error) => {
    await stop();
    throw error;
  });
  return { port, origin, stop, remote: (path) => `vscode-remote://127.0.0.1:${port}${path}` };
}

/** A browser with one page. A loaded machine at times fails the first launch. */
export async function openPage(executablePath, home) {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const { chromium } = await import('playwright-core');
  for (let attempt = 1; ; attempt++) {
    try {
      const context = await chromium.launchPersistentContext(mkdtempSync(join(home, 'chromium-')), {
        executablePath,
        headless: true,
        viewport: { width: 1400, height: 900 },
        timeout: PATIENCE,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet],
      });
      context.setDefaultTimeout(PATIENCE);
      return { context, page: context.pages()[0] ?? (await context.newPage()) };
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Where the workbench opens the fixture, told more by its payload. */
export const address = ({ origin }, { workspace }, payload) =>
  `${origin}/?folder=${workspace}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
