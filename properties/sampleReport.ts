import type {
  CellReport,
  ClaimReport,
  ConstantReport,
  Report,
  RunRecord,
  Spread,
} from '../src/core/report/report.ts';
import { lazyTraining } from '../src/theorems/lazyTraining/theorem.ts';

/** E-values and rate bounds by (trials, violated, unresolved, γ), as the statistics of the suite give them. */
const evidence = {
  none: { log10ER: -1.80996558052, log10EA: 3.03358301534, lower: 0, upper: 0.0668670618352 },
  all: { log10ER: 19.9419779678, log10EA: -3.07754033772, lower: 0.574279473623, upper: 1 },
  many: { log10ER: 7.10094051133, log10EA: -2.72426244533, lower: 0.114440480063, upper: 0.781117240317 },
  some: { log10ER: -2.68561404072, log10EA: -1.27860156772, lower: 0.0176836891624, upper: 0.0817047294284 },
  open: { log10ER: -1.80996558052, log10EA: -19.0703593176, lower: 0, upper: 1 },
  short: { log10ER: -0.714328027019, log10EA: 0.312996263998, lower: 0, upper: 0.425720526377 },
} as const;

const tallies = {
  none: { trials: 144, violated: 0, certified: 144, unresolved: 0, verdict: 'supported' },
  all: { trials: 16, violated: 16, certified: 0, unresolved: 0, verdict: 'refuted' },
  many: { trials: 32, violated: 13, certified: 18, unresolved: 1, verdict: 'refuted' },
  some: { trials: 1000, violated: 40, certified: 955, unresolved: 5, verdict: 'undecided' },
  open: { trials: 144, violated: 0, certified: 0, unresolved: 144, verdict: 'consistent' },
  short: { trials: 16, violated: 0, certified: 16, unresolved: 0, verdict: 'undecided' },
} as const;

type Place = { readonly d: number; readonly m: number; readonly C0: number } & Partial<CellReport>;

const cell = (claim: string, kind: keyof typeof tallies, { d, m, C0, ...rest }: Place): CellReport => {
  const { log10ER, log10EA, lower, upper } = evidence[kind];
  const address = `${claim}/printed/d=${d}/m=${m}/C0=${C0}/0`;
  const violated = tallies[kind].violated;
  return {
    at: { d, m, C0, gamma: 0.05 },
    constants: {},
    constantRanges: {},
    derived: { radius: C0 / Math.sqrt(m) },
    failureRate: { value: 0.05, formula: 'gamma' },
    alphaShare: 1,
    regime: 'inside',
    mode: 'reduced',
    expect: 'holds',
    basis: 'draws',
    ...tallies[kind],
    skipped: 0,
    cap: 1000,
    capCanDecide: { refute: true, support: true },
    power: { refuteTwiceGamma: 0.777110654113, supportQuarterGamma: 0.998281012339 },
    log10ER,
    log10EA,
    rate: { lower, upper, confidence: 0.999 },
    exactRate: null,
    margin:
      violated > 0
        ? { min: -2.51883201942, median: -0.412007718334, max: violated === 16 ? -0.0310024411873 : 1.75 }
        : { min: 0.884120337211, median: 1.9320041729, max: 2.60411870231 },
    observed: {},
    bound: null,
    witness:
      violated === 0
        ? null
        : {
            address,
            trial: 0,
            confirmed: {
              by: 'explicit',
              shown: { largestShift: 0.316227766016, radius: 0.316227766017 },
              values: { gradientInf: 0.838002218104 },
              margin: -0.412007718334,
            },
          },
    replay:
      violated > 0
        ? `npx lakatos replay '${address}'`
        : `npx lakatos check ${claim} --d ${d} --m ${m} --C0 ${C0} --gamma 0.05`,
    crashes: [],
    note: null,
    ...rest,
  };
};

const claim = (
  fields: Partial<ClaimReport> & Pick<ClaimReport, 'id' | 'verdict' | 'cells'>,
): ClaimReport => ({
  reading: 'printed',
  theorem: 'lazy-training',
  complete: true,
  basis: 'draws',
  prefix: [
    'for every d and m',
    'with probability at least 1 − γ over W⁰ and a',
    'for all W in the lazy ball',
  ],
  method: 'draws',
  source: 'Lemma 4.1 · the paper',
  says: 'a claim',
  control: false,
  quantifiers: ['with probability at least 1 − γ over W⁰ and a', 'for all W in the lazy ball'],
  premise: [],
  conclusion: { text: 'x <= y', tex: 'x \\le y' },
  constants: {},
  error: null,
  exclusions: [],
  excludedError: null,
  least: [],
  sentence: null,
  product: null,
  ...fields,
});

