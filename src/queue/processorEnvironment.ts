/** What a queue worker hands to the processes in which it works: their environment is the one thing they share. */
export const PROCESSOR_ENVIRONMENT = {
  store: 'LAKATOS_WORKER_STORE',
  theorems: 'LAKATOS_WORKER_THEOREMS',
  /** The id of the worker's own process. */
  parent: 'LAKATOS_WORKER_PROCESS',
} as const;
