import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report/report.ts';
import { headline } from '../../src/render/words.ts';

const folder = new URL('../../reports/example/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const reportOf = (file: string): Report => JSON.parse(textOf(file)) as Report;

/** What a word says of the statement itself; the others leave it open. */
const sideOf = (verdict: string): 'for' | 'against' | null =>
  verdict === 'supported' ? 'for' : verdict === 'refuted' || verdict === 'narrowed' ? 'against' : null;

describe('the kept examples', () => {
  it.each(['', 'section-5/', 'section-5/longer/'])('count in their headline what they list: %s', (of) => {
    const report = reportOf(`${of}report.json`);
    expect(textOf(`${of}report.md`)).toContain(headline(report));
    const readings = report.claims.filter(({ control }) => !control);
    for (const [, n, verdict] of headline(report).matchAll(
      /(\d+) (refuted|narrowed|supported|consistent|undecided|vacuous)/g,
    ))
      expect([verdict, readings.filter((one) => one.verdict === verdict).length]).toEqual([
        verdict,
        Number(n),
      ]);
    // One reading, one verdict: a finding is of a claim that is refuted or narrowed, and each of these has one.
    const found = new Set(report.findings.map(({ claim, reading }) => `${claim}/${reading}`));
    const listed = readings
      .filter(({ verdict }) => sideOf(verdict) === 'against')
      .map(({ id, reading }) => `${id}/${reading}`);
    expect([...found].sort()).toEqual(listed.sort());
  });

  it('do not contradict each other', () => {
    const whole = reportOf('report.json');
    const contradictions = ['section-5/report.json', 'section-5/longer/report.json'].flatMap((file) =>
      reportOf(file).claims.flatMap(({ id, reading, verdict }) => {
        const beside = whole.claims.find((one) => one.id === id && one.reading === reading)?.verdict ?? null;
        const [one, other] = [sideOf(verdict), beside === null ? null : sideOf(beside)];
        return one !== null && other !== null && one !== other
          ? [`${file}: ${id} is ${verdict}, and ${beside}`]
          : [];
      }),
    );
    expect(contradictions).toEqual([]);
  });
});
