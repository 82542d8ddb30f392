/** Work that a thread does, as far as somebody who watches over it cares. */
export interface Watched {
  /** What it is, for a sentence: `the setting "chi-squared" of my-theorem`. */
  readonly says: string;
  /** Seconds that it may take from above, by its own account; null where it says none, and is waited for. */
  readonly seconds: number | null;
  /** Ends its thread, for this reason. */
  readonly cut: (reason: Error) => void;
}

/** Watches over threads, so that one which never returns or allocates without end does not take the run with it. */
export interface Watchdog {
  readonly begin: (number: number, watched: Watched) => void;
  /** A sign of life of the thread that does this work. */
  readonly heard: (number: number) => void;
  readonly end: (number: number) => void;
  readonly close: () => void;
}

/** What it is told of this process and this machine. */
export interface Watching {
  /** Seconds of silence that are waited for, beside those that the work may take. */
  readonly patience: number;
  /** Bytes that this process may take. */
  readonly memory: number;
  readonly taken: () => number;
}

/** Seconds of silence, where nothing else is said. */
export const PATIENCE = 600;

/** Milliseconds between two looks. They are counted, and no clock is asked: one that jumps must end no thread. */
const LOOK = 500;

/** Work may take this many times what it says: machines differ, and are shared. */
const SLACK = 20;

/** Looks after the end of a thread, until the memory is measured again that it had. */
const REST = 6;

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toPrecision(2)} GB`;

export const watchdog = ({ patience, memory, taken }: Watching): Watchdog => {
  const work = new Map<number, { readonly watched: Watched; silent: number }>();
  let rest = 0;
  const cut = (number: number, says: string): void => {
    const { watched } = work.get(number)!;
    work.delete(number);
    rest = REST;
    watched.cut(new Error(`${watched.says} ${says}, and its thread was ended`));
  };
  const look = (): void => {
    for (const [number, one] of work) {
      one.silent += 1;
      const { seconds } = one.watched;
      if (seconds === null || (one.silent * LOOK) / 1000 < patience + SLACK * seconds) continue;
      cut(number, `gave no sign of life for ${Math.floor((one.silent * LOOK) / 1000)} seconds`);
    }
    rest -= 1;
    const bytes = taken();
    if (rest > 0 || bytes <= memory || work.size === 0) return;
    // Code that allocates without end does nothing else.
    const [longest] = [...work].sort(([, a], [, b]) => b.silent - a.silent)[0]!;
    cut(
      longest,
      `was silent for longest when ${gigabytes(bytes)} of ${gigabytes(memory)} of memory were in use`,
    );
  };
  const clock = setInterval(look, LOOK);
  clock.unref();
  return {
    begin: (number, watched) => void work.set(number, { watched, silent: 0 }),
    heard: (number) => {
      const one = work.get(number);
      if (one !== undefined) one.silent = 0;
    },
    end: (number) => void work.delete(number),
    close: () => clearInterval(clock),
  };
};
