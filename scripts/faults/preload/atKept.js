import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Calls `work` in this thread as soon as it has put so many files into a store. */
export const atKept = (number, work) => {
  let kept = 0;
  // A result that is whole comes by a link, a longer list of trials by a new name: `store/durable.ts`.
  for (const name of ['linkSync', 'renameSync']) {
    const right = fs[name];
    fs[name] = (...args) => {
      right(...args);
      kept += 1;
      if (kept === number) work();
    };
  }
  syncBuiltinESMExports();
};
