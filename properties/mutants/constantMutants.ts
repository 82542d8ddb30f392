import type { Claim } from '../../src/core/claim.ts';
import { claimTotals } from '../../src/core/report/claimTotals.ts';
import type { ConstantReport, SearchReport } from '../../src/core/report/report.ts';
import { type Sought, seekLeast } from '../../src/core/run/seekLeast.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { knownConstants } from '../../src/theorems/lazyTraining/knownTruths/knownConstants.ts';
import { type Seek, tryConstants } from '../../src/theorems/lazyTraining/knownTruths/tryConstants.ts';
import { checkOrder } from '../../src/theorems/lazyTraining/studies/order/orderStudy.ts';
import { widthPath } from '../../src/theorems/lazyTraining/studies/order/paths.ts';
import type { Mutant } from './mutant.ts';

const trying = { runs: 12, seed: 'mutants', alpha: { refute: 0.05, support: 0.05 }, falseAlarm: 1e-6 };

/** A search for least constants with one thing changed: a control whose least constant is known must call it broken. */
const broken = (name: string, change: string, control: number, seek: Seek): Mutant => ({
  ...{ name, kind: 'control', change, where: knownConstants[control]!.name },
  kill: async () => {
    const controls = [knownConstants[control]!];
    const [truth] = await tryConstants({ ...trying, controls });
    const [found] = await tryConstants({ ...trying, controls, seek });
    const kills = found!.broken !== null && truth!.broken === null;
    return {
      ...{ killedBy: kills ? found!.broken : null, trials: trying.runs },
      unmutated: `${truth!.wrong} of ${truth!.runs} runs wrong`,
    };
  },
});

/** The claim with a direction written that is not the one of its formulas. */
const turned = (claim: Claim): Claim => ({
  ...claim,
  constants: Object.fromEntries(
    Object.entries(claim.constants).map(([name, constant]) => [
      name,
      { ...constant, weaker: 'smaller' as const },
    ]),
  ),
});

/** What is asked from below is then asked from above: every larger value is excluded, the true ones among them. */
const upsideDown = ({ least, ...rest }: Sought): Sought => ({
  ...rest,
  least: least.map(({ K }) => ({
    K: K === undefined || 'moreThan' in K || 'atLeast' in K ? K! : { moreThan: Number.POSITIVE_INFINITY },
  })),
});

const K: ConstantReport = {
  ...{ says: 'a constant', first: '1', bound: 'exists', mayDependOn: ['C0'] },
  ...{ weaker: 'larger', stands: 'premise' },
};

const totalsWith = (searches: readonly SearchReport[]) =>
  claimTotals(
    [
      {
        ...{ at: { d: 4, m: 100, C0: 1 }, constants: { K: 1 }, constantRanges: {}, regime: 'inside' },
        ...{ verdict: 'supported', basis: 'draws', log10ER: -2 },
      },
    ],
    searches,
    {
      ...{ constants: { K }, control: false, whole: true, alpha: { refute: 1e-6, support: 1e-3 } },
      axes: [],
    },
  );

const confirmed: SearchReport = {
  ...{ claim: 'a', reading: 'printed', along: null, says: '', judged: 1, seed: 1, path: '0' },
  ...{ verdict: 'refuted', failureRate: { value: 0.05, formula: 'gamma' } },
  cell: {
    ...{ at: { d: 1, m: 3, C0: 1 }, constants: { K: 1 } },
    constantRanges: { K: { atLeast: null, atMost: 1.5 } },
  },
  confirmation: { alpha: 1e-6, trials: 16, violated: 16, log10ER: 12, witness: null },
};

/** One constant, 80, serves every m: the ratio climbs up to m = 10⁵ and levels off. */
const levelling = (law: string | null) =>
  checkOrder(
    {
      ...{ of: 'a number', symbol: 'Q', against: 'm', order: { text: '√m', at: ({ m }) => Math.sqrt(m) } },
      ...{ little: false, path: { text: 'd = 5', stops: widthPath(5, 1e4) } },
      sound: {
        ...{ name: '(exact)', trials: 24, upTo: 5 },
        measure: (stream, { m }) =>
          Math.sqrt(m) * 80 * (1 - Math.exp(-((m / 1e5) ** 0.5))) * 1.02 ** gaussian(stream, 1)[0]!,
      },
      ...{ search: null, known: [], law, remark: null, beyond: [] },
    },
    {
      ...{ stream: rootOf('mutants').child('path'), alpha: { refute: 1e-6, support: 1e-3 } },
      ...{ profile: 'quick', options: {}, yieldToLoop: async () => {} },
      part: (_, compute) => compute(() => {}),
    },
  );

/** Errors planted in the rules for constants, searches and paths. */
export const constantMutants: readonly Mutant[] = [
  broken('an exclusion with the wrong direction', 'weaker: larger → smaller', 0, async (known, seeking) =>
    upsideDown(await seekLeast(turned(known.claim), { ...seeking, at: known.at, over: known.over })),
  ),
  broken('an exclusion beyond its refuted cell', 'K ≤ m → K ≤ 2m', 2, async (known, seeking) => {
    const sought = await seekLeast(known.claim, { ...seeking, at: known.at, over: known.over });
    const least = sought.least.map((corner) =>
      corner.K !== undefined && 'moreThan' in corner.K ? { K: { moreThan: 2 * corner.K.moreThan } } : corner,
    );
    return { ...sought, least };
  }),
  {
    ...{ name: 'a search that does not count', kind: 'control', change: 'its confirmed cell left out' },
    where: 'the totals of a claim whose cells are supported',
    kill: async () => {
      const [truth, found] = [totalsWith([confirmed]), totalsWith([])];
      const kills = truth.verdict === 'narrowed' && found.verdict !== truth.verdict;
      return {
        killedBy: kills ? `said ${found.verdict} beside a confirmed refutation` : null,
        ...{ trials: 1, unmutated: `${truth.verdict}: ${truth.sentence}` },
      };
    },
  },
  {
    ...{ name: 'a path that refutes', kind: 'control', change: 'growth alone as a law' },
    where: 'a quantity that one constant bounds at every m, and that climbs on the path',
    kill: async () => {
      const truth = await levelling(null);
      const found = await levelling('it grew');
      const kills =
        truth.paths?.[0]?.trend === 'climbs' && truth.verdict !== 'refuted' && found.verdict === 'refuted';
      return {
        killedBy: kills ? 'refutes a true statement' : null,
        ...{ trials: 24, unmutated: `${truth.verdict}, ${truth.paths?.[0]?.trend}` },
      };
    },
  },
];
