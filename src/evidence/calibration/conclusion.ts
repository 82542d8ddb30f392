import type { CalibratedConstant, ConstantDrift, ConstantLaw } from '../outcomes/constants.ts';
import type { Safe } from './sample.ts';

/** What a conclusion is drawn from. */
export interface Evidence {
  readonly name: string;
  readonly safe: Safe;
  readonly printed: number | null;
  readonly constants: readonly CalibratedConstant[];
  readonly drift: readonly ConstantDrift[];
  readonly law: ConstantLaw | null;
  /** What is to be said besides; null where nothing is. */
  readonly remark: string | null;
}

const three = (value: number): string => String(Number(value.toPrecision(3)));

/** Three digits, never above the value (−1) or never below it (+1): a bound must not be rounded into a claim. */
const outward = (value: number, side: 1 | -1): string => {
  const near = Number(value.toPrecision(3));
  if (side * near >= side * value) return String(near);
  // The exponent of the value itself: rounding may have carried into the next.
  const unit = Number(`1e${Number(value.toExponential().split('e')[1]) - 2}`);
  return String(Number((near + side * unit).toPrecision(3)));
};

const known = (values: readonly (number | null)[]): readonly number[] =>
  values.filter((value): value is number => value !== null);

/** `suffices between 1.2 and 1.5`, over all cells that were tried. */
const sizeOf = ({ name, safe, constants }: Evidence): string => {
  const lower = known(constants.map((one) => one.lower));
  const upper = known(constants.map((one) => one.upper));
  const what = safe === 'large' ? `the least ${name} that suffices` : `the largest ${name} that holds`;
  const where = constants.length === 1 ? 'in the cell tried' : `in the ${constants.length} cells tried`;
  if (lower.length === 0 && upper.length === 0) return `nothing bounds ${what} ${where}`;
  const ends = [
    ...(lower.length === 0 ? [] : [`at least ${outward(Math.min(...lower), -1)}`]),
    ...(upper.length === 0 ? [] : [`at most ${outward(Math.max(...upper), 1)}`]),
  ].join(' and ');
  const missing = (side: 'lower' | 'upper'): number => constants.filter((one) => one[side] === null).length;
  const gaps = (['lower', 'upper'] as const).flatMap((side) =>
    missing(side) === 0 ? [] : [`no ${side} bound in ${missing(side)} of them`],
  );
  return `${what} is ${ends} ${where}${gaps.length === 0 ? '' : ` (${gaps.join(', ')})`}`;
};

const axisWord: Readonly<Record<ConstantDrift['against'], string>> = { d: 'd', m: 'm', C0: 'C0', gamma: 'γ' };

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const driftOfAxes = ({ drift }: Evidence): readonly string[] => {
  const of = (verdict: ConstantDrift['verdict']) => drift.filter((one) => one.verdict === verdict);
  const moving = (['grows', 'shrinks'] as const).flatMap((verdict) =>
    of(verdict).map(
      ({ against, exponent }) => `${verdict} with ${axisWord[against]} (exponent ${three(exponent!)})`,
    ),
  );
  const still = of('constant').map(({ against }) => axisWord[against]);
  const open = of('undecided').map(({ against }) => axisWord[against]);
  return [
    ...(moving.length === 0
      ? []
      : [`it ${listed(moving)}, so it is a constant only where that is held fixed`]),
    ...(still.length === 0 ? [] : [`it is constant in ${listed(still)} within its bars`]),
    ...(open.length === 0 ? [] : [`whether it drifts with ${listed(open)} is not decided on this range`]),
  ];
};

const printedWords = ({ printed, safe, name, constants }: Evidence): readonly string[] => {
  if (printed === null) return [];
  const safeAt = ({ lower, upper }: CalibratedConstant): boolean =>
    safe === 'large' ? upper !== null && upper <= printed : lower !== null && lower >= printed;
  const failsAt = ({ lower, upper }: CalibratedConstant): boolean =>
    safe === 'large' ? lower !== null && lower > printed : upper !== null && upper < printed;
  const [holds, fails] = [constants.filter(safeAt).length, constants.filter(failsAt).length];
  const all = constants.length;
  if (holds === all) return [`${name} = ${three(printed)} holds in every cell tried`];
  return [`${name} = ${three(printed)} is shown to hold in ${holds} of ${all} cells and to fail in ${fails}`];
};

/** One sentence for a theorist, from the numbers alone. */
export const conclusionOf = (evidence: Evidence): string => {
  const parts = [sizeOf(evidence), ...printedWords(evidence), ...driftOfAxes(evidence)];
  const law = evidence.law?.fits === true ? [`${evidence.law.formula} lies within all bounds`] : [];
  const remark = evidence.remark === null ? [] : [evidence.remark];
  const text = [...parts, ...law, ...remark].join('; ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
};
