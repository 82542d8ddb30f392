import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    watch: false,
    pool: 'forks',
    testTimeout: 600_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'properties/laws/**/*.test.ts'] } },
      { extends: true, test: { name: 'properties', include: ['properties/claims/**/*.property.ts'] } },
    ],
  },
});
