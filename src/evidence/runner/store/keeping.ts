import type { Alpha } from '../../outcomes/report.ts';
import type { Purpose } from '../../trials/address.ts';
import type { SurveyTask } from '../../trials/survey/survey.ts';
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

/** The address of the draws of a sample, whatever their number. */
export const addressOfSurvey = (
  { purpose, claim, d, m, of }: Pick<SurveyTask, 'purpose' | 'claim' | 'd' | 'm' | 'of'>,
  origin: Origin,
): string => resultAddress('survey', JSON.stringify([purpose, claim, d, m, of]), origin);

/** The address of the trials of a cell that is judged for another purpose than a verdict. */
export const addressOfDraws = (drawsKey: string, purpose: Purpose, origin: Origin): string =>
  resultAddress('trials', JSON.stringify([purpose, drawsKey]), origin);
