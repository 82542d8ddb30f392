import { withoutRedis, withQueue } from './redis.js';

export default {
  name: 'kill -9 of a process of a queue worker',
  says: 'a process in which a worker does its tasks is killed; it costs the task one try of three',
  unavailable: withoutRedis,
  once: (campaign, repetition) =>
    withQueue(campaign, async ({ redis, heldWorker }) => {
      const { atWork, pid, release } = await heldWorker(1 + 2 * (repetition % 5));
      const ended = await campaign.run({
        store: campaign.fresh('store'),
        out: campaign.fresh('out'),
        more: ['--redis', redis.url],
        meanwhile: async () => {
          await atWork();
          process.kill(pid(), 'SIGKILL');
          release();
        },
      });
      return [campaign.judge(ended)];
    }),
};
