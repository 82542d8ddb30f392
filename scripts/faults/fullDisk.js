import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mount = (...words) => spawnSync('mount', words, { stdio: 'ignore' }).status === 0;
const unmount = (disk) => spawnSync('umount', [disk], { stdio: 'ignore' });

/** Runs `work` with a disk of that size in memory. */
const withDisk = async (size, work) => {
  const disk = mkdtempSync(join(tmpdir(), 'lakatos-disk-'));
  if (!mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk)) throw new Error('no disk could be mounted');
  try {
    return await work(disk);
  } finally {
    unmount(disk);
    rmSync(disk, { recursive: true, force: true });
  }
};

/** A file that was begun and not finished, which nobody may take for whole. */
const unfinished = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(part|tmp)$/.test(file))
    .length;

export default {
  name: 'a full disk',
  says: 'first under the store, then under the reports; with room again the next run ends',
  unavailable: () => {
    const disk = mkdtempSync(join(tmpdir(), 'lakatos-disk-'));
    const can = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk);
    if (can) unmount(disk);
    rmSync(disk, { recursive: true, force: true });
    return can ? null : 'no small disk can be mounted here (it takes the rights of root)';
  },
  once: (campaign, repetition) =>
    withDisk(`${32 + 16 * (repetition % 4)}k`, async (disk) => {
      const [store, reports] = [join(disk, 'store'), join(disk, 'reports')];
      const ends = [];
      // Under the store: results do not fit.
      ends.push(campaign.judge(await campaign.run({ store, out: campaign.fresh('out') })));
      // Under the reports: what was judged is kept elsewhere, the report does not fit.
      mkdirSync(reports);
      const kept = campaign.fresh('store');
      ends.push(campaign.judge(await campaign.run({ store: kept, out: reports })));
      const left = unfinished(disk);
      if (left > 0)
        ends.push({ end: 'wrong', lost: 0, duplicated: 0, differing: left, why: `${left} unfinished files` });
      mount('-o', 'remount,size=64m', disk);
      ends.push(campaign.judge(await campaign.run({ store, out: campaign.fresh('out') })));
      ends.push(campaign.judge(await campaign.run({ store: kept, out: reports })));
      return ends;
    }),
};
