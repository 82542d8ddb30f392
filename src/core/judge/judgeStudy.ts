import type { Alpha } from '../report/report.ts';
import { keepingNoParts, type Parts } from '../run/store/parts.ts';
import type { Evidence, Study, StudyCell } from '../study.ts';
import type { Axis, Profile } from '../theorem.ts';
import { cellStream } from './address.ts';

/** One cell of a study, as a run plans it. */
export interface StudyTask {
  readonly study: Study;
  readonly cell: StudyCell;
  readonly profile: Profile;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Judges one cell of a study in this thread. Rejects with the signal's reason once it is aborted.
 *
 * Parts that are known are not computed again; `whenPart` is told how many are done, and what share of the work they are,
 * `whenAlive` of each yield.
 */
export const judgeStudy = async (
  { study, cell, profile, options }: StudyTask,
  axes: readonly Axis[],
  seed: string,
  alpha: Alpha,
  signal?: AbortSignal,
  parts: Parts = keepingNoParts,
  whenPart: (done: number, share: number) => void = () => {},
  whenAlive: () => void = () => {},
): Promise<Evidence> => {
  let [done, shared] = [0, 0];
  const found = await study.judge(cell, {
    stream: cellStream(seed, 'verdict', study.id, axes, cell.at),
    alpha,
    profile,
    options,
    yieldToLoop: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      whenAlive();
      signal?.throwIfAborted();
    },
    part: async (name, compute, share = 0) => {
      signal?.throwIfAborted();
      const tell = (within: number): void => whenPart(done, Math.min(1, shared + share * within));
      const part = parts.known(name) ?? parts.keep(name, await compute(tell));
      done += 1;
      shared += share;
      whenPart(done, Math.min(1, shared));
      return part as Awaited<ReturnType<typeof compute>>;
    },
  });
  return {
    ...found,
    log10ER: null,
    log10EA: null,
    rate: null,
    exactRate: null,
    observed: {},
    witness: null,
    crashes: [],
  };
};
