import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../suite/', import.meta.url);

describe('the files of the suite', () => {
  it('are the parts of one whole, each once', () => {
    const files = readdirSync(folder);
    const texts = files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
    const parts = files.map((_, i) => `everythingOnTrial({ part: ${i + 1}, of: ${files.length} });`);
    expect(
      texts.map((text) => text.split('\n').find((line) => line.startsWith('everythingOnTrial('))).sort(),
    ).toEqual(parts.sort());
  });
});
