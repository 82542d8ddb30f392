/** A number in a sentence: four digits, no more. */
export const inWords = (x: number): string => String(Number(x.toPrecision(4))).replace('-', '−');
