import { didYouMean } from '../formula/nearest.ts';
import { isStudy, type Listed } from '../theorem.ts';
import { type CellRequest, planClaim, requireMemory, requireTrials } from './plan.ts';
import type { Planned } from './planned.ts';
import { planStudy, type StudyRequest } from './planStudies.ts';
import { UsageError } from './usageError.ts';

/** A request for statements of any theorems. */
export interface Request extends Omit<CellRequest, 'theorem'>, Omit<StudyRequest, 'theorem'> {
  /** The statements to try, each reading an entry of its own, in the order of the report. */
  readonly statements: readonly Listed[];
}

const requireConstantValues = ({ statements, constantValues }: Request): void => {
  const known = new Set(statements.flatMap(({ statement }) => Object.keys(statement.constants)));
  for (const [name, values] of Object.entries(constantValues)) {
    if (!known.has(name))
      throw new UsageError(
        `--let ${name}: none of these claims has a constant "${name}"${didYouMean(name, known) || `; they have ${[...known].join(', ') || 'none'}`}`,
      );
    for (const value of values)
      if (!Number.isFinite(value))
        throw new UsageError(`--let ${name}=${value}: a constant must be a finite number`);
  }
};

/**
 * Lays out everything a request asks for, statement by statement.
 *
 * Throws: `UsageError`, `ClaimError` or `FormulaError`, one sentence, before any work, when a value is impossible, a name unknown, or a
 * draw would not fit this machine.
 */
export const planAll = (request: Request): readonly Planned[] => {
  requireConstantValues(request);
  requireTrials(request.trials);
  const { readings } = request;
  const planned = request.statements.flatMap(({ theorem, statement }): readonly Planned[] => {
    if (readings !== null && !readings.includes(statement.reading)) return [];
    return isStudy(statement)
      ? planStudy(statement, { ...request, theorem })
      : planClaim(statement, { ...request, theorem });
  });
  if (planned.length === 0)
    throw new UsageError(
      'nothing to try: no claim has the asked reading; see `lakatos claims` for the readings',
    );
  requireMemory(planned, request.threads);
  return planned;
};
