import { FEW, MANY } from '../../../../numerics/kernels/simd/layout.ts';
import {
  addressIn,
  type Column,
  eachRun,
  type Pass,
  type PassSet,
} from '../../../../numerics/kernels/simd/pass.ts';
import { SUM_BLOCK } from '../../../../numerics/linalg/blockedSum.ts';
import type { BoundedReach } from '../kernels.ts';
import type { NeuronExports } from './exports.ts';

/** What each pass is given; see `Neurons` for what it means. */
interface Given {
  readonly extremeSums: {
    readonly u: Column;
    readonly signs: Column;
    readonly reaches: readonly number[];
  };
  readonly alwaysActiveSums: {
    readonly u: Column;
    readonly signs: Column;
    readonly radius: number;
    readonly along: number;
    readonly across: number;
  };
  readonly within: {
    readonly u: Column;
    readonly above: number;
    readonly atMost: number;
    readonly list: Column;
  };
  readonly stepSums: {
    readonly rows: readonly Column[];
    readonly signs: Column;
    readonly probes: readonly { readonly part: number; readonly factors: readonly number[] }[];
  };
  readonly activePattern: {
    readonly u: Column;
    readonly signs: Column;
    readonly along: number;
    readonly pattern: Column;
  };
  readonly centerPattern: {
    readonly u: Column;
    readonly signs: Column;
    readonly radius: number;
    readonly pattern: Column;
  };
  readonly patternSums: { readonly patterns: readonly Column[]; readonly rows: readonly Column[] };
  readonly patternProduct: { readonly p: Column; readonly q: Column };
  readonly addPatterns: {
    readonly row: Column;
    readonly factors: readonly number[];
    readonly patterns: readonly Column[];
  };
  readonly projections: {
    readonly rows: readonly Column[];
    readonly factors: readonly number[];
    readonly rest: number;
    readonly towards: Column;
    readonly norms: Column;
  };
  readonly trackedFlags: {
    readonly u: Column;
    readonly signs: Column;
    readonly towards: Column;
    readonly radius: number;
    readonly sign: number;
    readonly rate: number;
    readonly clearance: number;
    readonly flags: Column;
  };
  readonly neuronBounds: {
    readonly u: Column;
    readonly signs: Column;
    readonly towards: Column;
    readonly rowNorms: Column;
    readonly tracked: Column;
    readonly reach: BoundedReach;
    readonly slopes: Column;
    readonly kinks: Column;
    readonly margins: Column;
    readonly jumps: Column;
  };
}

type NeuronPass<Name extends keyof Given> = Pass<NeuronExports, Given[Name]>;

const isSingle = ({ bytes }: Column): boolean => bytes === 4;

/** Two sums for each reach. */
const extremeSums: NeuronPass<'extremeSums'> = ({ run }, { u, signs, reaches }, piece) => {
  const kernel = isSingle(u) ? run.extremeSums32 : run.extremeSums64;
  eachRun(piece, (from, length, out) => {
    reaches.forEach((reach, i) => {
      kernel(addressIn(u, from), addressIn(signs, from), reach, length, out + 16 * i);
    });
  });
};

/** The four sums. */
const alwaysActiveSums: NeuronPass<'alwaysActiveSums'> = (
  { run },
  { u, signs, radius, along, across },
  piece,
) => {
  const kernel = isSingle(u) ? run.alwaysActiveSums32 : run.alwaysActiveSums64;
  eachRun(piece, (from, length, out) => {
    kernel(addressIn(u, from), addressIn(signs, from), radius, along, across, length, out);
  });
};

/** How many were found, which lie in the list from the piece's first neuron on. */
const within: NeuronPass<'within'> = ({ run, f64 }, { u, above, atMost, list }, { first, count, out }) => {
  const kernel = isSingle(u) ? run.within32 : run.within64;
  f64[out >>> 3] = kernel(addressIn(u, first), above, atMost, count, first, addressIn(list, first));
};

/** Two sums for each probe. */
const stepSums: NeuronPass<'stepSums'> = ({ run, base }, { rows, signs, probes }, piece) => {
  const sums = base + MANY;
  eachRun(piece, (from, length, out) => {
    probes.forEach(({ part, factors }, k) => {
      run.startSums(addressIn(signs, from), part, length, sums);
      factors.forEach((factor, i) => {
        const row = rows[i]!;
        (isSingle(row) ? run.addRow32 : run.addRow64)(sums, addressIn(row, from), factor, length);
      });
      run.activeSums(sums, addressIn(signs, from), length, out + 16 * k);
    });
  });
};

