import type { Entry, Figure, GrowthFigure, InstanceFigure, TestFigure } from '../../core/report/figure.ts';
import { curvesChart, seriesKey } from '../charts/curves.ts';
import { heatChart } from '../charts/heat.ts';
import { count, lowerBound, significant, upperBound } from '../numbers.ts';
import { sentence, symbolWord } from '../words.ts';
import { type Block, heading, onlyIn, paragraph } from './document.ts';

/** A number of a table for people: whole ones with their thousands set off, others to five digits. */
const entry = (value: Entry): string => {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return Number.isInteger(value) && Math.abs(value) < 1e12 ? count(value) : significant(value, 5);
};

const driftWords: Readonly<Record<GrowthFigure['drift'], string>> = {
  constant: 'bounded within its bars',
  grows: 'it grows beyond its bars',
  shrinks: 'it shrinks beyond its bars',
  undecided: 'whether it drifts is not decided',
};

/** `sup … against d, from 25 to 784: exponent 0.52, 0.48 to 0.56 at 95 %, where 0.5 is predicted; it grows beyond its bars`. */
const growthLine = ({ of, against, exponent, confidence, predicted, drift, range }: GrowthFigure): string =>
  [
    `${of} against ${symbolWord(against)}, from ${entry(range.from)} to ${entry(range.to)}: exponent ${significant(exponent.estimate)}, ${lowerBound(exponent.lower)} to ${upperBound(exponent.upper)} at ${significant(confidence * 100)} %`,
    predicted === null ? '' : `, where ${significant(predicted)} is predicted`,
    `; ${driftWords[drift]}`,
  ].join('');

/** `title: statistic 0.31, p at most 2e-12, held against 1e-6, with 400 and 400 draws; a small p speaks for …`. */
const testLine = ({ title, statistic, pValue, alpha, sizes, alternative }: TestFigure): string =>
  `${title}: statistic ${significant(statistic, 4)}, p at most ${upperBound(pValue)}, held against ${upperBound(alpha)}, with ${sizes.map(count).join(' and ')} draws; a small p speaks for: ${alternative}`;

/** A counterexample line by line, every number exactly as it is; a matrix by its rows. */
const instanceLines = ({ given, values, margin, slack }: InstanceFigure): readonly string[] => [
  ...Object.entries(given).flatMap(([name, value]) => {
    if (typeof value === 'number') return [`${name} = ${value}`];
    const rows = value.filter((row) => typeof row !== 'number');
    return rows.length === 0
      ? [`${name} = (${value.join(', ')})`]
      : rows.map((row, i) => `${name}, row ${i + 1} = (${row.join(', ')})`);
  }),
  ...Object.entries(values).map(([name, value]) => `${name} = ${significant(value, 6)}`),
  `margin ${upperBound(margin, 4)}, with room for rounding ${upperBound(slack)}`,
];

/** What shows a result: a table, charts, an image, or a sentence. */
export const figureBlocks = (figure: Figure): readonly Block[] => {
  switch (figure.kind) {
    case 'table': {
      const { title: caption, columns, rows } = figure;
      return [{ kind: 'table', caption, columns, rows: rows.map((row) => row.map(entry)) }];
    }
    case 'growth':
      return [paragraph(sentence(growthLine(figure)), 'calm')];
    case 'test':
      return [paragraph(sentence(testLine(figure)), 'calm')];
    case 'instance':
      return [{ kind: 'printed', title: figure.title, lines: instanceLines(figure) }];
    case 'curves':
      return onlyIn(['page'], heading(figure.title), {
        ...{ kind: 'charts', key: seriesKey(figure), charts: [curvesChart(figure)] },
      });
    case 'heatmap':
      return onlyIn(['page'], heading(figure.title), {
        ...{ kind: 'charts', key: '', charts: [heatChart(figure)] },
      });
    case 'images':
      return onlyIn(['page'], { kind: 'images', images: figure });
    default:
      return figure satisfies never;
  }
};
