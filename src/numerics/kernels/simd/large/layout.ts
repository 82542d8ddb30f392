import { SHARED_END } from '../sharedInstance.ts';

/** Threads that can work on one trial, at most. */
export const MOST_THREADS = 16;

const align = (bytes: number): number => Math.ceil(bytes / 4096) * 4096;

/** Where the scratch of each thread begins: the same layout as in `sharedInstance.ts`, one behind the other. */
export const scratchOf = (thread: number): number => thread * align(SHARED_END);

/** What the threads say to each other begins here, as i32, each at its place in an array of them. */
const CONTROL = scratchOf(MOST_THREADS);

/** The first neuron that nobody has taken yet. */
export const NEXT = CONTROL >> 2;
/** Threads that have ended the pass. */
export const DONE = NEXT + 16;
/** Threads whose pass threw. */
export const FAILED = NEXT + 32;
/** The pass, the neurons it goes over, where its results go and how many each run has, how many numbers it is given, the memory's pages. */
export const PASS = NEXT + 48;
export const COUNT = NEXT + 49;
export const RESULTS = NEXT + 50;
export const STRIDE = NEXT + 51;
export const NUMBER_COUNT = NEXT + 52;
export const PAGES = NEXT + 53;
/** A word for each thread: 1 once it waits for work; and another that changes when there is some. */
export const READY = NEXT + 64;
export const CALL = READY + MOST_THREADS;

/** The numbers of a pass, in f64. */
export const NUMBERS = CONTROL + 4096;
export const MOST_NUMBERS = 2048;

/** The first byte of what is lent out. */
export const ROOM = NUMBERS + 8 * MOST_NUMBERS;
