// `npm run package`: builds for production and packs the VSIX. What goes in stands in `files` of package.json;
// anything else in the package, or a package that is too big, is an error.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { installIfMissing } from './install.mjs';

/** The package without learned weights, which have a limit of their own, and without gazetteers. */
const MOST_BYTES = 1_500_000;
const MOST_WEIGHTS = 2_000_000;
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The bytes of the files of a folder, as `measure` counts them. */
const weigh = (folder, ending, measure) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .reduce((sum, name) => sum + measure(readFileSync(join(root, folder, name))).length, 0);

// Names as vsce writes them into the package.
const allowed =
  /^extension\/(?:package\.json|readme\.md|changelog\.md|license\.txt|client\/out\/extension\.js|server\/out\/(?:main|learner|undici|llama-tokenizer|part-\w{8})\.js|server\/weights\/[\w-]+\.bin|syntaxes\/[\w.-]+\.json|media\/[\w.-]+\.png)$|^extension\.vsixmanifest$|^\[Content_Types\]\.xml$/i;

/** The names in a zip file, read from its central directory. */
function namesIn(file) {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const text = bytes.toString('utf8', at + 46, at + 46 + name);
    at += 46 + name + extra + comment;
    return text;
  });
}

/** Builds and packs; returns the VSIX's path. Throws where it holds what it should not, or lacks what it needs. */
export function packageVsix() {
  const run = (...args) => {
    const { status } = spawnSync(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`${args[0]} failed`);
  };
  installIfMissing();
  run('scripts/build.mjs', '--production');
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = join(root, `${name}-${version}.vsix`);
  const quiet = [
    '--no-dependencies',
    '--skip-license',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
  ];
  run('node_modules/@vscode/vsce/vsce', 'package', ...quiet, '--out', file);

  const names = namesIn(file);
  const strangers = names.filter((entry) => !allowed.test(entry));
  if (strangers.length > 0) throw new Error(`the package holds what it should not: ${strangers.join(', ')}`);
  for (const needed of [
    'client/out/extension.js',
    'server/out/main.js',
    'server/out/learner.js',
    'server/out/undici.js',
    'server/out/llama-tokenizer.js',
    'server/weights/i2b2.bin',
    'syntaxes/clinical-note.tmLanguage.json',
  ]) {
    if (!names.includes(`extension/${needed}`)) throw new Error(`the package lacks ${needed}`);
  }
  const { size } = statSync(file);
  // Weights are compressed already; gazetteers are texts within the bundles.
  const weights = weigh('server/weights', '.bin', (bytes) => bytes);
  const gazetteers = weigh('server/src/privacy/gazetteer', '.txt', deflateRawSync);
  if (weights > MOST_WEIGHTS)
    throw new Error(`the weights are too big: ${weights} bytes, at most ${MOST_WEIGHTS}`);
  const rest = size - weights - gazetteers;
  if (rest > MOST_BYTES)
    throw new Error(
      `the package is too big: ${rest} bytes without weights and gazetteers, at most ${MOST_BYTES}`,
    );
  return { file, size, rest, weights, gazetteers, names };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { file, size, rest, weights, gazetteers, names } = packageVsix();
    for (const entry of names) console.log(`  ${entry}`);
    const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
    console.log(
      `${file}: ${kB(size)}, of it weights ${kB(weights)}, gazetteers ${kB(gazetteers)}, the rest ${kB(rest)}`,
    );
  } catch (error) {
    console.error(`package: ${error.message}`);
    process.exitCode = 1;
  }
}
