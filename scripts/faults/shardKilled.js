export default {
  name: 'kill -9 of a shard',
  says: 'one of two shards is killed and leaves an empty folder: merged it is named, and run again the whole is there',
  unavailable: () => null,
  strikes: 'killed',
  once: async (campaign, repetition) => {
    const [first, second, merged] = ['first', 'second', 'merged'].map((name) => campaign.fresh(name));
    const store = campaign.fresh('store');
    const shard = (i, out) => ({ store, out, more: ['--shard', `${i}/2`] });
    const killed = await campaign.struck('SIGKILL', { batch: 1 + repetition }, shard(1, first));
    await campaign.run(shard(2, second));
    const ends = [campaign.judge(killed), campaign.judge(await campaign.merge([first, second], merged))];
    if (ends[1].end !== 'incomplete')
      ends[1] = { ...ends[1], end: 'wrong', why: `merged as "${ends[1].end}"` };
    await campaign.run(shard(1, first));
    ends.push(campaign.judge(await campaign.merge([first, second], merged)));
    return ends;
  },
};
