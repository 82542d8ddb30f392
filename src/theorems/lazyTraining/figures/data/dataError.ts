/** Images that cannot be used as they stand: one sentence that names the file, what is wrong with it, and the way out. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
