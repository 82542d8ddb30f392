import { withoutRedis, withQueue } from './redis.js';

export default {
  name: 'kill -9 of a run on a queue',
  says: 'the process that waits for the results is killed; the same command collects what the workers did meanwhile',
  unavailable: withoutRedis,
  strikes: 'killed',
  once: (campaign, repetition) =>
    withQueue(campaign, async ({ redis, heldWorker }) => {
      const { atWork, release } = await heldWorker(1 + 2 * (repetition % 5));
      const request = {
        store: campaign.fresh('store'),
        out: campaign.fresh('out'),
        more: ['--redis', redis.url],
      };
      const killed = await campaign.run({
        ...request,
        meanwhile: async (child) => {
          await atWork();
          child.kill('SIGKILL');
        },
      });
      release();
      return [campaign.judge(killed), campaign.judge(await campaign.run(request))];
    }),
};
