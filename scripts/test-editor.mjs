// `npm run test:editor`: the extension in a real VS Code workbench. First checks inside the extension host
// (test/editor/in-host.ts), then a person's view: the page is driven, looked at and pictured (test/out/editor.png).
//   --vsix             test the packed extension, installed as a user would, instead of the working tree
//   --extension DIR    test an extension that is already built in DIR
//   --theme NAME       the colour theme of the picture, in a file of its own
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installIfMissing } from './install.mjs';
import { ensureWorkbench } from './workbench.mjs';
import { address, openPage, PATIENCE, prepare, startWorkbench, until } from './workbench-session.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { vsix: { type: 'boolean' }, extension: { type: 'string' }, theme: { type: 'string' } },
});
const NOTE = 'corpus/2024/note.txt';
const out = join(root, 'test/out');
const picture = join(out, options.theme ? `editor-${options.theme.replace(/\W+/g, '-')}.png` : 'editor.png');

installIfMissing();
const { build } = await import('esbuild');

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

/** In milliseconds, for all checks in the host: a few that wait in vain leave time for the others. */
const HOST = 900_000;

/** Runs the tests in the host once; says how they ended, or undefined where they did not begin. */
async function runInHost(workbench, paths, home, browser, development) {
  const { context, page } = await openPage(browser, home);
  try {
    let done;
    const ended = new Promise((resolve) => {
      done = resolve;
    });
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.exposeFunction('codeAutomationExit', (code) => done(code === 0 ? '' : `exit status ${code}`));
    const payload = [
      ['extensionDevelopmentPath', workbench.remote(development)],
      ['extensionTestsPath', workbench.remote(join(out, 'in-host.js'))],
      ['skipWelcome', 'true'],
    ];
    await page.goto(address(workbench, paths, payload));
    const begun = until('a beginning', () => existsSync(join(home, 'report.json')), 2 * PATIENCE);
    if (!(await begun.catch(() => false))) return undefined;
    const timer = setTimeout(() => done(`not ended after ${HOST / 60_000} minutes`), HOST);
    const end = await ended;
    clearTimeout(timer);
    return end;
  } finally {
    await context.close().catch(() => {});
  }
}

async function testInHost(...run) {
  // A loaded machine at times loses the page before the host has begun.
  const end = (await runInHost(...run)) ?? (await runInHost(...run)) ?? 'they did not begin';
  if (end !== '') report({ name: 'the tests in the host end well', error: end });
  const file = join(home, 'report.json');
  if (existsSync(file)) for (const outcome of JSON.parse(readFileSync(file, 'utf8'))) report(outcome);
}

