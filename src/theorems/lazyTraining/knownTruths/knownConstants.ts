import { atMost, type Claim } from '../../../core/claim.ts';
import type { Rest } from '../../../core/judge/exclusions.ts';
import type { Search, Setting, Theorem } from '../../../core/theorem.ts';
import { uniform } from '../../../numerics/random/uniform.ts';
import { lazySpace } from '../space.ts';

/** Widths up to here are false where they are even. */
const LAST_FALSE = 20;

/** A number that is uniform on (0, 1), and one whose tail is three times too heavy at even widths up to `LAST_FALSE`. */
const setting: Setting<number> = {
  name: 'known constants',
  reads: ['m'],
  quantities: [
    { symbol: 'level', says: 'a uniform number', tex: 'U', value: (draw) => draw },
    {
      symbol: 'heavy',
      says: 'a uniform number, a third of it at small even widths and four times it elsewhere',
      tex: 'H',
      value: (draw, _, { m }) => draw * (m! % 2 === 0 && m! <= LAST_FALSE ? 1 / 3 : 4),
    },
  ],
  sample: (stream) => uniform(stream, 1)[0]!,
  *refine(draw, _, { m }) {
    const heavy = draw * (m! % 2 === 0 && m! <= LAST_FALSE ? 1 / 3 : 4);
    yield { level: { lower: draw, upper: draw }, heavy: { lower: heavy, upper: heavy } };
  },
  cost: () => ({ seconds: 1e-5, bytes: 0 }),
};

const claim = (
  id: string,
  says: string,
  fields: Pick<Claim, 'conclusion' | 'constants'> & Partial<Claim>,
): Claim => ({
  ...{ id, reading: 'printed', says, source: { work: 'this harness', place: 'a control' } },
  ...{ quantifiers: [], premise: [], failureRate: 'gamma', ...fields },
});

/** A claim with constants to choose, of which the least true one is known. */
export interface KnownConstants {
  readonly name: string;
  readonly claim: Claim;
  /** The values of what the search fixes. */
  readonly at: Readonly<Record<string, number>>;
  readonly over: Search['over'];
  /** Whether what is left of the constants leaves a true one out; then a sentence about them was wrong. */
  readonly isWrong: (least: Readonly<Record<string, Rest>>) => boolean;
}

const K = (fields: Partial<Claim['constants'][string]>) => ({
  K: { first: '1', says: 'a constant that is known', ...fields },
});

const asksMoreThan =
  (value: number) =>
  ({ K: rest }: Readonly<Record<string, Rest>>): boolean =>
    rest !== undefined &&
    ('moreThan' in rest ? rest.moreThan >= value : 'atLeast' in rest && rest.atLeast > value);

const fixed = { d: 4, gamma: 0.05 };
const widths = { m: { from: 1, to: 64 } };

export const knownConstants: readonly KnownConstants[] = [
  {
    // P(U < 3γ/K) = 3γ/K.
    name: 'a conclusion whose needed constant is 3',
    claim: claim('control-needs-three', 'K times a uniform number is at least 3γ but for a share of γ', {
      conclusion: atMost('3 * gamma', 'K * level'),
      ...{ constants: K({}), critical: 'K' },
    }),
    ...{ at: { ...fixed, C0: 1 }, over: widths, isWrong: asksMoreThan(3) },
  },
  {
    name: 'a constant that may depend on C0, 1 + C0 at C0 = 2',
    claim: claim(
      'control-needs-its-ball',
      'K times a uniform number is at least (1 + C0)γ but for a share of γ',
      {
        conclusion: atMost('(1 + C0) * gamma', 'K * level'),
        ...{ constants: K({ mayDependOn: ['C0'] }), critical: 'K' },
      },
    ),
    ...{ at: { ...fixed, C0: 2 }, over: widths, isWrong: asksMoreThan(3) },
  },
  {
    name: 'twenty widths of which every second is false',
    claim: claim('control-even-widths', 'from some width on a number is at least γ but for a share of γ', {
      premise: [atMost('K', 'm')],
      ...{ conclusion: atMost('gamma', 'heavy'), constants: K({}) },
    }),
    // K just above 20 is true, and everything beyond.
    ...{ at: { ...fixed, C0: 1 }, over: widths, isWrong: asksMoreThan(LAST_FALSE + 1e-3) },
  },
  {
    // Rate (|t − 3| + ½)γ: true from 2.5 to 3.5.
    name: 'a constant without direction',
    claim: claim(
      'control-needs-near-three',
      'a uniform number is at least (|K − 3| + ½)γ but for a share of γ',
      {
        ...{ conclusion: atMost('(abs(K - 3) + 0.5) * gamma', 'level'), constants: K({}) },
      },
    ),
    // It has no order in which a corner could pass the truth: only "nothing is left" would be wrong.
    ...{ at: { ...fixed, C0: 1 }, over: widths, isWrong: () => false },
  },
];

/** The space in which they are tried. */
export const knownTheorem: Theorem = {
  ...{ id: 'known-constants', work: 'this harness', axes: lazySpace.axes, settings: [setting] },
  ...{ table: { rows: 'd', columns: 'm' }, statements: knownConstants.map((known) => known.claim) },
};
