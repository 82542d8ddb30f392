/**
 * A process that answers no more, or not as the protocol says: what was asked of it is not known, so that the cell has no result and
 * the run is incomplete. One sentence with the name of the process.
 */
export class ProcessError extends Error {
  override readonly name = 'ProcessError';
}

/** By name, since a file of one's own may have loaded this class a second time. */
export const isProcessError = (error: unknown): error is ProcessError =>
  error instanceof Error && error.name === 'ProcessError';
