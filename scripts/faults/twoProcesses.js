import { readdirSync } from 'node:fs';

const differing = (store) =>
  readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((file) => /differs|broken/.test(file))
    .length;

export default {
  name: 'two processes on one store',
  says: 'three at once on one folder, one of which is killed',
  unavailable: () => null,
  once: async (campaign) => {
    const store = campaign.fresh('store');
    const ended = await Promise.all([
      campaign.struck('SIGKILL', { batch: 2 }, { store, out: campaign.fresh('out') }),
      campaign.run({ store, out: campaign.fresh('out') }),
      campaign.run({ store, out: campaign.fresh('out') }),
    ]);
    const ends = ended.map(campaign.judge);
    const files = differing(store);
    if (files > 0)
      ends.push({
        end: 'wrong',
        lost: 0,
        duplicated: 0,
        differing: files,
        why: `${files} broken or differing files`,
      });
    return ends;
  },
};
