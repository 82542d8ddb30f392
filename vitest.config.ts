import { defineConfig } from 'vitest/config';
import { planSuite, suiteReporter } from './src/cli/suite.ts';

const suite = await planSuite();

// A shard alone is a part of a run: its blob is what `vitest --merge-reports` makes the whole of.
const blob = process.argv.some((word) => word.startsWith('--shard')) ? ['blob'] : [];

export default defineConfig({
  test: {
    watch: false,
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 600_000,
    // The suite draws its own live table, on stderr; vitest's would tear it.
    reporters: [...blob, ['default', { summary: false }], suiteReporter(suite)],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.ts', 'properties/laws/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'properties',
          include: ['properties/claims/**/*.property.ts'],
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});
