import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../properties/sampleReport.ts';
import type { CurvesFigure } from '../../core/report/figure.ts';
import type { CellReport } from '../../core/report/report.ts';
import { joinedCurves } from './joinedCurves.ts';

const curves = (...names: readonly string[]): CurvesFigure => ({
  kind: 'curves',
  title: `η against d, ${names.join()}`,
  x: { label: 'd', scale: 'log' },
  y: { label: 'η', scale: 'log' },
  series: names.map((name, i) => ({ name, points: [{ x: 1, y: i + 1, lower: null, upper: null }] })),
  lines: [{ name: '1/d', points: [] }],
  bars: null,
});

const cell = (setting: string | undefined, ...figures: readonly CurvesFigure[]): CellReport => ({
  ...sampleReport.claims[0]!.cells[0]!,
  ...(setting !== undefined && { setting }),
  figures,
});

describe('curves that several places draw', () => {
  it('share their axes where the setting is the same', () => {
    const [raw, unit, ...more] = joinedCurves([
      cell('raw', curves('m = 1')),
      cell('unit', curves('m = 1')),
      cell('raw', curves('m = 2')),
      cell('unit', curves('m = 2')),
    ]);
    expect(more).toEqual([]);
    expect([raw, unit].map((one) => [one!.title, ...one!.series.map(({ name }) => name)])).toEqual([
      ['η against d, raw', 'm = 1', 'm = 2'],
      ['η against d, unit', 'm = 1', 'm = 2'],
    ]);
    expect(raw!.lines).toHaveLength(1);
  });

  it('are left apart where there is one, where names are the same, and where a place draws several', () => {
    expect(joinedCurves([cell(undefined, curves('m = 1'))])).toEqual([]);
    expect(joinedCurves([cell(undefined, curves('m = 1')), cell(undefined, curves('m = 1'))])).toEqual([]);
    const several = curves('C0 = 10', 'C0 = 20');
    expect(joinedCurves([cell(undefined, several), cell(undefined, several)])).toEqual([]);
  });
});
