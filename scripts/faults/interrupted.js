export default {
  name: 'SIGINT, SIGTERM and SIGHUP',
  says: 'one after the other in the midst of the work, then run to the end with --resume',
  unavailable: () => null,
  strikes: 'incomplete',
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const ends = [];
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      ends.push(
        campaign.judge(await campaign.struck(signal, { kept: 1 + (repetition % 2) }, { store, out })),
      );
    ends.push(campaign.judge(await campaign.run({ store, out, more: ['--resume'] })));
    return ends;
  },
};
