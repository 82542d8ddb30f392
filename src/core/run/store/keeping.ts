import type { Purpose } from '../../judge/address.ts';
import type { Alpha } from '../../report/report.ts';
import { isStudied, type Planned } from '../planned.ts';
import type { PlannedSearch } from '../searches.ts';
import type { SampleTask } from '../task.ts';
import { type Origin, resultAddress } from './address.ts';

/** Where results are kept, and what all of them are a function of. */
export interface Keeping {
  readonly folder: string;
  readonly origin: Origin;
}

/** The address of what is kept of a planned row: the trials of a cell whatever their number, or the evidence of a study. */
export const addressOfPlanned = (planned: Planned, alpha: Alpha, origin: Origin): string =>
  isStudied(planned)
    ? resultAddress('study', JSON.stringify([planned.trialsKey, alpha]), origin)
    : resultAddress('trials', planned.drawsKey, origin);

/** The address of what a search found. */
export const addressOfSearch = (
  { claim, search }: Pick<PlannedSearch, 'claim' | 'search'>,
  alpha: Alpha,
  origin: Origin,
): string => resultAddress('search', JSON.stringify([claim, search, alpha]), origin);

/** The address of the draws of a sample, whatever their number. */
export const addressOfSample = (
  { theorem, purpose, claim, at, of }: Pick<SampleTask, 'theorem' | 'purpose' | 'claim' | 'at' | 'of'>,
  origin: Origin,
): string => resultAddress('measure', JSON.stringify([theorem, purpose, claim, at, of]), origin);

/** The address of the trials of a cell that is judged for another purpose than a verdict. */
export const addressOfDraws = (drawsKey: string, purpose: Purpose, origin: Origin): string =>
  resultAddress('trials', JSON.stringify([purpose, drawsKey]), origin);
