/** Throws one sentence unless `value` is an integer from `least` to `most`. */
export const requireInteger = (
  where: string,
  name: string,
  value: number,
  least: number,
  most: number,
): void => {
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new RangeError(
      `${where}: expected ${name} to be an integer from ${least} to ${most}, got ${value}; pass a whole count in that range.`,
    );
  }
};

/** Throws one sentence unless 0 <= `value` <= 1. */
export const requireProbability = (where: string, name: string, value: number): void => {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(
      `${where}: expected ${name} to lie in [0, 1], got ${value}; pass a probability, not a percentage.`,
    );
  }
};

/** Throws one sentence unless 0 < `value` < 1. */
export const requireInside = (where: string, name: string, value: number): void => {
  if (!(value > 0 && value < 1)) {
    throw new RangeError(
      `${where}: expected ${name} to lie strictly between 0 and 1, got ${value}; pass a number such as 0.05.`,
    );
  }
};

/** Throws one sentence unless `values` has an entry and all of them are finite. */
export const requireFinite = (where: string, name: string, values: ArrayLike<number>): void => {
  if (values.length === 0) {
    throw new RangeError(`${where}: expected ${name} to hold a number, got none; skip empty lists.`);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      throw new RangeError(
        `${where}: expected finite ${name}, got ${values[i]} at index ${i}; set such entries aside first.`,
      );
    }
  }
};

/** The most trials any of these routines accepts; sums near the mean take some 10·sqrt(n) terms. */
export const MOST_TRIALS = 1e12;
