/**
 * The source of a preload script in which `action` happens in one worker thread of a run, once, after so many of its batches.
 *
 * The thread that makes the file `flag` first does it; a thread that takes its place finds it there.
 */
export const onceInAWorker = (flag, batches, action) => `
  import { writeFileSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  import { atBatch } from ${JSON.stringify(new URL('./preload/atBatch.js', import.meta.url))};
  const isFirst = () => {
    try {
      writeFileSync(${JSON.stringify(flag)}, '', { flag: 'wx' });
      return true;
    } catch {
      return false;
    }
  };
  if (!isMainThread) atBatch(${batches}, () => { if (isFirst()) { ${action} } });
`;
