import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { planSuite, suiteReporter } from './src/cli/suite.ts';
import { shardAsked } from './src/render/vitest/missingShards.ts';

const suite = await planSuite();

// A shard alone is a part of a run: its blob is what `vitest --merge-reports` makes the whole of.
const shard = shardAsked(process.argv);
const blob = shard === null ? [] : ['blob'];

const startsProcesses = ({ moduleId }: TestSpecification): boolean =>
  readFileSync(moduleId, 'utf8').includes('properties/runs.ts');

/** Tests that start the built command come first: they wait a lot, and at the end of a run would leave a core idle. */
class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(startsProcesses), ...sorted.filter((file) => !startsProcesses(file))];
  }
}

export default defineConfig({
  test: {
    watch: false,
    pool: 'forks',
    sequence: { sequencer: ProcessesFirst },
    maxWorkers: '100%',
    // They only end what hangs: other work on the same machine may slow a test down by any factor.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // The suite draws its own live table, on stderr; vitest's would tear it.
    provide: { lakatosShard: shard },
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
          include: ['properties/suite/*.property.ts'],
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});
