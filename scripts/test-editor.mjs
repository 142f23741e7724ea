// `npm run test:editor`: the extension in a real VS Code workbench. First checks inside the extension host
// (test/editor/in-host.ts), then a person's view: the page is driven, looked at and pictured (test/out/editor.png).
//   --vsix             test the packed extension, installed as a user would, instead of the working tree
//   --extension DIR    test an extension that is already built in DIR
//   --theme NAME       the colour theme of the picture, in a file of its own
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installIfMissing } from './install.mjs';
import { ensureWorkbench } from './workbench.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { vsix: { type: 'boolean' }, extension: { type: 'string' }, theme: { type: 'string' } },
});
const NOTE = 'corpus/2024/note.txt';
const out = join(root, 'test/out');
const picture = join(out, options.theme ? `editor-${options.theme.replace(/\W+/g, '-')}.png` : 'editor.png');

installIfMissing();
const { build } = await import('esbuild');
const { chromium } = await import('playwright-core');

let passed = 0;
let failed = 0;
function report({ name, error, detail }) {
  if (error === undefined) passed++;
  else failed++;
  console.log(`${error === undefined ? '✓' : '✗'} ${name}${detail ? ` (${detail})` : ''}`);
  if (error !== undefined) console.log(`    ${error}`);
}
async function check(name, body) {
  try {
    report({ name, detail: await body() });
  } catch (error) {
    report({ name, error: error.message });
  }
}

const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

async function until(what, look, deadline) {
  for (const end = Date.now() + deadline; ; ) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not within ${deadline} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Makes the folders of one workbench: a copy of the fixture, a user with quiet settings, what is installed. */
function prepare(home) {
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
    ...(options.theme && { 'workbench.colorTheme': options.theme }),
  };
  writeFileSync(join(paths.user, 'User/settings.json'), JSON.stringify(settings));
  // Of the machine, as a user sets them. Nothing listens there: the embedded engine answers on every machine.
  const machine = { 'marginalia.endpoint': 'http://127.0.0.1:9', 'marginalia.allowedHosts': ['gpu.example'] };
  mkdirSync(join(paths.user, 'Machine'));
  writeFileSync(join(paths.user, 'Machine/settings.json'), JSON.stringify(machine));
  writeFileSync(join(home, 'config.yaml'), 'auth: none\n');
  return paths;
}

