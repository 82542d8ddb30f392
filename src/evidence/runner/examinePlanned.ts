import type { Alpha } from '../outcomes/report.ts';
import { cellStream } from '../trials/address.ts';
import type { Examined } from '../trials/examination.ts';
import type { PlannedExamination } from './planned.ts';
import { keepingNoParts, type Parts } from './store/parts.ts';

/**
 * Examines one place of a statement in this thread. Rejects with the signal's reason once it is aborted.
 *
 * Parts that are known are not computed again; `whenPart` is told how many are done, and what share of the work they are.
 */
export const examinePlanned = (
  {
    examination,
    place,
    profile,
    options,
  }: Pick<PlannedExamination, 'examination' | 'place' | 'profile' | 'options'>,
  seed: string,
  alpha: Alpha,
  signal?: AbortSignal,
  parts: Parts = keepingNoParts,
  whenPart: (done: number, share: number) => void = () => {},
): Promise<Examined> => {
  let [done, shared] = [0, 0];
  return examination.examine(place, {
    stream: cellStream(seed, 'verdict', examination.statement.id, place.d, place.m),
    alpha,
    profile,
    options,
    breathe: async () => {
      await new Promise((resolve) => setImmediate(resolve));
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
};
