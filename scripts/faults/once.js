/**
 * The source of a preload script in which `action` happens in one worker thread of a run, once, `milliseconds` after it began.
 *
 * Whoever makes the file `flag` first does it; a thread that takes its place finds it there.
 */
export const onceInAWorker = (flag, milliseconds, action) => `
  import { writeFileSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  const isFirst = () => {
    try {
      writeFileSync(${JSON.stringify(flag)}, '', { flag: 'wx' });
      return true;
    } catch {
      return false;
    }
  };
  if (!isMainThread) setTimeout(() => { if (isFirst()) { ${action} } }, ${milliseconds});
`;
