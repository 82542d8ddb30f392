import { scratchOf } from './layout.ts';
import type { Views } from './memory.ts';
import type { PassSet, Workplace } from './pass.ts';
import { instantiated, type Memory } from './webAssembly.ts';

/** The modules of a thread over a memory, each instantiated when it is first needed. */
export const workplaces = (
  memory: Memory,
  thread: number,
): (<Run, Passes>(set: PassSet<Run, Passes>, views: Views) => Workplace<Run>) => {
  const known = new Map<unknown, Workplace<unknown>>();
  return <Run, Passes>(set: PassSet<Run, Passes>, views: Views) => {
    const before = known.get(set);
    // A memory that grew asks for other arrays.
    if (before?.i8 === views.i8) return before as Workplace<Run>;
    const run = (before?.run ?? instantiated(set.wasm, memory)) as Run;
    const place = { ...views, run, base: scratchOf(thread) };
    known.set(set, place);
    return place;
  };
};
