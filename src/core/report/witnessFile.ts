import { z } from 'zod';

/**
 * A network small enough to print: x is the first unit vector e_1 of R^d, and
 *
 *     w_s = W0_s + along_s · e_1 + across_s · e_2.
 *
 * Shapes: `signs`, `along`, `across` have m entries, `W0` m rows of d.
 */
export interface PrintedNetwork {
  readonly signs: readonly number[];
  readonly W0: readonly (readonly number[])[];
  readonly along: readonly number[];
  readonly across: readonly number[];
}

/** A confirmed witness as a file: where it was drawn, or the numbers of a network that was shrunk from one that was. */
export interface WitnessFile {
  readonly schema: 'lakatos/witness@1';
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  /** What the claim says, and what the witness shows. */
  readonly says: string;
  readonly cell: {
    readonly d: number;
    readonly m: number;
    readonly C0: number;
    readonly gamma: number;
    readonly constants: Readonly<Record<string, number>>;
  };
  /** The draw it comes from: the argument of `lakatos replay`. */
  readonly address: string;
  /** Its numbers, where it was shrunk; null where the address rebuilds them. */
  readonly network: PrintedNetwork | null;
  /** The quantities of the conclusion at W, and rhs − lhs there. */
  readonly values: Readonly<Record<string, number>>;
  readonly margin: number;
}

/** Witnesses with more entries than this are not printed. */
const MOST_ENTRIES = 1e5;

const finite = z.number();
const list = z.array(finite).max(MOST_ENTRIES);

const shape = z.strictObject({
  schema: z.literal('lakatos/witness@1'),
  claim: z.string().max(200),
  reading: z.enum(['printed', 'intended']),
  says: z.string().max(2000),
  cell: z.strictObject({
    d: z.number().int().min(1),
    m: z.number().int().min(1),
    C0: z.number().min(0),
    gamma: z.number().gt(0).lt(1),
    constants: z.record(z.string(), finite),
  }),
  address: z.string().max(2000),
  network: z
    .strictObject({
      signs: z.array(z.union([z.literal(1), z.literal(-1)])).max(MOST_ENTRIES),
      W0: z.array(list).max(MOST_ENTRIES),
      along: list,
      across: list,
    })
    .nullable(),
  values: z.record(z.string(), finite),
  margin: finite,
});

/**
 * Reads a witness file.
 *
 * Throws: `RangeError` of one sentence naming the field at fault, also when the network's shapes are not those of its cell.
 */
export const parseWitnessFile = (value: unknown, where: string): WitnessFile => {
  const found = shape.safeParse(value);
  if (!found.success) {
    const issue = found.error.issues[0]!;
    throw new RangeError(`${where}: "${issue.path.join('.')}" is wrong: ${issue.message}`);
  }
  const { cell, network } = found.data;
  if (network !== null) {
    const { signs, W0, along, across } = network;
    const lengths = [signs.length, W0.length, along.length, across.length];
    if (lengths.some((length) => length !== cell.m))
      throw new RangeError(`${where}: "network" must have m = ${cell.m} neurons, got ${lengths.join(', ')}`);
    if (W0.some((row) => row.length !== cell.d))
      throw new RangeError(`${where}: "network.W0" must have rows of d = ${cell.d} numbers`);
  }
  return found.data;
};
