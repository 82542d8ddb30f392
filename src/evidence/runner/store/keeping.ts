import type { Alpha } from '../../outcomes/report.ts';
import { isExamination, type Planned } from '../planned.ts';
import type { PlannedSearch } from '../searches.ts';
import { type Origin, resultAddress } from './address.ts';

/** Where results are kept, and what all of them are a function of. */
export interface Keeping {
  readonly folder: string;
  readonly origin: Origin;
}

/** The address of what is kept of a planned row: the trials of a cell whatever their number, or the result of an examination. */
export const addressOfPlanned = (planned: Planned, alpha: Alpha, origin: Origin): string =>
  isExamination(planned)
    ? resultAddress('examination', JSON.stringify([planned.trialsKey, alpha]), origin)
    : resultAddress('trials', planned.drawsKey, origin);

/** The address of what a search found. */
export const addressOfSearch = ({ claim, search }: PlannedSearch, alpha: Alpha, origin: Origin): string =>
  resultAddress('search', JSON.stringify([claim, search, alpha]), origin);
