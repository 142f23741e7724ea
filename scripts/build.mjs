// Bundles the two doors of the server and the client. `--production` minifies, for the VSIX.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build, transform } from 'esbuild';

const production = process.argv.includes('--production');

/** Zod brings its messages in fifty languages, a third of a megabyte to be read at every start; ours are English. */
const english = {
  name: 'english',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

const commonJs = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // `import()` of a CommonJS file reads all of it once more, to learn its exports: a fifth of a second for the largest.
  supported: { 'dynamic-import': false },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  ...commonJs,
  bundle: true,
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  loader: { '.txt': 'text', '.html': 'text', '.css': 'text' },
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [english],
  // The library's own CommonJS entry would be found first and cannot be shaken.
  mainFields: ['module', 'main'],
};

/** Files that the bundles load when they need them, instead of each holding a copy and reading it at every start. */
const beside = {
  name: 'beside',
  setup: ({ onResolve }) => {
    // `lsp` hands over to the server's own bundle.
    onResolve({ filter: /^\.\/main$/ }, () => ({ path: './main.js', external: true }));
    // Only a request to a model needs it, and it is the largest part.
    onResolve({ filter: /^undici$/ }, () => ({ path: './undici.js', external: true }));
    // A vocabulary, read to ask a model of Llama 2's family.
    onResolve({ filter: /^\.\/llama-tokenizer$/ }, () => ({ path: './llama-tokenizer.js', external: true }));
  },
};

/** The library of the protocol is CommonJS: all its names would be copied anew for each file that imports some. */
const once = {
  name: 'once',
  setup: ({ onResolve, onLoad }) => {
    const own = resolve('server/src');
    onResolve({ filter: /^vscode-languageserver(?:\/node)?$/ }, ({ importer }) =>
      importer.startsWith(own) ? { path: 'protocol', namespace: 'once' } : undefined,
    );
    onLoad({ filter: /^protocol$/, namespace: 'once' }, () => ({
      contents: "export * from 'vscode-languageserver-types'; export * from './lib/node/main.js';",
      resolveDir: resolve('node_modules/vscode-languageserver'),
    }));
  },
};

const out = 'server/out';

/**
 * The server and its thread, in parts: what is imported only at its first use is a file of its own, and what several
 * need stands in one that they share. Only ES modules can be split, but they start slower, so what is split becomes
 * CommonJS again.
 */
async function buildServer() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ['server/src/main.ts', 'server/src/learner.ts'],
    outdir: out,
    chunkNames: 'part-[hash]',
    format: 'esm',
    supported: {},
    splitting: true,
    write: false,
    plugins: [english, beside, once],
  });
  const files = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const { code } = await transform(text, { ...commonJs, minify: production });
      return { path, code };
    }),
  );
  mkdirSync(out, { recursive: true });
  for (const { path, code } of files) writeFileSync(path, code);
  const names = new Set(files.map(({ path }) => basename(path)));
  for (const name of readdirSync(out))
    if (name.startsWith('part-') && !names.has(name)) rmSync(join(out, name));
}

await Promise.all([
  build({
    ...shared,
    entryPoints: ['server/src/cli.ts'],
    outfile: `${out}/cli.js`,
    banner: { js: '#!/usr/bin/env node' },
    plugins: [english, beside],
  }),
  buildServer(),
  build({ ...shared, entryPoints: { undici: 'undici' }, outdir: out }),
  build({ ...shared, entryPoints: ['server/src/pipeline/windows/llama-tokenizer.ts'], outdir: out }),
  build({
    ...shared,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'client/out/extension.js',
    external: ['vscode'],
  }),
]);
