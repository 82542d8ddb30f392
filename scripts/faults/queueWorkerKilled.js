import { withoutRedis, withQueue } from './redis.js';

export default {
  name: 'kill -9 of a queue worker',
  says: 'a worker is killed in the midst of its tasks, and a second one too; a third one takes what they had',
  unavailable: withoutRedis,
  once: (campaign, repetition) =>
    withQueue(campaign, async ({ redis, worker, heldWorker }) => {
      const first = await heldWorker(1 + 2 * (repetition % 5));
      const ended = await campaign.run({
        store: campaign.fresh('store'),
        out: campaign.fresh('out'),
        more: ['--redis', redis.url],
        meanwhile: async () => {
          await first.atWork();
          const second = await heldWorker(1);
          first.child.kill('SIGKILL');
          await second.atWork();
          second.child.kill('SIGKILL');
          await worker();
        },
      });
      return [campaign.judge(ended)];
    }),
};
