import { onceInAWorker } from './once.js';

export default {
  name: 'a worker thread that dies',
  says: 'a thread ends in the midst of its cell; the run names the cell, and the next one has it',
  unavailable: () => null,
  strikes: 'incomplete',
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const node = campaign.preload(
      onceInAWorker(campaign.fresh('flag'), 1 + 2 * (repetition % 5), 'process.exit(1);'),
    );
    const broken = campaign.judge(await campaign.run({ store, out, node }));
    return [broken, campaign.judge(await campaign.run({ store, out }))];
  },
};
