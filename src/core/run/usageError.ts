/** A request that cannot be carried out as it stands: one sentence that names what was wrong and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
