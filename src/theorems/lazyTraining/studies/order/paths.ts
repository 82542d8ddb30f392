import type { Place } from '../lazyStudy.ts';
import type { Stop } from './orderStudy.ts';

/** The least width with d^2.4 ≤ m, with a relative slack for the power's last bits: 32^2.4 is 4096. */
export const theoremWidth = (d: number): number => Math.ceil(d ** 2.4 * (1 - 1e-9));

/** Dimensions in which paths along m = d^2.4 are looked at. */
const DIMENSIONS = [16, 25, 50, 100, 200, 400, 784, 1600, 3200] as const;

/** From d = 16 to `last`, m = d^2.4; from a quarter of `last` where it is small. Two points and an x orthogonal to their step need d ≥ 3. */
export const theoremPath = (last: number): readonly Stop[] => {
  const before = last > 25 ? DIMENSIONS : [Math.ceil(last / 4), Math.ceil(last / 2)];
  const dimensions = new Set([...before.filter((d) => d < last), last]);
  return [...dimensions].filter((d) => d >= 3).map((d) => ({ d, m: theoremWidth(d) }));
};

/** Dimensions that only a law reaches: at d = 10⁶ the theorem asks for 2.5·10¹⁴ neurons. */
export const beyondReach: readonly Stop[] = [1e4, 1e5, 1e6].map((d) => ({ d, m: theoremWidth(d) }));

/** Widths from 100 (from 10, where `last` is small) to `last`, √10 apart, in one dimension. */
export const widthPath = (d: number, last: number): readonly Stop[] => {
  const stops: Stop[] = [];
  for (let k = last > 316 ? 4 : 2; ; k++) {
    const m = Math.round(10 ** (k / 2));
    if (m >= last) break;
    stops.push({ d, m });
  }
  return [...stops, { d, m: last }];
};

/** The end of the path along m = d^2.4 in dimension d. */
export const endOfPath = (
  d: number,
  C0: number,
  gamma: number | null,
  constants: Place['constants'],
): Place => ({ d, m: theoremWidth(d), C0, gamma, constants });