/** Runs in the page: what a person would see of what the checks wait for. */
function onScreen() {
  const texts = (selector) =>
    [...document.querySelectorAll(selector)].map((found) => found.textContent?.trim().slice(0, 120) ?? '');
  return {
    status: texts('.statusbar-item[id="marginalia.marginalia.marginalia"]'),
    lenses: texts('.codelens-decoration').slice(0, 3),
    squiggles: document.querySelectorAll('.squiggly-info').length,
    coloured: document.querySelectorAll('.view-overlays .cdr[class*="ced-"]').length,
    tab: texts('.tab.active'),
    quick: texts('.quick-input-widget:not([style*="display: none"]) .monaco-list-row').slice(0, 3),
    hover: texts('.monaco-hover:not(.hidden)').slice(0, 2),
    notices: texts('.notification-list-item-message'),
  };
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
  const look = (name, body) =>
    check(name, async () => {
      try {
        return await body();
      } catch (error) {
        const seen = await page.evaluate(onScreen).catch(() => 'no page');
        throw new Error(`${error.message}; on the screen: ${JSON.stringify(seen)}`);
      }
    });
  /** Whether a thing comes after a gesture; where not, the gesture is made again: the workbench drops some while it settles. */
  const comes = (locator) =>
    locator.waitFor({ timeout: 15_000 }).then(
      () => true,
      () => false,
    );
  try {
    const payload = [
      ...(development ? [['extensionDevelopmentPath', workbench.remote(development)]] : []),
      ['openFile', workbench.remote(join(paths.workspace, NOTE))],
    ];
    await page.goto(address(workbench, paths, payload));
    await look('on the screen: a lens with the summary of the note', async () => {
      const lens = page.locator('.codelens-decoration', { hasText: /^Note: .{4}/ }).first();
      await lens.waitFor();
      return undefined;
    });
    await look('on the screen: squiggles, and entities in colour', async () => {
      await page.locator('.squiggly-info').first().waitFor();
      await page.locator('.view-overlays .cdr[class*="ced-"]').first().waitFor();
      return `${await page.locator('.view-overlays .cdr[class*="ced-"]').count()} coloured pieces`;
    });
    await look('on the screen: the status item names the engine', async () => {
      const item = page.locator('.statusbar-item[id="marginalia.marginalia.marginalia"]');
      await item.waitFor();
      return (await item.textContent())?.trim();
    });
    await look('on the screen: a hover with type and assertion', async () => {
      const line = page.locator('.view-line', { hasText: /No.evidence.of.pneumonia/ });
      const widget = page.locator('.monaco-hover:visible', { hasText: /problem, absent/ });
      // A pointer that comes while the editor is still settling is not seen: come again.
      const comeAndSee = async () => {
        const place = await line.first().evaluate(middleOf, 'pneumonia');
        if (!place) return false;
        await page.mouse.move(5, 5);
        await page.mouse.move(place.x, place.y, { steps: 5 });
        return comes(widget.first());
      };
      await until('the hover', comeAndSee);
      return undefined;
    });
    await page.screenshot({ path: picture, animations: 'disabled' });
    await look('on the screen: a whole note is reviewed with one key for each suggestion', async () => {
      const status = page.locator('.statusbar-item[id="marginalia.marginalia.marginalia"]');
      const left = async () => Number(/(\d+) to review/.exec((await status.textContent()) ?? '')?.[1] ?? 0);
      // Not while the engine still finds more.
      await status.locator('.codicon-notebook').waitFor();
      const count = await until('a count', left);
      await page.locator('.view-line').first().click();
      await page.keyboard.press('Control+Home');
      const mode = status.locator('.codicon-edit');
      // The second key of a pair is dropped where the editor is still busy with the first.
      await until('the mode of review', async () => {
        if ((await mode.count()) > 0) return true;
        await page.keyboard.press('Alt+m');
        await page.keyboard.press('m');
        return comes(mode);
      });
      await page.screenshot({ path: picture.replace('.png', '-review.png'), animations: 'disabled' });
      // Another type, by its one key in the list.
      await page.keyboard.press('t');
      await page.locator('.quick-input-widget', { hasText: /Which type/ }).waitFor();
      await page.screenshot({ path: picture.replace('.png', '-types.png'), animations: 'disabled' });
      await page.keyboard.press('t');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      let keys = 4;
      const begun = Date.now();
      for (; (await left()) > 0 && keys < count * 2; keys++) {
        const before = await left();
        await page.keyboard.press(keys % 7 === 6 ? 'r' : 'a');
        await until(`the next after ${before} to review`, async () => (await left()) < before);
        if (keys === 12)
          await page.screenshot({ path: picture.replace('.png', '-gold.png'), animations: 'disabled' });
      }
      if ((await left()) > 0) throw new Error(`${await left()} of ${count} are left`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Home');
      return `${count} suggestions, ${keys + 1} keys, ${Math.round((Date.now() - begun) / keys)} ms each`;
    });
    await look('on the screen: quick fixes for an identifier', async () => {
      const fix = page.locator('.action-widget', { hasText: /“5550193” is not an identifier/ });
      // The note may still be on its way back to its top: come again.
      const clickAndSee = async () => {
        const place = await page
          .locator('.view-line', { hasText: /MRN/ })
          .first()
          .evaluate(middleOf, '5550193');
        await page.keyboard.press('Escape');
        await page.mouse.click(place.x, place.y);
        await page.keyboard.press('Control+.');
        return comes(fix);
      };
      await until('the quick fix', clickAndSee);
      await page.screenshot({ path: picture.replace('.png', '-fixes.png'), animations: 'disabled' });
      await page.keyboard.press('Escape');
      return undefined;
    });
    await look('on the screen: the note beside what a model is sent', async () => {
      // What is typed before the list has come goes into the note.
      const list = page.locator('.quick-input-widget');
      await until('the list of commands', async () => {
        await page.keyboard.press('F1');
        return comes(list.locator('input').first());
      });
      await page.keyboard.type('Show What a Model Is Sent');
      await list.locator('.monaco-list-row.focused', { hasText: /Show What a Model Is Sent/ }).waitFor();
      await page.keyboard.press('Enter');
      const sent = page.locator('.monaco-diff-editor .modified .view-line', {
        hasText: /Hospital1.\d+/,
      });
      await sent.first().waitFor();
      await page.screenshot({ path: picture.replace('.png', '-sent.png'), animations: 'disabled' });
      await page.locator('.editor-actions .codicon-comment-discussion').first().click();
      const asked = page.locator('.view-line', { hasText: /1.of.\d+:.entities/ });
      await asked.first().waitFor();
      await page.screenshot({ path: picture.replace('.png', '-asked.png'), animations: 'disabled' });
      return undefined;
    });
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

  const paths = prepare(home, options.theme);
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
