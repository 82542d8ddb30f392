import { twelveDigits } from '../../../core/report/decimals.ts';
import type { TableFigure } from '../../../core/report/figure.ts';
import type { Study, StudyCell } from '../../../core/study.ts';
import type { Profile } from '../../../core/theorem.ts';
import { kernels } from '../../../numerics/kernels/inUse.ts';
import { clopperPearson } from '../../../numerics/statistics/clopperPearson.ts';
import { activationAt } from '../activation.ts';
import { montanariWu } from '../claims/source.ts';
import { limitConstant, limitOf, limitStep } from '../limit.ts';
import { oneStep } from '../oneStep.ts';

/** Draws of a cell, fixed in advance: 800 tell a rate of 0.05 from one of 0.1 at both error rates. */
const DRAWS: Readonly<Record<Profile, number>> = { quick: 800, standard: 2000, full: 8000 };

const cell = (d: number, depth: number, activation: number): StudyCell => ({
  at: { d, m: d, depth, activation, last: 1, gamma: 0.05 },
  constants: { factor: 2 },
});

/** Trials after which the event loop is let through. */
const BETWEEN = 16;

/** η = c √ln(1/γ) at which the limit fails with probability γ, and what c tends to for small γ. */
const constantsTable = (activation: number): TableFigure => {
  const psi = activationAt(activation);
  const gammas = [0.05, 1e-3, 1e-6];
  return {
    kind: 'table',
    title: `the step of the limit in units of √ln(1/γ), for ${psi.name}`,
    columns: [
      'hidden layers',
      ...gammas.map((gamma) => `γ = ${gamma}`),
      'γ → 0',
      'length of that step, γ → 0',
    ],
    rows: [1, 2, 3, 5, 10].map((depth) => {
      const limit = limitOf(psi, depth);
      return [
        depth,
        ...gammas.map((gamma) => twelveDigits(limitStep(limit, gamma) / Math.sqrt(Math.log(1 / gamma)))),
        twelveDigits(limitConstant(limit)),
        twelveDigits(limitConstant(limit) * Math.sqrt(limit.squaredGradient)),
      ];
    }),
  };
};

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

/**
 * Networks of one size take the step after which the limit keeps its sign with probability γ.
 *
 * The limit says nothing of any size; what is on trial is that it is good enough at this one, to a factor.
 */
export const stepConstantIsTheLimit: Study = {
  id: 'step-constant-is-the-limit',
  reading: 'printed',
  kind: 'law',
  says: 'at widths and inputs of this number, the step of the limit of wide networks keeps the sign with probability γ up to a factor',
  source: montanariWu('the limit of wide networks'),
  quantifiers: ['for a fixed x of length √d', 'at d = m as given'],
  premise: [],
  conclusion: {
    text: 'gamma / factor <= P(sign kept) <= factor * gamma',
    tex: '\\gamma/\\mathit{factor} \\le P(\\text{sign kept}) \\le \\mathit{factor}\\cdot\\gamma',
  },
  constants: { factor: { bound: 'given', first: '2', says: 'how far from γ the rate may be' } },
  axes: ['d', 'm', 'depth', 'activation', 'last', 'gamma'],
  cells: {
    quick: [cell(100, 1, 1), cell(1000, 1, 1), cell(1000, 1, 2), cell(100, 5, 1)],
    standard: [
      ...[1, 2, 3, 4].flatMap((activation) => [cell(100, 1, activation), cell(1000, 1, activation)]),
      ...[2, 5, 9].flatMap((depth) => [cell(1000, depth, 1), cell(1000, depth, 2)]),
      cell(10_000, 1, 1),
      cell(10_000, 5, 1),
    ],
  },
  regime: () => 'inside',
  seconds: ({ at }, profile) => 0.1 + DRAWS[profile] * oneStep.cost({ ...at, eta: 1 }, 'reduced').seconds,
  judge: async ({ at, constants }, { stream, alpha, profile, yieldToLoop }) => {
    const gamma = at.gamma!;
    const factor = constants.factor ?? 2;
    const limit = limitOf(activationAt(at.activation!), at.depth!);
    const eta = limitStep(limit, gamma);
    const point = { ...at, eta };
    const wanted = new Set(['kept']);
    const n = DRAWS[profile];
    let [kept, open] = [0, 0];
    for (let trial = 0; trial < n; trial++) {
      if (trial % BETWEEN === 0) await yieldToLoop();
      kernels().arena.scope(() => {
        const draw = oneStep.sample(stream.child(trial), point, 'reduced');
        for (const { kept: found } of oneStep.refine(draw, wanted, point, 'decide')) {
          if (found!.lower > 0) kept++;
          else if (found!.upper >= 0) open++;
        }
      });
    }
    const rateAt = (error: number) => clopperPearson({ n, kLower: kept, kUpper: kept + open, alpha: error });
    const surely = rateAt(alpha.refute);
    const rate = rateAt(alpha.support);
    const verdict =
      surely.lower > factor * gamma || surely.upper < gamma / factor
        ? 'refuted'
        : rate.upper <= factor * gamma && rate.lower >= gamma / factor
          ? 'supported'
          : 'undecided';
    const c = limitStep(limit, gamma) / Math.sqrt(Math.log(1 / gamma));
    return {
      verdict,
      tally: { violated: kept, certified: n - kept - open, unresolved: open, skipped: 0 },
      error: verdict === 'refuted' ? alpha.refute : verdict === 'supported' ? alpha.support : null,
      because: `${kept} of ${n} networks keep the sign after the step of the limit, η = ${Number(c.toPrecision(4))} √ln(1/γ): a rate from ${percent(rate.lower)} to ${percent(rate.upper)}, where the limit has ${percent(gamma)}`,
      margin: null,
      figures: [constantsTable(at.activation!)],
    };
  },
};
