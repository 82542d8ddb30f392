import { onceInAWorker } from './once.js';

// Objects and not buffers: it is the heap of the thread that has to overflow, which is small here.
const overflow = 'const held = []; for (;;) held.push({ at: held.length, more: [held.length] });';

export default {
  name: 'a worker out of memory',
  says: 'the heap of a thread overflows; the run names the cell, and the next one has it',
  unavailable: () => null,
  strikes: 'incomplete',
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const preload = campaign.preload(
      onceInAWorker(campaign.fresh('flag'), 1 + 2 * (repetition % 5), overflow),
    );
    const node = ['--max-old-space-size=128', ...preload];
    const broken = campaign.judge(await campaign.run({ store, out, node }));
    return [broken, campaign.judge(await campaign.run({ store, out }))];
  },
};
