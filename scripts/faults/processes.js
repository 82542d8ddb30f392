import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const childrenOf = (pid) =>
  readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' '))
    .filter((text) => text !== '')
    .map(Number);

/** Seconds of processor time that a process and those it started have taken, and the bytes that they hold. Linux. */
export const costOf = (pid) => {
  // After the name in brackets, the fields of proc(5): utime, stime, cutime and cstime are the 14th to the 17th.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const cpu = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0) / TICKS;
  const rss = 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return childrenOf(pid)
    .map(costOf)
    .reduce((sum, one) => ({ cpu: sum.cpu + one.cpu, rss: sum.rss + one.rss }), { cpu, rss });
};
