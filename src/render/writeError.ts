/** The reports could not be written: one sentence for a person. What was computed is then lost, so the run is not a green one. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}
