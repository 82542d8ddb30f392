import { pause, resultsIn } from './campaign.js';

/** Kills the process with SIGKILL as soon as it has kept `results` more, and so in the midst of others. */
export const killedAfter = (campaign, store, out, results) =>
  campaign.run({
    store,
    out,
    meanwhile: async (child, hasEnded) => {
      const before = resultsIn(store).length;
      while (!hasEnded() && resultsIn(store).length < before + results) await pause(2);
      child.kill('SIGKILL');
    },
  });

export default {
  name: 'kill -9 of the main process',
  says: 'killed three times in the midst of the work, then run to the end on what it had kept',
  unavailable: () => null,
  strikes: 'killed',
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const ends = [];
    for (const results of [1 + (repetition % 3), 2, 1])
      ends.push(campaign.judge(await killedAfter(campaign, store, out, results)));
    ends.push(campaign.judge(await campaign.run({ store, out })));
    return ends;
  },
};
