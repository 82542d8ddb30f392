import { Worker } from 'node:worker_threads';

/** Milliseconds between two looks, and those that a process has to end by itself. */
const LOOK = 500;
const GRACE = 2000;

// As text, since it is three lines that need nothing of this package.
const watch = `
const { workerData: { parent, look, grace } } = require('node:worker_threads');
const clock = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(clock);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), grace);
}, look);
`;

/**
 * Ends this process soon after its parent has ended, in whatever way: a task that computes for minutes would not notice, and would
 * hold a core for a worker that is no more. A thread of its own sees it even then.
 *
 * `parent` is the id that the parent gave itself: one that ended early has left this process to another by now.
 */
export const watchParent = (parent: number): void => {
  new Worker(watch, {
    eval: true,
    workerData: { parent, look: LOOK, grace: GRACE },
    execArgv: [],
  }).unref();
};
