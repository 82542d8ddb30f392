import { describe, expect, it } from 'vitest';
import type { Figure } from '../../core/report/figure.ts';
import { blocksHtml } from '../html/blocks.ts';
import { figureBlocks } from './figures.ts';

const markupOf = (figure: Figure): string => blocksHtml(figureBlocks(figure)).markup;

/** The words of the text elements of a picture. */
const words = (markup: string): readonly string[] =>
  [...markup.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);

const point = (x: number, y: number) => ({ x, y, lower: y / 2, upper: y * 2 });

describe('figureBlocks', () => {
  it('draws a dot for each point that has a place on the axes, and a bar where it has ends', () => {
    const markup = markupOf({
      kind: 'curves',
      title: 'Growth',
      x: { label: 'd', scale: 'log' },
      y: { label: 'sup', scale: 'log' },
      series: [
        { name: 'seen', points: [point(10, 1), point(100, 3), { x: 1000, y: 0, lower: null, upper: null }] },
        { name: 'exact', points: [point(10, 2)] },
      ],
      lines: [{ name: 'theory', points: [point(10, 1), point(1000, 10)] }],
      bars: '95 % intervals',
    });
    // A zero has no place on a log axis: three of four points are drawn, each with its bar.
    expect(markup.match(/M[\d .]+h0/g)).toHaveLength(2);
    expect(markup.match(/m-3\.1-3\.1h6\.1/g)).toHaveLength(1);
    expect(markup.match(/M[\d. ]+v-?[\d.]+/g)).toHaveLength(3);
    expect(markup).toContain('seen, from 1 at 10 to 3 at 100');
    expect(markup.replace(/<[^>]*>/g, '')).toContain('Bars: 95 % intervals.');
  });

  it('writes a number into every cell of a heatmap and leaves out what has none', () => {
    const markup = markupOf({
      kind: 'heatmap',
      title: 'Accuracy',
      x: { label: 'd', scale: 'log' },
      y: { label: 'size', scale: 'linear' },
      value: 'robust accuracy',
      cells: [
        { x: 25, y: 0.1, value: 0.91 },
        { x: 100, y: 0.1, value: 0.5 },
        { x: 25, y: 0.2, value: null },
      ],
      lines: [
        {
          name: '5/√d',
          points: [
            { x: 25, y: 0.2 },
            { x: 100, y: 0.1 },
          ],
        },
      ],
    });
    expect(markup.match(/<rect[^>]*fill="var\(--for\)"/g)).toHaveLength(2);
    expect(words(markup)).toContain('0.91');
    expect(words(markup)).toContain('0.5');
    // The line of the theory lies over the cells.
    expect(markup.indexOf('stroke="var(--against)"')).toBeGreaterThan(markup.lastIndexOf('<rect'));
  });

  it('keeps text from outside text', () => {
    const title = '<script>alert(1)</script>';
    const figures: readonly Figure[] = [
      { kind: 'table', title, columns: [title], rows: [[title], [1234]] },
      { kind: 'images', title, side: 2, images: [[0, 255, 255, 0]] },
      {
        kind: 'test',
        title,
        statistic: 1,
        pValue: 1e-9,
        alpha: 1e-6,
        sizes: [400, 400],
        alternative: title,
      },
      {
        kind: 'growth',
        of: title,
        against: 'd',
        exponent: { estimate: 0.5, lower: 0.4, upper: 0.6 },
        confidence: 0.95,
        predicted: 0.5,
        drift: 'grows',
        range: { from: 10, to: 1000 },
      },
      {
        kind: 'instance',
        title,
        given: { x: [1], W: [[1]], [title]: 1 },
        values: { lhs: 2 },
        margin: -1,
        slack: 1e-12,
      },
      {
        kind: 'curves',
        title,
        x: { label: title, scale: 'linear' },
        y: { label: title, scale: 'linear' },
        series: [],
        lines: [],
        bars: title,
      },
      {
        kind: 'heatmap',
        title,
        x: { label: title, scale: 'linear' },
        y: { label: title, scale: 'linear' },
        value: title,
        cells: [],
        lines: [],
      },
    ];
    for (const figure of figures) {
      const markup = markupOf(figure);
      expect(markup).not.toContain('<script');
      expect(markup).toContain('&lt;script&gt;');
    }
  });

  it('puts images on one sheet, each pixel where it belongs', () => {
    const markup = markupOf({
      kind: 'images',
      title: 'digits',
      side: 2,
      images: [
        [0, 64, 128, 255],
        [255, 255, 0, 0],
      ],
    });
    const bytes = Buffer.from(/base64,([^"]+)/.exec(markup)![1]!, 'base64');
    expect(bytes.readInt32LE(18)).toBe(5);
    expect(bytes.readInt32LE(22)).toBe(2);
    const rows = bytes.subarray(bytes.readUInt32LE(10));
    // Bottom row first, four bytes a row: two pixels of 16 shades a byte, and the padding to a multiple of 4 bytes.
    expect(rows.subarray(4, 7).toString('hex')).toBe('048ff0');
    expect(rows.subarray(0, 3).toString('hex')).toBe('8f8000');
  });
});
