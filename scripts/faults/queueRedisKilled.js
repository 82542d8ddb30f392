import runs from '../../properties/runs.ts';
import { withoutRedis, withQueue } from './redis.js';

/** The settings of Redis by turns: each command on disk before its answer, each second, and nothing on disk. */
const settings = [
  ['--appendonly', 'yes', '--appendfsync', 'always'],
  ['--appendonly', 'yes', '--appendfsync', 'everysec'],
  ['--appendonly', 'no'],
];

export default {
  name: 'kill -9 of Redis',
  says: 'Redis is killed in the midst of the tasks and comes back: with all it knew, with what was a second old, with nothing',
  unavailable: withoutRedis,
  once: (campaign, repetition) =>
    withQueue(
      campaign,
      async ({ redis, heldWorker }) => {
        const only = await heldWorker(1 + 2 * (repetition % 5));
        const ended = await campaign.run({
          store: campaign.fresh('store'),
          out: campaign.fresh('out'),
          more: ['--redis', redis.url],
          meanwhile: async () => {
            await only.atWork();
            await redis.kill();
            await runs.until('the worker misses it', () =>
              only.said().includes('the queue cannot be reached'),
            );
            await redis.start();
            only.release();
          },
        });
        return [campaign.judge(ended)];
      },
      settings[repetition % settings.length],
    ),
};
