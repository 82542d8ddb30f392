import type { Claim, Constant } from '../claim.ts';
import type { BoundCell } from '../judge/bindCell.ts';
import { quantityIn } from '../judge/bindCell.ts';
import type { Study } from '../study.ts';
import type { Axis } from '../theorem.ts';

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What a prefix is made of, of whatever kind the statement is. */
interface Quantifiable {
  readonly constants: Readonly<Record<string, Constant>>;
  /** The axes that the statement involves. */
  readonly axes: readonly Axis[];
  /** The premise as text, without what it says of a draw. */
  readonly premise: readonly string[];
  /** What the statement says "for" of its own, innermost. */
  readonly quantifiers: readonly string[];
  readonly control: boolean;
  readonly asymptotic?: Study['asymptotic'];
}

const labelled = (axes: readonly Axis[], symbols: readonly string[]): readonly string[] =>
  symbols.map((symbol) => axes.find((axis) => axis.symbol === symbol)?.label ?? symbol);

/**
 * The quantifiers in front of a statement, outermost first: `for every C0 and γ`, `there are C2, C3 and C4`, `such that for every d and
 * m with d^2.4 <= m`, …
 *
 * A constant stands behind what it may depend on, and before everything else. Those of a control are planted values and have no
 * quantifier.
 */
const prefixOf = ({
  constants,
  axes,
  premise,
  quantifiers,
  control,
  asymptotic,
}: Quantifiable): readonly string[] => {
  const entries = Object.entries(constants);
  const exist = entries
    .filter(([, { bound = 'exists' }]) => !control && bound === 'exists')
    .map(([name, { mayDependOn = [] }]) => ({ name, mayDependOn }))
    .sort((a, b) => a.mayDependOn.length - b.mayDependOn.length);
  const given = entries.filter(([, { bound }]) => bound === 'given').map(([name]) => name);
  const said: string[] = [];
  const introduced = new Set<string>();
  const forEvery = (symbols: readonly string[]): string => `for every ${listed(labelled(axes, symbols))}`;
  while (exist.length > 0) {
    const { mayDependOn } = exist[0]!;
    const key = [...mayDependOn].sort().join();
    const together = exist.filter((one) => [...one.mayDependOn].sort().join() === key);
    exist.splice(0, exist.length, ...exist.filter((one) => !together.includes(one)));
    const fresh = mayDependOn.filter((symbol) => !introduced.has(symbol));
    if (fresh.length > 0) said.push(forEvery(fresh));
    for (const symbol of fresh) introduced.add(symbol);
    const names = listed(together.map(({ name }) => name));
    const alone =
      introduced.size === mayDependOn.length
        ? ''
        : `, ${mayDependOn.length === 0 ? 'absolute' : `of ${listed(labelled(axes, mayDependOn))} alone`},`;
    said.push(`there ${together.length === 1 ? 'is' : 'are'} ${names}${alone}`);
  }
  const exists = said.some((part) => part.startsWith('there '));
  const along = asymptotic?.along;
  const rest = [...given, ...axes.map(({ symbol }) => symbol)].filter(
    (symbol) => !introduced.has(symbol) && symbol !== along,
  );
  const such = exists ? 'such that ' : '';
  const withPremise = premise.length === 0 ? '' : ` with ${listed(premise)}`;
  if (asymptotic === undefined) {
    if (rest.length > 0) said.push(`${such}${forEvery(rest)}${withPremise}`);
  } else {
    const { constant, every } = asymptotic;
    if (rest.length > 0) said.push(`${such}${forEvery(rest)}`);
    const there =
      every === true ? `for every ${constant} > 0 there is ${along}0` : `there are ${constant} and ${along}0`;
    said.push(there, `such that for every ${along} ≥ ${along}0${withPremise}`);
  }
  return [...said, ...quantifiers];
};

/** The prefix of a claim on draws, from its formulas and from what its setting reads. */
export const prefixOfClaim = (claim: Claim, { bound, setting, wanted }: BoundCell): readonly string[] => {
  const formulas = [
    bound.conclusion.lhs,
    bound.conclusion.rhs,
    ...bound.premise.flatMap(({ lhs, rhs }) => [lhs, rhs]),
    ...Object.values(bound.where),
    ...Object.values(bound.constants),
    ...(bound.failureRate === null ? [] : [bound.failureRate]),
  ];
  const involved = new Set([
    ...formulas.flatMap(({ symbols }) => [...symbols]),
    ...setting.reads,
    ...[...wanted].flatMap((name) => quantityIn({ setting }, name).reads ?? []),
    ...Object.values(claim.constants).flatMap(({ mayDependOn = [] }) => mayDependOn),
  ]);
  return prefixOf({
    ...{ constants: claim.constants, axes: bound.axes.filter(({ symbol }) => involved.has(symbol)) },
    premise: claim.premise.map(({ lhs, rhs }) => `${lhs} ≤ ${rhs}`),
    ...{ quantifiers: claim.quantifiers, control: claim.control === true },
  });
};

/** The prefix of a statement that a study decides. */
export const prefixOfStudy = (study: Study, axes: readonly Axis[]): readonly string[] =>
  prefixOf({
    ...{ constants: study.constants, axes: axes.filter(({ symbol }) => study.axes.includes(symbol)) },
    premise: study.premise.map(({ text }) => text),
    ...{ quantifiers: study.quantifiers, control: study.control === true },
    ...(study.asymptotic === undefined ? {} : { asymptotic: study.asymptotic }),
  });
