import type { Claim, Constant } from '../claim.ts';
import { type BoundCell, quantityIn } from '../judge/bindCell.ts';
import { type Quantified, quantified } from '../judge/quantified.ts';
import type { ConstantReport } from './report.ts';

/** Constants as a report describes them; `kinds` where formulas tell where they stand. */
export const constantReports = (
  constants: Readonly<Record<string, Constant>>,
  kinds: Readonly<Record<string, Quantified>> = {},
): Readonly<Record<string, ConstantReport>> =>
  Object.fromEntries(
    Object.entries(constants).map(([name, { says, bound = 'exists', mayDependOn = [], first, weaker }]) => {
      const kind = kinds[name] ?? { stands: 'elsewhere', weaker: weaker ?? 'none' };
      return [name, { says, first, bound, mayDependOn, weaker: kind.weaker, stands: kind.stands }];
    }),
  );

/** A claim's constants as a report describes them. */
export const constantsOfClaim = (
  claim: Claim,
  at: Pick<BoundCell, 'bound' | 'wanted' | 'setting'>,
): Readonly<Record<string, ConstantReport>> =>
  constantReports(
    claim.constants,
    quantified(at.bound, new Set([...at.wanted].flatMap((name) => quantityIn(at, name).reads ?? []))),
  );
