/** A claim, or a request about a claim, that makes no sense as written. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}
