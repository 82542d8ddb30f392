/** Numbers in a row, in single or double precision. */
export type Numbers = Float32Array | Float64Array;

/**
 * ⟨a, b⟩ over the first `length` entries of `b`, with `a` read from `offset` on.
 *
 * Precision: f64, four running sums in a fixed order; error ≤ (length/4 + 4)·2⁻⁵³·Σ|a_i b_i|.
 */
export const dot = (a: Numbers, b: Numbers, length = b.length, offset = 0): number => {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[offset + i]! * b[i]!;
    s1 += a[offset + i + 1]! * b[i + 1]!;
    s2 += a[offset + i + 2]! * b[i + 2]!;
    s3 += a[offset + i + 3]! * b[i + 3]!;
  }
  for (; i < length; i++) s0 += a[offset + i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
};

/** target += factor · source, over `length` entries of `source` read from `offset` on. */
export const addScaled = (
  target: Float64Array,
  factor: number,
  source: Numbers,
  length = target.length,
  offset = 0,
): void => {
  for (let i = 0; i < length; i++) target[i]! += factor * source[offset + i]!;
};

/** ‖a‖₂. */
export const norm = (a: Numbers): number => Math.sqrt(dot(a, a));
