import { chi } from '../../../numerics/random/chi.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { gaussianReader } from '../../../numerics/random/gaussianReader.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { kernels } from '../kernels/inUse.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import type { RevealedMatrix, StepInstance } from '../network/instance.ts';
import { drawSigns, firstAxis, padded } from './reducedValue.ts';

/**
 * The queries asked so far, as an orthonormal basis b_1, …, b_j of their span in R^m.
 *
 * Patterns are small whole numbers, so their products are exact and each b is kept as its coefficients in the
 * patterns (b = Σ_i coefficients_i · pattern_i / (2√m)): m bytes a query instead of 8m.
 */
class QueryBasis {
  readonly patterns: Int8Array[] = [];
  readonly coefficients: Float64Array[] = [];
  private readonly unit: number;

  constructor(m: number) {
    this.unit = 1 / (4 * m);
  }

  /** ‖c − its projection on the basis‖; where that is not 0, c joins the basis. */
  add(pattern: Int8Array): number {
    const known = this.patterns.length;
    const products = this.patterns.map((earlier) => kernels().patternProduct(earlier, pattern) * this.unit);
    const inBasis = this.coefficients.map((row) => {
      let sum = 0;
      for (let i = 0; i < row.length; i++) sum += row[i]! * products[i]!;
      return sum;
    });
    const whole = kernels().patternProduct(pattern, pattern) * this.unit;
    const left = inBasis.reduce((rest, part) => rest - part * part, whole);
    // Two patterns that differ at all differ by at least 1/(4m) in ‖·‖²; below 10⁻¹² only rounding is left.
    if (left <= 1e-12 * whole) return 0;
    const length = Math.sqrt(left);
    const row = new Float64Array(known + 1);
    row[known] = 1 / length;
    inBasis.forEach((part, j) => {
      const earlier = this.coefficients[j]!;
      for (let i = 0; i < earlier.length; i++) row[i]! -= (part * earlier[i]!) / length;
    });
    const own = kernels().arena.int8(pattern.length);
    own.set(pattern);
    this.patterns.push(own);
    this.coefficients.push(row);
    return length;
  }

  /** ⟨b_j, v⟩ for every j, given Σ_s pattern_i v_s / (2√m) for every i. */
  products(sums: Float64Array): Float64Array {
    return Float64Array.from(this.coefficients, (row) => {
      let sum = 0;
      for (let i = 0; i < row.length; i++) sum += row[i]! * sums[i]!;
      return sum;
    });
  }

  /** The coefficients in the patterns of Σ_j weights_j b_j. */
  combine(weights: Float64Array): Float64Array {
    const total = new Float64Array(this.patterns.length);
    this.coefficients.forEach((row, j) => {
      for (let i = 0; i < row.length; i++) total[i]! += weights[j]! * row[i]!;
    });
    return total;
  }
}

/**
 * A Gaussian matrix that is drawn as it is asked about.
 *
 * W0ᵀ = Σ_i e_i rows_iᵀ + N P with P = I − Σ_j b_j b_jᵀ and N a fresh (d − k) × m Gaussian matrix. A query c
 * with residual r = Pc gives N r = ‖r‖ χ_{d−k} e_new, and the row of W0ᵀ along e_new is χ b + P′ξ with ξ ~
 * N(0, I_m): O(m) numbers a query, whatever d is, and exact in law. When all d directions are known, a query
 * adds none.
 */
const revealedMatrix = (stream: Stream, d: number, m: number, u: Float32Array) => {
  const rows: Float32Array[] = [u];
  const basis = new QueryBasis(m);
  const scale = 1 / (2 * Math.sqrt(m));
  let queries = 0;
  const reveal = (pattern: Int8Array): void => {
    const degrees = d - rows.length;
    const address = stream.child('query').child(queries++);
    if (degrees === 0 || basis.add(pattern) === 0) return;
    const length = chi(address.child('length'), degrees);
    const row = gaussian(address.child('row'), m);
    const weights = basis
      .products(
        kernels()
          .patternSums(basis.patterns, [row])
          .map((sum) => sum * scale),
      )
      .map((product) => -product);
    weights[weights.length - 1]! += length;
    kernels().addPatterns(
      row,
      basis.combine(weights).map((coefficient) => coefficient * scale),
      basis.patterns,
    );
    rows.push(row);
  };
  const revealed: RevealedMatrix = {
    d,
    m,
    rows,
    query: (pattern) => {
      reveal(pattern);
      return kernels()
        .patternSums([pattern], rows)
        .map((sum) => sum * scale);
    },
  };
  return { revealed, basis, rows };
};

/**
 * A draw for claims about a gradient step: u, a, and as much of W0 as the adversary asks for.
 *
 * Cost: O(m) a query, independent of d. `explicit()` completes the matrix to the directions revealed when it
 * is called, by drawing N itself and taking P from it.
 */
export const reducedStep = (stream: Stream, d: number, m: number): StepInstance => {
  const u = gaussian(stream.child('u'), m);
  const signs = drawSigns(stream, m);
  const { revealed, basis, rows } = revealedMatrix(stream, d, m, u);
  const scale = 1 / (2 * Math.sqrt(m));

  const explicit = (): ExplicitNetwork => {
    const known = rows.slice();
    const queries = basis.patterns.length;
    const free = d - known.length;
    const eachDrawn = (visit: (s: number, drawn: Float32Array) => void): void => {
      const read = gaussianReader(stream.child('rest'));
      const drawn = new Float32Array(free);
      for (let s = 0; s < m; s++) {
        read(drawn);
        visit(s, drawn);
      }
    };
    // N b_j for every j, by way of N c_i; then (N P)_s = N_s − Σ_j b_j[s] N b_j, with b_j in patterns again.
    const sums = basis.patterns.map(() => new Float64Array(free));
    eachDrawn((s, drawn) => {
      basis.patterns.forEach((pattern, i) => {
        const factor = pattern[s]! * scale;
        if (factor !== 0) for (let j = 0; j < free; j++) sums[i]![j]! += factor * drawn[j]!;
      });
    });
    const corrections = basis.patterns.map(() => new Float64Array(free));
    for (let j = 0; j < free; j++) {
      const products = basis.products(Float64Array.from({ length: queries }, (_, i) => sums[i]![j]!));
      basis.combine(products).forEach((coefficient, i) => {
        corrections[i]![j] = coefficient;
      });
    }
    const row = new Float64Array(d);
    return {
      d,
      m,
      x: firstAxis(d),
      signs,
      embed: (vector) => padded(vector, d),
      visitRows: (visit) =>
        eachDrawn((s, drawn) => {
          known.forEach((coordinates, i) => {
            row[i] = coordinates[s]!;
          });
          for (let j = 0; j < free; j++) {
            let entry: number = drawn[j]!;
            for (let i = 0; i < queries; i++) entry -= basis.patterns[i]![s]! * scale * corrections[i]![j]!;
            row[known.length + j] = entry;
          }
          visit(s, row);
        }),
    };
  };
  return { d, m, u, signs, revealed, explicit };
};
