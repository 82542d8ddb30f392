import { takes, withoutRedis, withQueue } from './redis.js';

export default {
  name: 'kill -9 of a run on a queue',
  says: 'the process that waits for the results is killed; the same command collects what the workers did meanwhile',
  unavailable: withoutRedis,
  strikes: 'killed',
  once: (campaign, repetition) =>
    withQueue(campaign, async ({ url, worker }) => {
      const only = await worker();
      const request = { store: campaign.fresh('store'), out: campaign.fresh('out'), more: ['--redis', url] };
      const killed = await campaign.run({
        ...request,
        meanwhile: async (child, hasEnded) => {
          await takes(only, 1 + (repetition % 3), hasEnded);
          child.kill('SIGKILL');
        },
      });
      return [campaign.judge(killed), campaign.judge(await campaign.run(request))];
    }),
};
