/** Threads that can share the passes of one of them, at most. */
export const MOST_THREADS = 16;

/**
 * Entries that a thread takes at a time: a multiple of the run that is added plainly, and short enough to
 * stay in cache.
 */
export const PIECE = 16384;

/**
 * What each thread has for itself, in bytes from where its scratch memory begins: a source's words, 512 bytes
 * behind them for the generators; a few numbers; and a number for each entry of a piece, with room for what
 * is written past it.
 */
export const WORDS = 1024;
export const FEW = 2048;
export const MANY = 4096;
const SCRATCH = MANY + 8 * PIECE + 4096;

/** Where the scratch memory of a thread begins. */
export const scratchOf = (thread: number): number => thread * SCRATCH;

/** What the threads say to each other begins here, as i32, each at its place in an array of them. */
const CONTROL = scratchOf(MOST_THREADS);

/** The first entry that nobody has taken yet. */
export const NEXT = CONTROL >> 2;
/** Threads that have ended the pass. */
export const DONE = NEXT + 16;
/** Threads whose pass threw. */
export const FAILED = NEXT + 32;
/** Bytes of the task's text, and pages of the memory. */
export const TASK_BYTES = NEXT + 48;
export const PAGES = NEXT + 49;
/** A word for each thread: 1 once it waits for work; and another that changes when there is some. */
export const READY = NEXT + 64;
export const CALL = READY + MOST_THREADS;

/** A pass and what it is given, serialized. */
export const TASK = CONTROL + 4096;
export const MOST_TASK_BYTES = 65536;

/** The first byte of what is allocated. */
export const BASE = TASK + MOST_TASK_BYTES;
