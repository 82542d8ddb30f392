/** A list of numbers that grows, of eight bytes a number: an array of as many takes several times that while it grows and is sorted. */
export interface NumberList {
  readonly push: (value: number) => void;
  /** What was pushed; valid until the next push. */
  readonly all: () => Float64Array;
}

export const numberList = (): NumberList => {
  let values = new Float64Array(16);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const grown = new Float64Array(2 * length);
        grown.set(values);
        values = grown;
      }
      values[length++] = value;
    },
    all: () => values.subarray(0, length),
  };
};
