import { existsSync, writeFileSync } from 'node:fs';
import runs from '../../properties/runs.ts';
import { configuration } from './hostileTheorems.js';

/** Seconds after a signal in which a run must be over. */
const SOON = 20;

export default {
  name: 'a thread that cannot be ended',
  says: 'a theorem waits in a call into the system; after SIGTERM the reports are written, and the process is over soon',
  unavailable: () => (process.platform === 'linux' ? null : 'it takes /bin/sleep'),
  strikes: 'incomplete',
  once: async (campaign) => {
    const [store, out, flag] = ['store', 'out', 'flag'].map((name) => campaign.fresh(name));
    const config = `${campaign.fresh('config')}.ts`;
    const asleep = `sample: () => {
      require('node:fs').writeFileSync(${JSON.stringify(flag)}, '');
      require('node:child_process').execSync('sleep 40');
    }`;
    writeFileSync(config, configuration({ sleeps: asleep }));
    let signalled = 0;
    const ended = await campaign.run({
      ...{ store, out, also: ['sleeps'], more: ['--config', config] },
      meanwhile: async (child) => {
        await runs.until('a thread sleeps', () => existsSync(flag));
        signalled = performance.now();
        child.kill('SIGTERM');
        child.once('exit', () => {
          signalled = performance.now() - signalled;
        });
      },
    });
    // Its own signal has ended it, where a shell would say 143.
    const code = ended.signal === 'SIGTERM' ? 143 : ended.code;
    const end = campaign.judge({ ...ended, code, signal: null });
    const late =
      signalled > 1000 * SOON
        ? { end: 'wrong', why: `it took ${(signalled / 1000).toFixed(0)} seconds` }
        : {};
    return [{ ...end, ...late }, campaign.judge(await campaign.run({ store, out }))];
  },
};
