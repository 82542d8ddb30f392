import { builtUrl } from './campaign.js';

/** The source of a preload script under which one kernel of every worker thread answers NaN in one of its calls. */
const spoilt = (kernel, answer, call) => `
  import { isMainThread } from 'node:worker_threads';
  if (!isMainThread) {
    const { useKernels } = await import(${JSON.stringify(builtUrl('numerics/kernels/inUse.js'))});
    const { kernels } = await import(${JSON.stringify(builtUrl('theorems/lazyTraining/kernels/inUse.js'))});
    const right = kernels();
    let calls = 0;
    const spoil = ${answer};
    useKernels({
      ...right,
      ${kernel}: (...args) => {
        calls += 1;
        const answer = right.${kernel}(...args);
        return calls === ${call} ? spoil(answer, args) : answer;
      },
    });
  }
`;

/** A sum that is NaN; a Gaussian of a draw that is NaN; the sums of a gradient that are NaN. */
const kinds = [
  ['extremeSums', '(sums) => sums.map(() => ({ total: NaN, magnitude: NaN }))'],
  ['gaussians', '(_, [, , out]) => void (out[0] = NaN)'],
  ['alwaysActiveSums', '(sums) => ({ ...sums, along: NaN, across: NaN })'],
];

export default {
  name: 'a NaN in a kernel',
  says: 'a kernel answers NaN once; the trial counts neither way, the run names the cell, and the next one has it',
  unavailable: () => null,
  strikes: 'incomplete',
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const [kernel, answer] = kinds[repetition % kinds.length];
    // Trials take their extremes in three passes, one of them at both ends of the ball.
    const node = campaign.preload(spoilt(kernel, answer, 7 + 3 * repetition));
    const broken = campaign.judge(await campaign.run({ store, out, node }));
    return [broken, campaign.judge(await campaign.run({ store, out }))];
  },
};
