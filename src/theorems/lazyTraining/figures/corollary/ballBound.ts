/**
 * A lower bound of y f(x′) over all ‖x′ − x‖ ≤ R: above 0, no attack whatever can make the sign wrong.
 *
 * Neurons whose hyperplane the ball does not meet are linear on it, and their part of f falls by at most R‖gradient of that part‖. One
 * that is cut adds at least 0 where y a_s = +1, and at least −(⟨w_s, x⟩ + R‖w_s‖)/√m where it is −1.
 *
 * Shapes: `weights` m × d, one neuron per row; `signs` has m entries ±1.
 * Precision: f64; a relative 1e-9 of all terms is taken off for rounding, which is far less than m·d·2⁻⁵².
 */
export const leastMargin = (
  weights: Float64Array,
  signs: Int8Array,
  x: ArrayLike<number>,
  label: number,
  R: number,
): number => {
  const [d, m] = [x.length, signs.length];
  const gradient = new Float64Array(d);
  let [cut, size] = [0, 0];
  for (let s = 0; s < m; s++) {
    let [sum, square] = [0, 0];
    for (let k = 0; k < d; k++) {
      const w = weights[s * d + k]!;
      sum += w * x[k]!;
      square += w * w;
    }
    const reach = R * Math.sqrt(square);
    const sign = label * signs[s]!;
    if (sum > reach) {
      for (let k = 0; k < d; k++) gradient[k]! += sign * weights[s * d + k]!;
      size += sum + reach;
    } else if (sum >= -reach && sign < 0) cut += sum + reach;
  }
  let [linear, square] = [0, 0];
  for (let k = 0; k < d; k++) {
    linear += gradient[k]! * x[k]!;
    square += gradient[k]! * gradient[k]!;
  }
  return (linear - R * Math.sqrt(square) - cut - 1e-9 * (size + cut)) / Math.sqrt(m);
};