const hidden: ConstantReport = {
  says: 'the hidden constant of the premise',
  bound: 'exists',
  mayDependOn: [],
  first: '1',
  weaker: 'larger',
  stands: 'premise',
};

const around = (median: number): Spread => ({ min: 0.7 * median, median, max: 1.6 * median });

/** A quantity known from both sides, the ends a little apart. */
const bracketed = (quantity: string, median: number): CellReport['observed'] => ({
  [quantity]: { lower: around(0.98 * median), upper: around(1.02 * median) },
});

const valueIsBounded = claim({
  id: 'value-is-bounded',
  verdict: 'supported',
  says: 'the network is bounded on the whole lazy ball: |f(x; a, W)| stays below a constant that depends on γ and C0 alone',
  premise: [{ text: 'K * ln(2 / gamma) <= m', tex: 'K\\ln\\frac{2}{\\gamma} \\le m' }],
  conclusion: {
    text: 'valueSup <= 2 * sqrt(ln(2 / gamma)) + C0',
    tex: '\\sup_{W \\in B} \\lvert f(x; a, W)\\rvert \\le 2\\sqrt{\\ln\\frac{2}{\\gamma}} + C_0',
  },
  constants: { K: hidden },
  error: 1e-3,
  product: { cells: 6, log10ER: -10.8597934831 },
  cells: [25, 100, 784].flatMap((d) =>
    [1000, 10000].map((m) =>
      cell('value-is-bounded', 'none', {
        d,
        m,
        C0: 1,
        constants: { K: 1 },
        constantRanges: { K: { atLeast: null, atMost: m / 3.68887945411 } },
        observed: bracketed('valueSup', 1 + 1 / d),
        bound: 4.84129116528,
      }),
    ),
  ),
});

const gradientCell = (kind: keyof typeof tallies, place: Place): CellReport =>
  cell('gradient-is-large', kind, {
    constants: { K: 1 },
    constantRanges: { K: { atLeast: null, atMost: 333.808200695 } },
    // The search stops where a draw is violated, so that nothing is known from below in a refuted cell.
    observed:
      kind === 'all'
        ? { gradientInf: { lower: { min: 0, median: 0, max: 0 }, upper: around(0.2) } }
        : bracketed('gradientInf', 0.4 * Math.sqrt(place.d)),
    bound: Math.sqrt(place.d) / 4,
    ...place,
  });

const gradientPrinted = claim({
  id: 'gradient-is-large',
  verdict: 'refuted',
  source: 'Lemma 4.2 · the paper',
  says: 'at every W in the lazy ball the gradient in the input is no shorter than √d/4',
  premise: [
    { text: 'K * ln(1 / gamma) <= m', tex: 'K\\ln\\frac{1}{\\gamma} \\le m' },
    { text: 'K * ln(m / gamma) / m <= d', tex: '\\frac{K\\ln(m/\\gamma)}{m} \\le d' },
  ],
  conclusion: {
    text: 'sqrt(d) / 4 <= gradientInf',
    tex: '\\frac{\\sqrt{d}}{4} \\le \\inf_{W \\in B} \\lVert \\nabla_x f(x; a, W) \\rVert',
  },
  constants: { K: hidden },
  error: 9e-6,
  product: { cells: 5, log10ER: 42.4893168257 },
  cells: [
    gradientCell('none', { d: 25, m: 1000, C0: 1 }),
    gradientCell('none', { d: 25, m: 10000, C0: 1 }),
    gradientCell('none', { d: 784, m: 1000, C0: 1 }),
    gradientCell('none', { d: 784, m: 10000, C0: 1 }),
    gradientCell('all', { d: 25, m: 1000, C0: 10, expect: 'refuted' }),
    gradientCell('all', { d: 25, m: 10000, C0: 10, expect: 'refuted' }),
    gradientCell('many', { d: 100, m: 1000, C0: 10 }),
    gradientCell('some', {
      d: 784,
      m: 1000,
      C0: 10,
      note: '2 of the 5 unresolved trials crashed: the bracket found no finite value.',
    }),
  ],
});