async function startWorkbench({ node, codeServer }, home, paths, vsix) {
  const env = {
    ...process.env,
    // Without it an extension gallery would be asked.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    MARGINALIA_REPORT: join(home, 'report.json'),
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
  await until('code-server', healthy, 60_000).catch(async (error) => {
    await stop();
    throw error;
  });
  return { port, origin, stop, remote: (path) => `vscode-remote://127.0.0.1:${port}${path}` };
}

/** A browser with one page. A loaded machine at times fails the first launch. */
async function openPage(executablePath, home) {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  for (let attempt = 1; ; attempt++) {
    try {
      const context = await chromium.launchPersistentContext(mkdtempSync(join(home, 'chromium-')), {
        executablePath,
        headless: true,
        viewport: { width: 1400, height: 900 },
        timeout: 45_000,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet],
      });
      return { context, page: context.pages()[0] ?? (await context.newPage()) };
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

const address = ({ origin }, { workspace }, payload) =>
  `${origin}/?folder=${workspace}&payload=${encodeURIComponent(JSON.stringify(payload))}`;

async function testInHost(workbench, paths, home, browser, development) {
  const { context, page } = await openPage(browser, home);
  try {
    const exit = new Promise((done) => {
      const timer = setTimeout(() => done('the tests in the host did not end'), 180_000);
      page.exposeFunction('codeAutomationLog', () => {});
      page.exposeFunction('codeAutomationExit', (code) => {
        clearTimeout(timer);
        done(code);
      });
    });
    const payload = [
      ['extensionDevelopmentPath', workbench.remote(development)],
      ['extensionTestsPath', workbench.remote(join(out, 'in-host.js'))],
      ['skipWelcome', 'true'],
    ];
    await page.goto(address(workbench, paths, payload));
    const code = await exit;
    if (code !== 0) report({ name: 'the tests in the host end well', error: String(code) });
    for (const outcome of JSON.parse(readFileSync(join(home, 'report.json'), 'utf8'))) report(outcome);
  } finally {
    await context.close().catch(() => {});
  }
}

/** Runs in the page: the middle of a word in an element, on the screen. */
function middleOf(element, word) {
  const walker = element.ownerDocument.createTreeWalker(element, 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent.indexOf(word);
    if (at < 0) continue;
    const range = element.ownerDocument.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }
  return undefined;
}

async function testPage(workbench, paths, home, browser, development) {
  const { context, page } = await openPage(browser, home);
  const strangers = new Set();
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (/^(?:http|ws)/.test(protocol) && host !== `127.0.0.1:${workbench.port}`) strangers.add(host);
  });
  try {
    const payload = [
      ...(development ? [['extensionDevelopmentPath', workbench.remote(development)]] : []),
      ['openFile', workbench.remote(join(paths.workspace, NOTE))],
    ];
    await page.goto(address(workbench, paths, payload));
    await check('on the screen: a lens with the summary of the note', async () => {
      const lens = page.locator('.codelens-decoration', { hasText: /^Note: .{4}/ }).first();
      await lens.waitFor({ timeout: 60_000 });
      return undefined;
    });
    await check('on the screen: squiggles, and entities in colour', async () => {
      await page.locator('.squiggly-info').first().waitFor({ timeout: 20_000 });
      await page.locator('.view-overlays .cdr[class*="ced-"]').first().waitFor({ timeout: 20_000 });
      return `${await page.locator('.view-overlays .cdr[class*="ced-"]').count()} coloured pieces`;
    });
    await check('on the screen: the status item names the engine', async () => {
      const item = page.locator('.statusbar-item[id="marginalia.marginalia.marginalia"]');
      await item.waitFor({ timeout: 20_000 });
      return (await item.textContent())?.trim();
    });
    await check('on the screen: a hover with type and assertion', async () => {
      const line = page.locator('.view-line', { hasText: /No.evidence.of.pneumonia/ });
      const widget = page.locator('.monaco-hover:visible', { hasText: /problem, absent/ });
      // A pointer that comes while the editor is still settling is not seen: come again.
      const comeAndSee = async () => {
        const place = await line.first().evaluate(middleOf, 'pneumonia');
        if (!place) return false;
        await page.mouse.move(5, 5);
        await page.mouse.move(place.x, place.y, { steps: 5 });
        const shown = widget.first().waitFor({ timeout: 4_000 });
        return shown.then(
          () => true,
          () => false,
        );
      };
      await until('the hover', comeAndSee, 30_000);
      return undefined;
    });
    await page.screenshot({ path: picture, animations: 'disabled' });
    await check('no request goes to another host', async () => {
      if (strangers.size > 0) throw new Error([...strangers].join(', '));
      return undefined;
    });
  } finally {
    await context.close().catch(() => {});
  }
}

const home = mkdtempSync(join(tmpdir(), 'marginalia-editor-'));
let workbench;
try {
  const tools = ensureWorkbench();
  mkdirSync(out, { recursive: true });
  let vsix;
  if (options.vsix) {
    const { packageVsix } = await import('./package.mjs');
    vsix = packageVsix().file;
  } else if (!options.extension) {
    const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error('the build failed');
  }
  await build({
    entryPoints: [join(root, 'test/editor/in-host.ts')],
    outfile: join(out, 'in-host.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  // Tests in the host need an extension under development: beside an installed one, an empty one.
  const empty = join(home, 'empty');
  mkdirSync(empty);
  const manifest = { name: 'empty', publisher: 'test', version: '1.0.0', engines: { vscode: '*' } };
  writeFileSync(join(empty, 'package.json'), JSON.stringify(manifest));
  const development = vsix ? undefined : resolve(options.extension ?? root);

  const paths = prepare(home);
  workbench = await startWorkbench(tools, home, paths, vsix);
  await testInHost(workbench, paths, home, tools.chromium, development ?? empty);
  await testPage(workbench, paths, home, tools.chromium, development);
} catch (error) {
  report({ name: 'the workbench runs', error: error.message });
} finally {
  await workbench?.stop();
  if (process.env.KEEP) console.log(`kept: ${home}`);
  else rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
