// A real VS Code workbench for the editor tests: code-server (VS Code in a browser) with a Node of its own,
// both from the npm registry, and Chromium. Installed into .workbench/ once; no install scripts are run.
// `node scripts/workbench.mjs` installs it; MARGINALIA_WORKBENCH names another folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` with ${status}`}`);
  }
}

const which = (command) => {
  const { status, stdout } = spawnSync('which', [command], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.map(which).find((path) => path !== undefined);
}

function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() !== 0 || !which('apt-get')) {
    throw new Error('The editor tests need Chromium: install it, or name its executable in CHROMIUM.');
  }
  console.log('workbench: installing Chromium');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
  const installed = findChromium();
  if (!installed) throw new Error('Chromium was installed but is not found on the PATH.');
  return installed;
}

/**
 * Installs what is missing.
 * @returns the executables: node (the one that runs code-server), codeServer (its entry script), chromium
 */
export function ensureWorkbench() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error('The editor tests run on Linux (x64 or arm64) only.');
  }
  const folder = resolve(process.env.MARGINALIA_WORKBENCH ?? join(root, '.workbench'));
  const nodePackage = `node-linux-${process.arch}`;
  const node = join(folder, 'node_modules', nodePackage, 'bin', 'node');
  const codeServer = join(folder, 'node_modules/code-server/out/node/entry.js');
  // Written last: an install that was cut off is done again.
  const mark = join(folder, `installed-${CODE_SERVER}-${NODE}`);
  const given = process.env.MARGINALIA_WORKBENCH !== undefined && existsSync(codeServer);
  if (!existsSync(mark) && !given) {
    console.log('workbench: installing code-server, once (about a minute, 900 MB)');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "workbench", "private": true }\n');
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
    const quiet = ['--ignore-scripts', '--no-progress', '--no-audit', '--no-fund', '--loglevel=error'];
    const install = (cwd, ...args) => run('npm', ['install', ...quiet, ...args], { cwd, env });
    install(folder, `${nodePackage}@${NODE}`);
    install(folder, `code-server@${CODE_SERVER}`);
    // What its install script would do: the workbench itself, and its built-in extensions.
    const vscode = join(folder, 'node_modules/code-server/lib/vscode');
    install(vscode, '--omit=dev');
    install(join(vscode, 'extensions'), '--omit=dev');
    writeFileSync(mark, '');
  }
  return { node, codeServer, chromium: ensureChromium() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { codeServer, chromium } = ensureWorkbench();
    console.log(`workbench: ${codeServer}\nworkbench: ${chromium}`);
  } catch (error) {
    console.error(`workbench: ${error.message}`);
    process.exitCode = 1;
  }
}
