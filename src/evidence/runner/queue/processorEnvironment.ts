/** What a queue worker hands to the processes in which it works: their environment is the one thing they share. */
export const PROCESSOR_ENVIRONMENT = {
  store: 'LAKATOS_WORKER_STORE',
  examinations: 'LAKATOS_WORKER_EXAMINATIONS',
} as const;
