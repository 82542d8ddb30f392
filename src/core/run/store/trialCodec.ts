import { z } from 'zod';
import type { Outcome, Trial } from '../../judge/outcome.ts';

/** A number as JSON: what JSON has no word for is written as a word. */
type Numeral = number | 'Infinity' | '-Infinity' | 'NaN' | null;

const numeral = z.union([z.number(), z.enum(['Infinity', '-Infinity', 'NaN']), z.null()]);

const encode = (value: number | null): Numeral =>
  value === null || Number.isFinite(value) ? (Object.is(value, -0) ? 0 : value) : (String(value) as Numeral);

const decode = (value: Numeral): number | null => (typeof value === 'string' ? Number(value) : value);

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

const confirmed = z.strictObject({
  by: z.enum(['explicit', 'revealed']),
  shown: z.record(z.string(), numeral),
  /** Infinite where the conclusion holds an infinite value to a finite margin. */
  values: z.record(z.string(), numeral),
  margin: z.number(),
});

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('violated'), confirmed }),
  z.strictObject({ kind: z.literal('certified') }),
  z.strictObject({
    kind: z.literal('unresolved'),
    why: z.enum(['budget spent', 'crashed', 'no value', 'too close to call']),
    note: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('skipped'), premise: z.string() }),
]);

/** A trial as the store keeps it: what its cell's summary is made of, and no more. */
export const storedTrial = z.strictObject({
  outcome,
  margin: z.tuple([numeral, numeral]).nullable(),
  brackets: z.record(z.string(), z.tuple([numeral, numeral])),
});

export type StoredTrial = z.infer<typeof storedTrial>;

/** An outcome with the numbers of its witness in words where JSON has none. */
const storeOutcome = (ended: Outcome): StoredTrial['outcome'] =>
  ended.kind !== 'violated'
    ? (ended as StoredTrial['outcome'])
    : {
        kind: 'violated',
        confirmed: {
          ...ended.confirmed,
          shown: mapped(ended.confirmed.shown, encode),
          values: mapped(ended.confirmed.values, encode),
        },
      };

const restoreOutcome = (stored: StoredTrial['outcome']): Outcome =>
  stored.kind !== 'violated'
    ? (stored as Outcome)
    : {
        kind: 'violated',
        confirmed: {
          ...stored.confirmed,
          shown: mapped(stored.confirmed.shown, (value) => decode(value) ?? Number.NaN),
          values: mapped(stored.confirmed.values, (value) => decode(value) ?? Number.NaN),
        },
      };

export const storeTrial = ({ outcome: ended, margin, brackets }: Trial): StoredTrial => ({
  outcome: storeOutcome(ended),
  margin: margin === null ? null : [encode(margin.attack), encode(margin.certificate)],
  brackets: Object.fromEntries(
    Object.entries(brackets).map(([name, { lower, upper }]) => [name, [encode(lower), encode(upper)]]),
  ),
});

/** The trial again, but for `critical`, which a judged cell never looks at. */
export const restoreTrial = (stored: StoredTrial, index: number): Trial => ({
  index,
  outcome: restoreOutcome(stored.outcome),
  margin:
    stored.margin === null
      ? null
      : { attack: decode(stored.margin[0]), certificate: decode(stored.margin[1]) },
  critical: null,
  brackets: Object.fromEntries(
    Object.entries(stored.brackets).map(([name, [lower, upper]]) => [
      name,
      { lower: decode(lower) ?? Number.NaN, upper: decode(upper) ?? Number.NaN },
    ]),
  ),
});
