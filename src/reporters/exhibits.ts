import type {
  Entry,
  Exhibit,
  GrowthExhibit,
  NetworkExhibit,
  TestExhibit,
} from '../evidence/outcomes/exhibit.ts';
import { count, lowerBound, significant, upperBound } from './numbers.ts';

/** A number of a table for people: whole ones with their thousands set off, others to five digits. */
export const entry = (value: Entry): string => {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return Number.isInteger(value) && Math.abs(value) < 1e12 ? count(value) : significant(value, 5);
};

const driftWords: Readonly<Record<GrowthExhibit['drift'], string>> = {
  constant: 'bounded within its bars',
  grows: 'it grows beyond its bars',
  shrinks: 'it shrinks beyond its bars',
  undecided: 'whether it drifts is not decided',
};

/** `sup … against d, 25 to 784: exponent 0.52, 0.48 to 0.56 at 95 %, where 0.5 is predicted; it grows beyond its bars`. */
export const growthLine = ({
  of,
  against,
  exponent,
  confidence,
  predicted,
  drift,
  range,
}: GrowthExhibit): string =>
  [
    `${of} against ${against}, from ${entry(range.from)} to ${entry(range.to)}: exponent ${significant(exponent.estimate)}, ${lowerBound(exponent.lower)} to ${upperBound(exponent.upper)} at ${significant(confidence * 100)} %`,
    predicted === null ? '' : `, where ${significant(predicted)} is predicted`,
    `; ${driftWords[drift]}`,
  ].join('');

/** `title: statistic 0.31, p at most 2e-12, held against 1e-6, with 400 and 400 draws; a small p speaks for …`. */
export const testLine = ({ title, statistic, pValue, alpha, sizes, alternative }: TestExhibit): string =>
  `${title}: statistic ${significant(statistic, 4)}, p at most ${upperBound(pValue)}, held against ${upperBound(alpha)}, with ${sizes.map(count).join(' and ')} draws; a small p speaks for: ${alternative}`;

const list = (values: readonly number[]): string => `(${values.join(', ')})`;

/** A counterexample's network line by line, every number exactly as it is. */
export const networkLines = ({
  x,
  a,
  W0,
  W,
  given,
  values,
  margin,
  slack,
}: NetworkExhibit): readonly string[] => [
  `x = ${list(x)}, a = ${list(a)}`,
  ...W0.map((row, s) => `w${s + 1}: ${list(row)}${W === null ? '' : ` moved to ${list(W[s]!)}`}`),
  ...Object.entries(given).map(
    ([name, value]) => `${name} = ${typeof value === 'number' ? String(value) : list(value)}`,
  ),
  ...Object.entries(values).map(([name, value]) => `${name} = ${significant(value, 6)}`),
  `margin ${upperBound(margin, 4)}, with room for rounding ${upperBound(slack)}`,
];

/** What of an exhibit can be said in lines of text; a table, a picture and a chart are left to whoever can draw them. */
export const exhibitLines = (exhibit: Exhibit): readonly string[] => {
  switch (exhibit.kind) {
    case 'growth':
      return [growthLine(exhibit)];
    case 'test':
      return [testLine(exhibit)];
    case 'network':
      return [`${exhibit.title}:`, ...networkLines(exhibit).map((line) => `  ${line}`)];
    case 'table':
    case 'curves':
    case 'heatmap':
    case 'images':
      return [];
    default:
      return exhibit satisfies never;
  }
};