const gradientIntended = claim({
  ...gradientPrinted,
  reading: 'intended',
  verdict: 'supported',
  premise: [...gradientPrinted.premise, { text: 'K * C0^2 <= d', tex: 'K\\,C_0^2 \\le d' }],
  error: 1e-3,
  product: { cells: 2, log10ER: -3.61993116104 },
  cells: [
    gradientCell('all', {
      d: 25,
      m: 1000,
      C0: 10,
      regime: 'outside',
      constants: { K: 16 },
      constantRanges: { K: { atLeast: null, atMost: 0.25 } },
    }),
    gradientCell('all', {
      d: 25,
      m: 10000,
      C0: 10,
      regime: 'outside',
      constants: { K: 16 },
      constantRanges: { K: { atLeast: null, atMost: 0.25 } },
    }),
    gradientCell('none', {
      d: 1600,
      m: 1000,
      C0: 10,
      constants: { K: 16 },
      constantRanges: { K: { atLeast: null, atMost: 16 } },
    }),
    gradientCell('none', {
      d: 2500,
      m: 10000,
      C0: 10,
      constants: { K: 16 },
      constantRanges: { K: { atLeast: null, atMost: 25 } },
    }),
  ],
});

const exactRates = [
  { d: 25, m: 1000, C0: 1, exactRate: 2.31014908346e-14 },
  { d: 25, m: 10000, C0: 1, exactRate: 6.65551025745e-40 },
  { d: 25, m: 1000, C0: 10, exactRate: 3.53916592462e-14 },
  { d: 25, m: 10000, C0: 10, exactRate: 2.07532063864e-30 },
];

const fewNeuronsFlip = claim({
  id: 'few-neurons-flip',
  verdict: 'undecided',
  source: 'Lemma 4.3 · the paper',
  says: 'few neurons can change their activation anywhere in the lazy ball',
  conclusion: {
    text: 'signChanges <= C0 * sqrt(m) + sqrt(m * ln(1 / gamma) / 2)',
    tex: '\\lvert S_v \\rvert \\le C_0\\sqrt{m} + \\sqrt{\\frac{m\\ln(1/\\gamma)}{2}}',
  },
  product: { cells: 2, log10ER: -2.52429360754 },
  cells: [
    ...exactRates.slice(0, 3).map((place) => cell('few-neurons-flip', 'none', place)),
    cell('few-neurons-flip', 'short', {
      ...exactRates[3]!,
      cap: 16,
      capCanDecide: { refute: true, support: false },
      power: { refuteTwiceGamma: 0.0000059243230045, supportQuarterGamma: 0 },
      note: 'A cap of 16 trials can support nothing: if every one is certified, E_A reaches 2.05 of 1000.',
    }),
  ],
});

const stepCell = (kind: keyof typeof tallies, place: Place): CellReport =>
  cell('one-step-flips', kind, {
    constants: { C2: 4.84 },
    // An attack alone: it bounds the least margin from above and nothing bounds it from below.
    observed: { flipMargin: { lower: null, upper: { min: -0.5, median: 1.5, max: 3.25 } } },
    bound: 0,
    ...place,
  });

const oneStepFlips = claim({
  id: 'one-step-flips',
  verdict: 'consistent',
  source: 'Theorem 3.1 · the paper',
  says: 'at every W in the lazy ball one gradient step of length C2/‖∇f‖ flips the sign of f',
  premise: [{ text: 'd^2.4 <= m', tex: 'd^{2.4} \\le m' }],
  conclusion: {
    text: '0 <= flipMargin',
    tex: '0 \\le -\\operatorname{sign}(f)\\, f(x + \\delta; a, W), \\quad \\delta = \\eta\\nabla_x f,\\ \\lvert\\eta\\rvert = \\frac{C_2}{\\lVert\\nabla_x f\\rVert^2}',
  },
  constants: {
    C2: {
      says: 'the length of the step times the gradient',
      bound: 'exists',
      mayDependOn: ['C0', 'gamma'],
      first: '2 * sqrt(ln(2 / gamma)) + C0',
      weaker: 'none',
      stands: 'elsewhere',
    },
  },
  product: { cells: 2, log10ER: -3.61993116104 },
  cells: [
    stepCell('open', { d: 25, m: 2264, C0: 1 }),
    stepCell('open', { d: 100, m: 63096, C0: 1 }),
    stepCell('some', { d: 100, m: 2264, C0: 1, regime: 'outside' }),
  ],
});

const eulerIdentity = claim({
  id: 'euler-identity',
  verdict: 'consistent',
  source: 'Section 4 · the paper',
  says: 'the gradient has f itself as its part along x',
  quantifiers: ['for all W', 'for all unit x'],
  conclusion: {
    text: 'abs(gradientAlongInput - value) <= 0',
    tex: '\\langle \\nabla_x f, x\\rangle = f(x; a, W)',
  },
  cells: [
    cell('euler-identity', 'none', {
      d: 25,
      m: 100,
      C0: 0,
      at: { d: 25, m: 100, C0: 0 },
      failureRate: null,
      trials: 64,
      certified: 64,
      cap: 64,
      verdict: 'consistent',
      mode: 'ambient',
      log10ER: null,
      log10EA: null,
      rate: null,
      margin: { min: 0, median: 0, max: 0 },
      power: { refuteTwiceGamma: 0, supportQuarterGamma: 0 },
      capCanDecide: { refute: true, support: false },
      replay: 'npx lakatos check euler-identity --d 25 --m 100 --C0 0',
    }),
  ],
});

