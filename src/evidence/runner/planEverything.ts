import { byPaperOrder } from '../../claims/lazyTraining/order.ts';
import type { Examination } from '../trials/examination.ts';
import { planCells, type Request } from './plan.ts';
import { planExaminations } from './planExaminations.ts';
import { nameOfPlanned, type Planned } from './planned.ts';

/** A request for claims on draws and for statements that are examined as a whole. */
export interface WholeRequest extends Request {
  readonly examinations: readonly Examination[];
  /** Settings of the examinations that are no axis, such as `data`. */
  readonly options: Readonly<Record<string, string>>;
}

/** The constants of the request that some of these claims have; what nobody has is left for `planCells` to refuse. */
const letsFor = (request: WholeRequest): Request['lets'] => {
  const known = new Set(request.examinations.flatMap(({ statement }) => Object.keys(statement.constants)));
  const claimed = new Set(request.claims.flatMap(({ constants }) => Object.keys(constants)));
  return Object.fromEntries(
    Object.entries(request.lets).filter(([name]) => claimed.has(name) || !known.has(name)),
  );
};

/**
 * Lays out everything a request asks for, in the order of the paper.
 *
 * Throws: as `planCells` and `planExaminations` do, one sentence, before any work.
 */
export const planEverything = (request: WholeRequest): readonly Planned[] => {
  const { readings } = request;
  const examined = planExaminations(request);
  const anyClaim = request.claims.some(({ reading }) => readings === null || readings.includes(reading));
  // Without a statement to examine, `planCells` says what is wrong with a request for nothing.
  const cells = anyClaim || examined.length === 0 ? planCells({ ...request, lets: letsFor(request) }) : [];
  const planned: readonly Planned[] = [...cells, ...examined];
  return byPaperOrder(planned, (one) => nameOfPlanned(one).claim);
};
