import type { Entry } from '../../../core/report/figure.ts';
import type { Statement } from '../../../core/study.ts';
import type { LazyStudy } from '../studies/lazyStudy.ts';

/** Runs of each control in the full profile. */
const RUNS = 2000;

/** The chance that a harness that keeps its word is said to break it. */
const FALSE_ALARM = 1e-6;

const levels = [
  // Large enough for errors to be seen,
  { alpha: { refute: 0.05, support: 0.05 }, cap: 160 },
  // and what a run takes when nothing else is asked for.
  { alpha: { refute: 1e-6, support: 1e-3 }, cap: 1000 },
];

const statement: Statement = {
  id: 'wrong-verdicts-are-rare',
  reading: 'printed',
  kind: 'law',
  says: 'claims whose failure rate is known are called wrongly no more often than α, and as often rightly as the exact law says',
  source: { work: 'this harness', place: 'the meaning of a verdict' },
  quantifiers: ['for every control whose failure rate is known', 'over the seeds'],
  premise: [],
  conclusion: {
    text: 'P(wrong verdict) <= alpha',
    tex: '\\mathbb{P}(\\text{wrong verdict}) \\le \\alpha',
  },
  constants: {},
};

/** The statistics on trial: the pipeline judges claims of known truth a few thousand times. A part of the full profile. */
export const wrongVerdictsAreRare: LazyStudy = {
  statement,
  axes: [],
  places: { quick: [], standard: [], full: [{ d: 1, m: 1, C0: 0, gamma: null, constants: {} }] },
  regime: () => 'inside',
  seconds: () => 600,
  judge: async (_, { stream, yieldToLoop }) => {
    const { tryControls } = await import('./tryControls.ts');
    await yieldToLoop();
    const rows = await tryControls({
      runs: RUNS,
      levels,
      seed: `controls ${stream.words.join(' ')}`,
      falseAlarm: FALSE_ALARM,
    });
    const broken = rows.flatMap((row) => row.broken.map((sentence) => `${row.control}: ${sentence}`));
    const wrong = rows.reduce((sum, row) => sum + row.wrong, 0);
    return {
      verdict: broken.length > 0 ? 'refuted' : 'consistent',
      tally: {
        violated: broken.length,
        certified: 0,
        unresolved: rows.length - Math.min(rows.length, broken.length),
        skipped: 0,
      },
      error: broken.length > 0 ? FALSE_ALARM : null,
      because:
        broken[0] ??
        `${wrong} wrong sentences in ${rows.length * RUNS} runs over ${rows.length} controls, within the bounds of all of them`,
      margin: null,
      figures: [
        {
          kind: 'table',
          title: `what was said of claims whose failure rate is known, ${RUNS} runs each`,
          columns: [
            'control',
            'rate / γ',
            'γ',
            'α to refute',
            'α to support',
            'wrong',
            'at most, by α',
            'refuted',
            'supported',
          ],
          rows: rows.map((row): readonly Entry[] => [
            row.control,
            row.ratio,
            row.gamma,
            row.alpha.refute,
            row.alpha.support,
            row.wrong,
            row.wrongAtMost * row.runs,
            row.said.refuted,
            row.said.supported,
          ]),
        },
      ],
    };
  },
};
