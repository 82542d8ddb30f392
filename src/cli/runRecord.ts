import { cpus } from 'node:os';
import type { RunRecord } from '../core/report/report.ts';
import { withoutPassword } from '../queue/redisUrl.ts';

/** What of a run's record the run itself knows. */
export type RunFacts = Pick<RunRecord, 'startedAt' | 'seconds' | 'threads' | 'cells'>;

/** A word of the command line; an address of a queue may hold a password. */
const withoutSecrets = (word: string): string => (/redis/i.test(word) ? withoutPassword(word) : word);

/** The record of a run from the command line: what depends on time and on the machine. */
export const runRecord = (facts: RunFacts): RunRecord => ({
  schema: 'lakatos/run@1',
  ...facts,
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cpu: cpus()[0]?.model ?? 'unknown',
  door: 'command line',
  command: `lakatos ${process.argv.slice(2).map(withoutSecrets).join(' ')}`,
});
