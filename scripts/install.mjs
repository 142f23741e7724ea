// Installs the dependencies where what is in node_modules is not what package-lock.json says.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The packages of a lock file, or undefined where there is none that can be read. */
function packages(file) {
  try {
    return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds every package of the lock file in its version; what other platforms need may be absent. */
export function isInstalled() {
  const wanted = packages('package-lock.json');
  const present = packages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = present[path];
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Runs npm with these arguments in the project's folder; returns its exit status. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  // Started by npm, it is npm's own script that runs again; else `npm`, which is a command file on Windows.
  const byScript = script !== undefined && /\.[cm]?js$/.test(script);
  const { status } = byScript
    ? spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  return status ?? 1;
}

/** Installs what is missing; ends the program with npm's status where that fails. */
export function installIfMissing() {
  if (isInstalled()) return;
  console.log('— install what is missing (npm ci)');
  const status = npm('ci', '--no-audit', '--no-fund');
  if (status === 0) return;
  console.error('The dependencies could not be installed. Is the network there? Then: npm ci');
  process.exit(status);
}
