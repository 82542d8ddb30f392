/** Bytes that a drawn matrix may take, unless said otherwise, before it is made again in every pass. */
export const DEFAULT_MEMORY = 1e9;

let budget = DEFAULT_MEMORY;

/** Bytes that a drawn matrix may take in this thread. No number depends on it. */
export const memoryBudget = (): number => budget;

/** Sets it, once, where a thread begins. */
export const useMemory = (bytes: number): void => {
  budget = bytes;
};
