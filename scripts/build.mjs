// Bundles the two doors of the server and the client. `--production` minifies, for the VSIX.
import { build } from 'esbuild';

const production = process.argv.includes('--production');

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
  // The library's own CommonJS entry would be found first and cannot be shaken.
  mainFields: ['module', 'main'],
};

await Promise.all([
  build({
    ...shared,
    entryPoints: ['server/src/cli.ts'],
    outfile: 'server/out/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    // `lsp` hands over to the other bundle, so that no command loads a server that it does not need.
    plugins: [
      {
        name: 'main-beside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\/main$/ }, () => ({ path: './main.js', external: true })),
      },
    ],
  }),
  build({ ...shared, entryPoints: ['server/src/main.ts'], outfile: 'server/out/main.js' }),
  build({
    ...shared,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'client/out/extension.js',
    external: ['vscode'],
  }),
]);
