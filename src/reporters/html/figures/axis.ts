/** An axis on which every value has a place. */
export interface Axis {
  readonly type: 'log' | 'linear';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** The least value with a place of its own: on a log axis, what is smaller is drawn here. */
  readonly floor: number;
}

const powers = (from: number, to: number, factors: readonly number[]): readonly number[] => {
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(from)); e <= Math.ceil(Math.log10(to)); e += 1) {
    // Dividing by a whole power of ten rounds once: 3 / 10 is the double named 0.3, and 3 * 0.1 is not.
    for (const factor of factors) ticks.push(e < 0 ? factor / 10 ** -e : factor * 10 ** e);
  }
  return ticks.filter((tick) => tick >= from && tick <= to);
};

const logTicks = (from: number, to: number): readonly number[] => {
  const candidates = [[1, 2, 3, 4, 5, 6, 8], [1, 2, 5], [1, 3], [1]];
  const all = candidates.map((factors) => powers(from, to, factors));
  const fitting = all.find((ticks) => ticks.length <= 6) ?? all.at(-1)!;
  const stride = Math.ceil(fitting.length / 6);
  return fitting.filter((_, i) => i % stride === 0);
};

const linearTicks = (from: number, to: number): readonly number[] => {
  const rough = (to - from) / 5;
  const scale = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * scale).find((size) => size >= rough)!;
  const ticks: number[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i += 1) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
};

const least = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/**
 * The axis for these values: logarithmic where none is negative and some differ, else linear.
 *
 * Zeros do not stand on a log axis: they are drawn at its floor, half the least positive value, at most five powers of
 * ten below the greatest.
 */
export const axisOf = (values: readonly number[]): Axis => {
  const low = least(values);
  const high = greatest(values);
  const positive = values.filter((value) => value > 0);
  if (low >= 0 && high > 0 && positive.length > 1) {
    const floor = Math.max(least(positive) / (low === 0 ? 2 : 1.25), high / 1e5);
    const domain = [floor, high * 1.25] as const;
    const ticks = logTicks(...domain);
    // Between 1.2 and 1.9 no round number lies; there a log axis is nearly linear.
    return { type: 'log', domain, ticks: ticks.length < 2 ? linearTicks(...domain) : ticks, floor };
  }
  return linearAxisOf(values);
};

/** The linear axis for these values, with a little room at both ends. */
export const linearAxisOf = (values: readonly number[]): Axis => {
  const [low, high] = [least(values), greatest(values)];
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  const domain = [low - room, high + room] as const;
  return { type: 'linear', domain, ticks: linearTicks(...domain), floor: domain[0] };
};
