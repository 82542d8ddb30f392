export default {
  name: 'kill -9 of the main process',
  says: 'killed three times in the midst of the work, then run to the end on what it had kept',
  unavailable: () => null,
  strikes: 'killed',
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const ends = [];
    // Twice when a thread has just kept something, once in the midst of a cell.
    for (const point of [{ kept: 1 + (repetition % 2) }, { batch: 2 }, { kept: 1 }])
      ends.push(campaign.judge(await campaign.struck('SIGKILL', point, { store, out })));
    ends.push(campaign.judge(await campaign.run({ store, out })));
    return ends;
  },
};
