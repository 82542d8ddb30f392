import type { Alpha } from './report.ts';

/** What a run takes where nothing else is asked for; a command repeats only what differs. */
export const DEFAULT_ALPHA: Alpha = { refute: 1e-6, support: 1e-3 };
export const DEFAULT_SEED = 'lakatos';
