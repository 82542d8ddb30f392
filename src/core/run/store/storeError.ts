/** The store cannot do what it must: nothing half-written is ever taken for whole, so the run ends. One sentence. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The same address gave two results: a fault of the harness. Both files are kept. */
export class DeterminismError extends Error {
  override readonly name = 'DeterminismError';
}