/** How many are active. */
const activePattern: NeuronPass<'activePattern'> = (at, { u, signs, along, pattern }, piece) => {
  const { first, count, out } = piece;
  const kernel = isSingle(u) ? at.run.activePattern32 : at.run.activePattern64;
  at.f64[out >>> 3] = kernel(
    ...([addressIn(u, first), addressIn(signs, first), along, count, addressIn(pattern, first)] as const),
  );
};

const centerPattern: NeuronPass<'centerPattern'> = (
  { run },
  { u, signs, radius, pattern },
  { first, count },
) => {
  const kernel = isSingle(u) ? run.centerPattern32 : run.centerPattern64;
  kernel(addressIn(u, first), addressIn(signs, first), radius, count, addressIn(pattern, first));
};

/** A sum for each pattern with each row. */
const patternSums: NeuronPass<'patternSums'> = ({ run }, { patterns, rows }, piece) => {
  eachRun(piece, (from, length, out) => {
    patterns.forEach((pattern, p) => {
      rows.forEach((row, r) => {
        const kernel = isSingle(row) ? run.patternSum32 : run.patternSum64;
        kernel(addressIn(row, from), addressIn(pattern, from), length, out + 8 * (p * rows.length + r));
      });
    });
  });
};

/** A sum, of the whole piece. */
const patternProduct: NeuronPass<'patternProduct'> = ({ run, f64 }, { p, q }, { first, count, out }) => {
  f64[out >>> 3] = run.patternProduct(addressIn(p, first), addressIn(q, first), count);
};

const addPatterns: NeuronPass<'addPatterns'> = ({ run }, { row, factors, patterns }, { first, count }) => {
  patterns.forEach((pattern, k) => {
    run.addPatternTo(addressIn(row, first), addressIn(pattern, first), factors[k]!, count);
  });
};

/** The largest square, of the whole piece. */
const projections: NeuronPass<'projections'> = (at, { rows, factors, rest, towards, norms }, piece) => {
  const { run, base, f64 } = at;
  const squares = base + MANY;
  let largest = 0;
  eachRun(piece, (from, length) => {
    const sums = addressIn(towards, from);
    f64.fill(0, sums >>> 3, (sums >>> 3) + length);
    run.fill(squares, rest, length);
    factors.forEach((factor, i) => {
      const row = rows[i]!;
      const add = isSingle(row) ? run.addProjection32 : run.addProjection64;
      add(sums, squares, addressIn(row, from), factor, length);
    });
    largest = run.lengths(squares, addressIn(norms, from), length, largest);
  });
  f64[piece.out >>> 3] = largest;
};

/** How many are tracked, and how many are on. */
const trackedFlags: NeuronPass<'trackedFlags'> = (at, given, { first, count, out }) => {
  const { u, signs, towards, radius, sign, rate, clearance, flags } = given;
  const kernel = isSingle(u) ? at.run.tracked32 : at.run.tracked64;
  const both = kernel(
    ...([addressIn(u, first), addressIn(signs, first), addressIn(towards, first)] as const),
    ...([radius, sign, rate, clearance, count, addressIn(flags, first)] as const),
  );
  at.f64[out >>> 3] = both & 0xffff;
  at.f64[(out >>> 3) + 1] = both >>> 16;
};

/**
 * A sum, and of the whole piece how many are listed, which lie in the lists from the piece's first neuron on.
 */
const neuronBounds: NeuronPass<'neuronBounds'> = ({ run, base, f64 }, given, piece) => {
  const { u, signs, towards, rowNorms, tracked, reach, slopes, kinks, margins, jumps } = given;
  const { first, count } = piece;
  const { sign, uFactor, towardsFactor, V, VD, VN, trackedReach, eps } = reach;
  const [sums, reaches, terms] = [base + FEW, base + FEW + 64, base + MANY];
  f64.set([sign, uFactor, towardsFactor, V, VD, VN, trackedReach, eps], reaches >>> 3);
  const at = (column: Column): number => addressIn(column, first);
  const found = (isSingle(u) ? run.neuronBounds32 : run.neuronBounds64)(
    ...([at(u), at(signs), at(towards), at(rowNorms), at(tracked), count, first, reaches] as const),
    ...([terms, at(slopes), at(kinks), at(margins), at(jumps)] as const),
  );
  run.runSums(terms, count, sums);
  eachRun(piece, (from, _, out) => {
    f64[out >>> 3] = f64[(sums >>> 3) + (from - first) / SUM_BLOCK]!;
  });
  f64[(piece.out >>> 3) + 1] = found;
};

export const passes: PassSet<NeuronExports, Given> = {
  file: import.meta.url,
  wasm: new URL('./neurons.wasm', import.meta.url),
  passes: {
    extremeSums,
    alwaysActiveSums,
    within,
    stepSums,
    activePattern,
    centerPattern,
    patternSums,
    patternProduct,
    addPatterns,
    projections,
    trackedFlags,
    neuronBounds,
  },
};