const nearZero = claim({
  id: 'sign-is-stable-near-zero',
  verdict: 'vacuous',
  source: 'Section 4.3 · the paper',
  says: 'where |f| < 1e-9 at W⁰ the sign changes inside the ball',
  premise: [{ text: 'abs(f0) <= 1e-9', tex: '\\lvert f(x; a, W^0) \\rvert \\le 10^{-9}' }],
  cells: [
    cell('sign-is-stable-near-zero', 'none', {
      d: 25,
      m: 1000,
      C0: 1,
      trials: 0,
      certified: 0,
      skipped: 1000,
      verdict: 'vacuous',
      log10ER: 0,
      log10EA: 0,
      rate: null,
      margin: null,
    }),
  ],
});

const control = claim({
  id: 'control-value-below-one',
  verdict: 'refuted',
  control: true,
  source: 'Control · "below <b>one</b> & less"',
  says: 'a bound <em>known to be too tight</em> | for `f`: $\\undefined{#&_^%~} \\frac{1}{\\sqrt{2}$ & "quotes" <script>alert(1)</script>',
  conclusion: {
    text: 'valueSup <= 1 # <img src=x onerror=alert(1)>',
    tex: '\\sup f \\le 1 \\frac{#&_^%~ <img src=x>',
  },
  error: 2e-6,
  product: { cells: 1, log10ER: 19.9419779678 },
  cells: [cell('control-value-below-one', 'all', { d: 25, m: 1000, C0: 1, expect: 'refuted' })],
});

const { id, work, axes, table } = lazyTraining;

/** A small report with every verdict, invented results, and numbers that agree with each other. */
export const sampleReport: Report = {
  schema: 'lakatos/report@2',
  provenance: {
    version: '0.1.0',
    seed: 'lakatos',
    profile: 'quick',
    engine: 'plain/philox-sfc32',
    alpha: { refute: 1e-6, support: 1e-3 },
    selection: null,
  },
  complete: true,
  missing: [],
  theorems: [{ id, work, axes, table }],
  misprints: [{ place: 'Theorem 3.1', printed: 'unif({1, +1}) <b>', readAs: 'unif({−1, +1})' }],
  searches: [],
  findings: [
    {
      kind: 'grid',
      verdict: 'refuted',
      claim: 'gradient-is-large',
      reading: 'printed',
      source: 'Lemma 4.2 · the paper',
      says: gradientPrinted.says,
      summary:
        'With C0 = 10 the lazy ball holds weights whose gradient is shorter than √d/4 once d is small; the printed premise does not exclude it.',
      cell: { at: { d: 25, m: 1000, C0: 10, gamma: 0.05 } },
      failureRate: { value: 0.05, formula: 'gamma' },
      constants: { K: 1 },
      trials: 16,
      violated: 16,
      witness: 'gradient-is-large/printed/d=25/m=1000/C0=10/0',
      replay: "npx lakatos replay 'gradient-is-large/printed/d=25/m=1000/C0=10/0'",
    },
  ],
  claims: [
    valueIsBounded,
    gradientPrinted,
    gradientIntended,
    fewNeuronsFlip,
    oneStepFlips,
    eulerIdentity,
    nearZero,
    control,
  ],
};

/** The same run, interrupted. */
export const incompleteReport: Report = {
  ...sampleReport,
  complete: false,
  missing: ['few-neurons-flip (printed) at d = 784, m = 10,000: the worker was lost.'],
};

export const sampleRun: RunRecord = {
  schema: 'lakatos/run@1',
  startedAt: '2026-01-01T00:00:00.000Z',
  seconds: 41.7,
  threads: 2,
  node: '20.19.0',
  platform: 'linux x64',
  cpu: 'a small machine',
  door: 'command line',
  command: 'lakatos check --profile quick',
  cells: sampleReport.claims.flatMap(({ id, reading, cells }) =>
    cells.map((one) => ({
      claim: id,
      reading,
      cell: `d=${one.at.d},m=${one.at.m},C0=${one.at.C0}`,
      seconds: 0.5,
    })),
  ),
};
