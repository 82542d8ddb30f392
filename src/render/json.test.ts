import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../properties/sampleReport.ts';
import { reportToJson } from './json.ts';

describe('reportToJson', () => {
  it('writes the record, two spaces deep, and a last newline', () => {
    const text = reportToJson(sampleReport);
    expect(text.startsWith('{\n  "schema": "lakatos/report@2",\n')).toBe(true);
    expect(text.endsWith('\n}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual(sampleReport);
  });

  it('names the path of a number that JSON cannot hold', () => {
    const [first, ...others] = sampleReport.claims;
    const [cell, ...cells] = first!.cells;
    const claims = [{ ...first!, cells: [{ ...cell!, log10ER: Number.NaN }, ...cells] }, ...others];
    expect(() => reportToJson({ ...sampleReport, claims })).toThrow(
      'report.claims[0].cells[0].log10ER: expected a finite number or null, got NaN',
    );
    expect(() =>
      reportToJson({ ...sampleReport, claims: [{ ...first!, error: Number.POSITIVE_INFINITY }] }),
    ).toThrow(RangeError);
  });
});
