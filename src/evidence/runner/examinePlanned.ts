import type { Alpha } from '../outcomes/report.ts';
import { cellStream } from '../trials/address.ts';
import type { Examined } from '../trials/examination.ts';
import type { PlannedExamination } from './planned.ts';

/** Examines one place of a statement in this thread. Rejects with the signal's reason once it is aborted. */
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
): Promise<Examined> =>
  examination.examine(place, {
    stream: cellStream(seed, 'verdict', examination.statement.id, place.d, place.m),
    alpha,
    profile,
    options,
    breathe: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  });
