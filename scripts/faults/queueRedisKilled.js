import { pause } from './campaign.js';
import { takes, withoutRedis, withQueue } from './redis.js';

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
      async ({ url, worker, killRedis, startRedis }) => {
        const only = await worker();
        const ended = await campaign.run({
          store: campaign.fresh('store'),
          out: campaign.fresh('out'),
          more: ['--redis', url],
          meanwhile: async (_, hasEnded) => {
            await takes(only, 1 + (repetition % 4), hasEnded);
            await killRedis();
            await pause(500);
            await startRedis();
          },
        });
        return [campaign.judge(ended)];
      },
      settings[repetition % settings.length],
    ),
};
