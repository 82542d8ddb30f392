import { fourBytes, pair, single } from '../../../../../numerics/kernels/simd/assembly/pairs';

/** What `neuronBounds` reads beside its arrays, in f64 at the address it is given. */
const SIGN: usize = 0;
const U_FACTOR: usize = 8;
const TOWARDS_FACTOR: usize = 16;
const V_AT: usize = 24;
const VD_AT: usize = 32;
const VN_AT: usize = 40;
const TRACKED_REACH: usize = 48;
const EPS: usize = 56;

/** The slope and jump of the last neuron that `boundOne` looked at, and its margin. */
let lastSlope: i32 = 0;
let lastJump: i32 = 1;
let lastMargin: f64 = 0;

/** The term of one neuron of any kind, as the plain form has it; adding 0 is as good as adding nothing. */
function boundOne(us: f64, y: f64, positive: bool, tracked: bool, reaches: usize): f64 {
  const V = load<f64>(reaches, V_AT);
  const VD = load<f64>(reaches, VD_AT);
  const VN = load<f64>(reaches, VN_AT);
  lastSlope = 0;
  lastJump = 1;
  lastMargin = Infinity;
  if (us > V) {
    if (positive) {
      const reach = tracked ? load<f64>(reaches, TRACKED_REACH) : VD;
      const gap = V + y - reach;
      lastMargin = abs<f64>(gap);
      if (gap >= 0) return us + V;
      lastSlope = -1;
      return us - y + reach;
    }
    if (tracked || y + VD >= V) return -(us - V);
    lastSlope = 1;
    return -(us - y - VD);
  }
  if (us < -V) {
    if (positive) {
      const raised = y + VN;
      lastMargin = abs<f64>(raised);
      if (!(raised > 0)) return 0;
      lastSlope = 1;
      return raised;
    }
    if (!(y > VN)) return 0;
    lastSlope = -1;
    return -(y - VN);
  }
  if (!positive) return 0;
  const flat = us + V;
  const falling = us - y + VD;
  const rising = y + VN;
  lastJump = 2;
  if (flat >= falling && flat >= rising) {
    lastMargin = min<f64>(flat - falling, flat - rising);
    return flat;
  }
  if (falling >= rising) {
    lastSlope = -1;
    lastMargin = min<f64>(falling - flat, (falling - rising) / 2);
    return falling;
  }
  lastSlope = 1;
  lastMargin = min<f64>(rising - flat, (rising - falling) / 2);
  return rising;
}

/** What two neurons that are on or off for certain add; their slopes and margins are left here. */
let slopes2: v128 = i64x2.splat(0);
let margins2: v128 = f64x2.splat(0);

// @ts-ignore: decorator
@inline
function boundPair(u: v128, y: v128, positive: v128, tracked: v128, reaches: usize): v128 {
  const V = v128.load64_splat(reaches, V_AT);
  const VD = v128.load64_splat(reaches, VD_AT);
  const VN = v128.load64_splat(reaches, VN_AT);
  const zero = f64x2.splat(0);
  const on = f64x2.gt(u, V);
  // On: flat or falling, and where a = −1 the negative of either.
  const reach = v128.bitselect(v128.load64_splat(reaches, TRACKED_REACH), VD, tracked);
  const gap = f64x2.sub(f64x2.add(V, y), reach);
  const flat = f64x2.ge(gap, zero);
  const down = f64x2.sub(u, y);
  const gained = v128.bitselect(f64x2.add(u, V), f64x2.add(down, reach), flat);
  const kept = v128.or(tracked, f64x2.ge(f64x2.add(y, VD), V));
  const lost = f64x2.neg(v128.bitselect(f64x2.sub(u, V), f64x2.sub(down, VD), kept));
  const whereOn = v128.bitselect(gained, lost, positive);
  // Off: risen above 0, or nothing.
  const raised = f64x2.add(y, VN);
  const isRaised = f64x2.gt(raised, zero);
  const isLost = f64x2.gt(y, VN);
  const whereOff = v128.bitselect(
    v128.and(raised, isRaised),
    v128.and(f64x2.neg(f64x2.sub(y, VN)), isLost),
    positive,
  );
  // +1 and −1, as masks.
  const rises = v128.bitselect(
    v128.andnot(v128.not(kept), positive),
    v128.and(isRaised, positive),
    on,
  );
  const falls = v128.bitselect(v128.andnot(positive, flat), v128.andnot(isLost, positive), on);
  slopes2 = i64x2.sub(falls, rises);
  margins2 = v128.bitselect(
    f64x2.abs(v128.bitselect(gap, raised, on)),
    f64x2.splat(Infinity),
    positive,
  );
  return v128.bitselect(whereOn, whereOff, on);
}

/** Four masks of 32 bits as two times two of 64. */
// @ts-ignore: decorator
@inline
function lowMask(mask: v128): v128 {
  return i64x2.extend_low_i32x4_s(mask);
}

// @ts-ignore: decorator
@inline
function highMask(mask: v128): v128 {
  return i64x2.extend_high_i32x4_s(mask);
}

/**
 * The terms, slopes and listed neurons of `count` neurons, the first of them numbered `first`; returns how
 * many are listed.
 *
 * A neuron is always written to the lists, and counted where its kink is near: a jump that no processor
 * foresees costs more.
 */
