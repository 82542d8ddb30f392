import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Store } from './store.ts';

/** The parts of a study by name: those that an earlier run finished before it was interrupted, and those of this one. */
export interface Parts {
  /** What is known of a part, or null. */
  readonly known: (name: string) => unknown;
  /** Keeps a part, and gives it back as `known` will: whether it was computed or kept makes no difference to a bit. */
  readonly keep: (name: string, part: unknown) => unknown;
}

/** JSON has no NaN, no ∞ and no −0, and a part may have them. */
const NUMBER = 'the number';

const written = (_: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { [NUMBER]: Object.is(value, -0) ? '-0' : String(value) }
    : value;

const read = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && NUMBER in value ? Number(value[NUMBER]) : value;

/** Plain data as the store writes it. */
const encoded = (part: unknown): unknown => JSON.parse(JSON.stringify(part, written));
const decoded = (kept: unknown): unknown => JSON.parse(JSON.stringify(kept), read);

/** Where nothing is kept. */
export const keepingNoParts: Parts = {
  known: () => null,
  keep: (_, part) => decoded(encoded(part)),
};

/** The content address of a part: its name, and the address of the study that it is a part of. */
const partAddress = (lazyStudy: string, name: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['part', lazyStudy, name]))
    .digest('hex');

/**
 * The parts of the study with this address, in a store.
 *
 * The address is a function of all that decides the study, so a part of other code, another seed or other choices is never found.
 */
export const partsIn = (store: Store, lazyStudy: string): Parts => ({
  known: (name) => {
    const kept = store.result(partAddress(lazyStudy, name), z.unknown());
    return kept === null ? null : decoded(kept);
  },
  keep: (name, part) => {
    const content = encoded(part);
    store.keepResult(partAddress(lazyStudy, name), content);
    return decoded(content);
  },
});
