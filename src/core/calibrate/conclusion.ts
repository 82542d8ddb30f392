import type { CalibratedConstant, ConstantDrift, ConstantLaw } from '../report/constants.ts';
import type { Safe } from './sample.ts';

/** What a conclusion is drawn from. */
export interface ConclusionInput {
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

/** How far the constant is bounded over all cells that were tried; a bound that some cells lack speaks of the others alone. */
const sizeOf = ({ name, safe, constants }: ConclusionInput): string => {
  const all = constants.length;
  const what = safe === 'large' ? `the least ${name} that suffices` : `the largest ${name} that holds`;
  const where = all === 1 ? 'in the cell tried' : `in the ${all} cells tried`;
  const sides = [
    { values: known(constants.map((one) => one.lower)), word: 'at least', end: 'lower', from: 'below' },
    { values: known(constants.map((one) => one.upper)), word: 'at most', end: 'upper', from: 'above' },
  ] as const;
  if (sides.every(({ values }) => values.length === 0)) return `nothing bounds ${what} ${where}`;
  const bound = ({ values, word, end }: (typeof sides)[number]): string =>
    `${word} ${end === 'lower' ? outward(Math.min(...values), -1) : outward(Math.max(...values), 1)}`;
  const whole = sides.filter(({ values }) => values.length === all);
  const some = sides.filter(({ values }) => values.length > 0 && values.length < all);
  const none = sides.filter(({ values }) => values.length === 0);
  const among = whole.length > 0 ? 'them' : `the ${all} cells tried`;
  const clauses = [
    ...(whole.length === 0 ? [] : [`${whole.map(bound).join(' and ')} ${where}`]),
    ...some.map(
      (side) =>
        `${bound(side)} in the ${side.values.length} of ${among} with ${side.end === 'upper' ? 'an upper' : 'a lower'} bound`,
    ),
  ];
  return `${what} is ${clauses.join(', and ')}${none.map(({ from }) => `, and nothing bounds it from ${from}`).join('')}`;
};

const axisWord = (symbol: string): string => (symbol === 'gamma' ? 'γ' : symbol);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Whether what is needed eases along the axis: then the value at its beginning serves the whole range. */
const eases = (safe: Safe, { verdict }: ConstantDrift): boolean =>
  safe === 'large' ? verdict === 'shrinks' : verdict === 'grows';

const along = ({ against, range }: ConstantDrift): string =>
  `${axisWord(against)} = ${three(range.from)} to ${three(range.to)}`;

const driftOfAxes = ({ name, safe, drift }: ConclusionInput): readonly string[] => {
  const of = (verdict: ConstantDrift['verdict']) => drift.filter((one) => one.verdict === verdict);
  const moving = [...of('grows'), ...of('shrinks')];
  const word = (one: ConstantDrift): string =>
    `${one.verdict} from ${along(one)} (exponent ${three(one.exponent!)})`;
  const easing = moving.filter((one) => eases(safe, one));
  const climbing = moving.filter((one) => !eases(safe, one));
  const still = of('constant').map(({ against }) => axisWord(against));
  const open = of('undecided').map(({ against }) => axisWord(against));
  return [
    ...(easing.length === 0
      ? []
      : [`it ${listed(easing.map(word))}, in the safe direction, so that one ${name} serves there`]),
    ...(climbing.length === 0
      ? []
      : [`it ${listed(climbing.map(word))}, against the claim; whether it levels off beyond is not decided`]),
    ...(still.length === 0 ? [] : [`one ${name} serves in ${listed(still)} within its bars`]),
    ...(open.length === 0 ? [] : [`whether it drifts with ${listed(open)} is not decided on this range`]),
  ];
};

const printedWords = ({ printed, safe, name, constants }: ConclusionInput): readonly string[] => {
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
export const conclusionOf = (evidence: ConclusionInput): string => {
  const parts = [sizeOf(evidence), ...printedWords(evidence), ...driftOfAxes(evidence)];
  const law = evidence.law?.fits === true ? [`${evidence.law.formula} lies within all bounds`] : [];
  const remark = evidence.remark === null ? [] : [evidence.remark];
  const text = [...parts, ...law, ...remark].join('; ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
};
