import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { takes, withoutRedis, withQueue } from './redis.js';

/** The processes that `parent` started. */
const childrenOf = (parent) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1] === String(parent);
      } catch {
        return false;
      }
    })
    .map(Number);

export default {
  name: 'kill -9 of a process of a queue worker',
  says: 'the processes in which a worker does its tasks are killed; each costs its task one try of three',
  unavailable: () =>
    withoutRedis() ??
    (existsSync('/proc/self/stat') ? null : 'this system does not say who started a process'),
  once: (campaign, repetition) =>
    withQueue(campaign, async ({ url, worker }) => {
      const only = await worker();
      const ended = await campaign.run({
        store: campaign.fresh('store'),
        out: campaign.fresh('out'),
        more: ['--redis', url],
        meanwhile: async (_, hasEnded) => {
          await takes(only, 1 + (repetition % 3), hasEnded);
          for (const pid of childrenOf(only.child.pid)) process.kill(pid, 'SIGKILL');
        },
      });
      return [campaign.judge(ended)];
    }),
};
