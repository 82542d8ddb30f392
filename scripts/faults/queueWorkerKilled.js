import { takes, withoutRedis, withQueue } from './redis.js';

export default {
  name: 'kill -9 of a queue worker',
  says: 'one worker of two is killed in the midst of its tasks, and a new one comes; then the other',
  unavailable: withoutRedis,
  once: (campaign, repetition) =>
    withQueue(campaign, async ({ url, worker }) => {
      const workers = [await worker(), await worker()];
      const ended = await campaign.run({
        store: campaign.fresh('store'),
        out: campaign.fresh('out'),
        more: ['--redis', url],
        meanwhile: async (_, hasEnded) => {
          for (const one of workers) {
            await takes(one, 1 + (repetition % 2), hasEnded);
            one.child.kill('SIGKILL');
            if (!hasEnded()) await worker();
          }
        },
      });
      return [campaign.judge(ended)];
    }),
};