// @ts-ignore: decorator
@inline
function bounds<T>(
  u: usize,
  signs: usize,
  towards: usize,
  rowNorms: usize,
  tracked: usize,
  count: i32,
  first: i32,
  reaches: usize,
  terms: usize,
  slopes: usize,
  kinks: usize,
  margins: usize,
  jumps: usize,
): i32 {
  const start = kinks;
  const sign = load<f64>(reaches, SIGN);
  const uFactor = load<f64>(reaches, U_FACTOR);
  const towardsFactor = load<f64>(reaches, TOWARDS_FACTOR);
  const V = load<f64>(reaches, V_AT);
  const eps = load<f64>(reaches, EPS);
  const end = signs + count;
  const wholeEnd = signs + (count & ~3);
  const signed = i32x4.splat(<i32>sign);
  while (signs < end) {
    let one = signs < wholeEnd ? 4 : 1;
    if (one == 4) {
      const u0 = pair<T>(u);
      const u1 = pair<T>(u + 2 * sizeof<T>());
      const above = f64x2.splat(V);
      const below = f64x2.splat(-V);
      const sure0 = v128.or(f64x2.gt(u0, above), f64x2.lt(u0, below));
      const sure1 = v128.or(f64x2.gt(u1, above), f64x2.lt(u1, below));
      if (i64x2.all_true(v128.and(sure0, sure1))) {
        const scaled = f64x2.splat(uFactor);
        const turned = f64x2.splat(towardsFactor);
        const y0 = f64x2.add(f64x2.mul(scaled, u0), f64x2.mul(turned, v128.load(towards)));
        const y1 = f64x2.add(f64x2.mul(scaled, u1), f64x2.mul(turned, v128.load(towards, 16)));
        const positive = i32x4.gt_s(i32x4.mul(signed, fourBytes(signs)), i32x4.splat(0));
        const isTracked = i32x4.eq(fourBytes(tracked), i32x4.splat(1));
        v128.store(terms, boundPair(u0, y0, lowMask(positive), lowMask(isTracked), reaches));
        const slopes0 = slopes2;
        const margins0 = margins2;
        v128.store(terms, boundPair(u1, y1, highMask(positive), highMask(isTracked), reaches), 16);
        const four = v128.shuffle<i32>(slopes0, slopes2, 0, 2, 4, 6);
        const shorts = i16x8.narrow_i32x4_s(four, four);
        v128.store32_lane(slopes, i8x16.narrow_i16x8_s(shorts, shorts), 0);
        const near = f64x2.splat(eps);
        const listed0 = f64x2.lt(margins0, f64x2.mul(near, pair<f32>(rowNorms)));
        const listed1 = f64x2.lt(margins2, f64x2.mul(near, pair<f32>(rowNorms + 8)));
        const bits = i64x2.bitmask(listed0) | (i64x2.bitmask(listed1) << 2);
        store<i32>(kinks, first);
        v128.store64_lane(margins, margins0, 0);
        store<u8>(jumps, 1);
        let at: usize = bits & 1;
        store<i32>(kinks + (at << 2), first + 1);
        v128.store64_lane(margins + (at << 3), margins0, 1);
        store<u8>(jumps + at, 1);
        at += (bits >> 1) & 1;
        store<i32>(kinks + (at << 2), first + 2);
        v128.store64_lane(margins + (at << 3), margins2, 0);
        store<u8>(jumps + at, 1);
        at += (bits >> 2) & 1;
        store<i32>(kinks + (at << 2), first + 3);
        v128.store64_lane(margins + (at << 3), margins2, 1);
        store<u8>(jumps + at, 1);
        at += bits >> 3;
        kinks += at << 2;
        margins += at << 3;
        jumps += at;
        one = 0;
        u += 4 * sizeof<T>();
        signs += 4;
        towards += 32;
        rowNorms += 16;
        tracked += 4;
        terms += 32;
        slopes += 4;
        first += 4;
      }
    }
    while (one > 0) {
      const us = single<T>(u);
      const y = uFactor * us + towardsFactor * load<f64>(towards);
      const term = boundOne(us, y, sign * <f64>load<i8>(signs) > 0, load<u8>(tracked) == 1, reaches);
      store<f64>(terms, term);
      store<i8>(slopes, <i8>lastSlope);
      if (lastMargin < eps * <f64>load<f32>(rowNorms)) {
        store<i32>(kinks, first);
        store<f64>(margins, lastMargin);
        store<u8>(jumps, <u8>lastJump);
        kinks += 4;
        margins += 8;
        jumps++;
      }
      u += sizeof<T>();
      signs++;
      towards += 8;
      rowNorms += 4;
      tracked++;
      terms += 8;
      slopes++;
      first++;
      one--;
    }
  }
  return <i32>((kinks - start) >> 2);
}

export function neuronBounds32(
  u: usize,
  signs: usize,
  towards: usize,
  rowNorms: usize,
  tracked: usize,
  count: i32,
  first: i32,
  reaches: usize,
  terms: usize,
  slopes: usize,
  kinks: usize,
  margins: usize,
  jumps: usize,
): i32 {
  return bounds<f32>(u, signs, towards, rowNorms, tracked, count, first, reaches, terms, slopes, kinks, margins, jumps);
}

export function neuronBounds64(
  u: usize,
  signs: usize,
  towards: usize,
  rowNorms: usize,
  tracked: usize,
  count: i32,
  first: i32,
  reaches: usize,
  terms: usize,
  slopes: usize,
  kinks: usize,
  margins: usize,
  jumps: usize,
): i32 {
  return bounds<f64>(u, signs, towards, rowNorms, tracked, count, first, reaches, terms, slopes, kinks, margins, jumps);
}
