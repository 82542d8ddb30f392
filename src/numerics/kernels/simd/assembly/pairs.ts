/** Two numbers of a row as f64. */
// @ts-ignore: decorator
@inline
export function pair<T>(at: usize): v128 {
  if (sizeof<T>() == 4) return f64x2.promote_low_f32x4(v128.load64_zero(at));
  return v128.load(at);
}

/**
 * The two numbers behind them. The distance is part of the load: added to the address it would cost an
 * instruction.
 */
// @ts-ignore: decorator
@inline
export function nextPair<T>(at: usize): v128 {
  if (sizeof<T>() == 4) return f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
  return v128.load(at, 16);
}

/** One number of a row as f64. */
// @ts-ignore: decorator
@inline
export function single<T>(at: usize): f64 {
  if (sizeof<T>() == 4) return <f64>load<f32>(at);
  return load<f64>(at);
}

/** Four bytes as whole numbers. */
// @ts-ignore: decorator
@inline
export function fourBytes(at: usize): v128 {
  return i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(at)));
}

/** The upper two of four whole numbers, below. */
// @ts-ignore: decorator
@inline
export function upper(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}

/**
 * The sum of four lanes, in the order of the contract: (l0 + l1) + (l2 + l3), `rest` being what joined the
 * first.
 */
// @ts-ignore: decorator
@inline
export function lanesOf(first: v128, second: v128): f64 {
  return (
    f64x2.extract_lane(first, 0) +
    f64x2.extract_lane(first, 1) +
    (f64x2.extract_lane(second, 0) + f64x2.extract_lane(second, 1))
  );
}

/** Adds to the first lane what did not fill four. */
// @ts-ignore: decorator
@inline
export function joinFirst(lanes: v128, term: f64): v128 {
  return f64x2.replace_lane(lanes, 0, f64x2.extract_lane(lanes, 0) + term);
}

/** Terms that are added plainly before their sum joins the total: SUM_BLOCK of linalg/blockedSum.ts. */
export const SUM_BLOCK: i32 = 4096;
