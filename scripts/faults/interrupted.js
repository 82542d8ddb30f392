import { pause, resultsIn } from './campaign.js';

export default {
  name: 'SIGINT and SIGTERM',
  says: 'one after the other in the midst of the work, then run to the end with --resume',
  unavailable: () => null,
  strikes: 'incomplete',
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const ends = [];
    for (const signal of ['SIGINT', 'SIGTERM']) {
      const interrupted = await campaign.run({
        store,
        out,
        meanwhile: async (child, hasEnded) => {
          const before = resultsIn(store).length;
          while (!hasEnded() && resultsIn(store).length < before + 1 + (repetition % 3)) await pause(2);
          child.kill(signal);
        },
      });
      ends.push(campaign.judge(interrupted));
    }
    ends.push(campaign.judge(await campaign.run({ store, out, more: ['--resume'] })));
    return ends;
  },
};
