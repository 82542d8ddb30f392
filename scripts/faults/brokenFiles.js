import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { resultsIn } from './campaign.js';

/** Ways in which a file may be broken, by turns. */
const ways = [
  (file) => truncateSync(file, statSync(file).size >> 1),
  (file) => truncateSync(file, 0),
  (file) => {
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file, bytes);
  },
  (file) => writeFileSync(file, Buffer.alloc(statSync(file).size)),
];

export default {
  name: 'broken result files',
  says: 'every kept file cut short, emptied, zeroed or with one bit changed',
  unavailable: () => null,
  once: async (campaign, repetition) => {
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const ends = [campaign.judge(await campaign.run({ store, out }))];
    const files = resultsIn(store);
    files.forEach((file, i) => void ways[(i + repetition) % ways.length](file));
    const again = await campaign.run({ store, out });
    ends.push(campaign.judge(again));
    const told = again.stderr.split('\n').filter((line) => line.includes('is set aside as')).length;
    if (told !== files.length)
      ends.push({
        end: 'wrong',
        lost: files.length - told,
        duplicated: 0,
        differing: 0,
        why: `${told} of ${files.length} broken files were reported`,
      });
    return ends;
  },
};
