import type { Axis, Tick } from './chart.ts';

/** A range of values, and where its round numbers lie. */
export interface Scale {
  readonly type: 'log' | 'linear';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** The least value with a place of its own: on a log scale, what is smaller is drawn here. */
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
 * The scale for these values: logarithmic where none is negative and some differ, else linear.
 *
 * Zeros do not stand on a log scale: they are drawn at its floor, half the least positive value, at most five powers of
 * ten below the greatest.
 */
export const scaleOf = (values: readonly number[]): Scale => {
  const low = least(values);
  const high = greatest(values);
  const positive = values.filter((value) => value > 0);
  if (low >= 0 && high > 0 && positive.length > 1) {
    const floor = Math.max(least(positive) / (low === 0 ? 2 : 1.25), high / 1e5);
    const domain = [floor, high * 1.25] as const;
    const ticks = logTicks(...domain);
    // Between 1.2 and 1.9 no round number lies; there a log scale is nearly linear.
    return { type: 'log', domain, ticks: ticks.length < 2 ? linearTicks(...domain) : ticks, floor };
  }
  return linearScaleOf(values);
};

/** The linear scale for these values, with a little room at both ends. */
export const linearScaleOf = (values: readonly number[]): Scale => {
  const [low, high] = [least(values), greatest(values)];
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  const domain = [low - room, high + room] as const;
  return { type: 'linear', domain, ticks: linearTicks(...domain), floor: domain[0] };
};

/** Ticks that have room for their words: the first always, then each far enough from the last one kept. */
export const spaced = (ticks: readonly Tick[], place: (value: number) => number): readonly Tick[] => {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    // About 6.5 px a character at 11 px, half of each word on its side, and a gap.
    const need = last === undefined ? 0 : (last.text.length + tick.text.length) * 3.25 + 8;
    if (last === undefined || Math.abs(place(tick.at) - place(last.at)) >= need) kept.push(tick);
  }
  return kept;
};

export type Pixels = (value: number) => number;

/** The pixel of a value: from `from` to `to` as the axis runs over its domain. */
export const pixelsOf = ({ type, domain, exponent = 1 }: Axis, from: number, to: number): Pixels => {
  const bent = (value: number): number =>
    type === 'log' ? Math.log(value) : type === 'pow' ? value ** exponent : value;
  const [low, high] = [bent(domain[0]), bent(domain[1])];
  return (value) => from + ((bent(value) - low) / (high - low)) * (to - from);
};
