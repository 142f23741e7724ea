import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      // As the bundler does: a data file is its text.
      name: 'text',
      enforce: 'pre',
      load: (id) =>
        /\.(txt|html|css)$/.test(id)
          ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}`
          : undefined,
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/editor/**'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 20_000,
  },
});
