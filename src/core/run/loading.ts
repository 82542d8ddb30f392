/** Files of one's own that are being read in this thread: whoever finds the thread at its end can say why. */
export const loading: Set<string> = new Set();
