import { beforeAll, describe, expect, it } from 'vitest';
import { main, requireFreshBuild, started } from '../runs.ts';

/** Large enough that its arrays are shared by threads. */
const trials = (threads: number, claim: string): Promise<{ code: number | null; stdout: string }> =>
  started(process.execPath, [
    ...[main, 'trials', claim, '--d', '784', '--m', '300001', '--C0', '1', '--gamma', '0.05', '--to', '2'],
    ...['--json', '--threads', String(threads)],
  ]);

beforeAll(() => {
  requireFreshBuild();
});

describe('a trial that threads share', () => {
  it.each(['one-step-flips', 'value-is-bounded'])(
    'is the same, byte for byte, whatever their number: %s',
    async (claim) => {
      const [alone, two, four] = [await trials(1, claim), await trials(2, claim), await trials(4, claim)];
      expect(alone.code).toBe(0);
      expect(JSON.parse(alone.stdout).trials).toHaveLength(2);
      expect(two.stdout).toBe(alone.stdout);
      expect(four.stdout).toBe(alone.stdout);
    },
  );
});
