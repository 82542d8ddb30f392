/** The source of a preload script under which all clocks of every thread jump, back and forth, by up to a year. */
const jumping = (step) => `
  const year = 365 * 86_400_000;
  const right = { now: Date.now, pace: performance.now.bind(performance) };
  let calls = ${step};
  const jump = () => { calls += 1; return ((calls * 7919) % 101) / 101 * 2 * year - year; };
  Date.now = () => right.now() + jump();
  performance.now = () => right.pace() + jump();
`;

export default {
  name: 'a clock that jumps',
  says: 'every look at a clock is off by up to a year, in every thread',
  unavailable: () => null,
  once: async (campaign, repetition) => {
    const node = campaign.preload(jumping(repetition * 13));
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    return [campaign.judge(await campaign.run({ store, out, node }))];
  },
};
