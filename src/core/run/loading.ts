/** Files of one's own that are being read in this thread: when the thread ends, the pool can say why. */
export const loading: Set<string> = new Set();
