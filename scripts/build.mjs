// Bundles the two doors of the server and the client. `--production` minifies, for the VSIX.
import { build } from 'esbuild';

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

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
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

await Promise.all([
  build({
    ...shared,
    entryPoints: ['server/src/cli.ts'],
    outfile: 'server/out/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [english, beside],
  }),
  build({
    ...shared,
    entryPoints: ['server/src/main.ts'],
    outfile: 'server/out/main.js',
    plugins: [english, beside],
  }),
  // The thread that learns from gold.
  build({
    ...shared,
    entryPoints: ['server/src/learner.ts'],
    outfile: 'server/out/learner.js',
    plugins: [english, beside],
  }),
  build({ ...shared, entryPoints: { undici: 'undici' }, outdir: 'server/out' }),
  build({ ...shared, entryPoints: ['server/src/pipeline/windows/llama-tokenizer.ts'], outdir: 'server/out' }),
  build({
    ...shared,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'client/out/extension.js',
    external: ['vscode'],
  }),
]);
