import { beforeAll, expect, it } from 'vitest';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { judgeCell } from '../judge/judgeCell.ts';
import { assembleReport } from '../report/assembleReport.ts';
import { DEFAULT_ALPHA } from '../report/defaults.ts';
import { reportCell } from '../report/reportCell.ts';
import { planCells } from '../run/plan.ts';
import { provenanceOf } from '../run/provenance.ts';
import { claimsOf, type Theorem } from '../theorem.ts';
import { parseReport } from './reportSchema.ts';
import { type Verifiable, verifiables } from './verifiable.ts';
import { verifyReport } from './verifyReport.ts';

const sum = (draw: Float64Array): number => draw.reduce((total, entry) => total + entry, 0);

/** A theorem of one file, without an adversary and without plain code. */
const theorem: Theorem = {
  id: 'sums',
  work: 'a textbook',
  axes: [{ symbol: 'n', says: 'length', kind: 'count', addressed: true }],
  table: { rows: 'n', columns: 'n' },
  settings: [
    {
      name: 'sum',
      reads: ['n'],
      quantities: [{ symbol: 'S', says: 'the sum', tex: 'S', value: sum }],
      sample: (stream, { n }) => Float64Array.from(gaussian(stream, n!)),
      *refine(draw) {
        yield { S: { lower: sum(draw), upper: sum(draw) } };
      },
      cost: ({ n }) => ({ seconds: 1e-6, bytes: 8 * n! }),
    },
  ],
  statements: [0, 9].map((bound) => ({
    id: `sum-is-below-${bound}`,
    reading: 'printed',
    says: 'the sum is small',
    source: { work: 'a textbook', place: 'page 1' },
    quantifiers: [],
    premise: [],
    conclusion: { lhs: 'S', rhs: `${bound} * n` },
    constants: {},
    failureRate: '0.05',
  })),
};

let text: string;
let own: readonly Verifiable[];

beforeAll(async () => {
  const provenance = provenanceOf({ seed: 'sums', profile: 'quick', alpha: DEFAULT_ALPHA });
  const cells = planCells({
    ...{ theorem, claims: claimsOf(theorem), profile: 'quick', axes: { n: [4] }, constantValues: {} },
    ...{ readings: null, mode: 'reduced', trials: null, threads: 1 },
  });
  const records = [];
  for (const cell of cells) {
    const judging = { seed: 'sums', purpose: 'verdict', alpha: DEFAULT_ALPHA, cap: cell.cap } as const;
    records.push({ report: reportCell(cell, await judgeCell(cell.at, judging), provenance, null) });
  }
  text = JSON.stringify(assembleReport(cells, records, provenance));
  own = await verifiables([theorem]);
});

const verified = (report: string, theorems = own) =>
  verifyReport(parseReport(report, 'it'), { theorems, propose: null, sample: 1, all: false });

it('a theorem without plain code is drawn again by its definitions, and that is said', () => {
  const { discrepancies, passed, onTrust } = verified(text);
  expect(discrepancies).toEqual([]);
  expect(passed['draws made again']).toBeGreaterThan(0);
  expect(passed['witnesses re-validated']).toBe(1);
  expect(onTrust.map(({ what }) => what)).toContain('samplers and definitions');
});

it('what its draws contradict is found', () => {
  const report = JSON.parse(text);
  report.claims[1].cells[0].margin.min += 1;
  expect(verified(JSON.stringify(report)).discrepancies[0]?.what).toMatch(/min of its margins/);
});

it('where nobody knows the theorem, its draws are on trust', () => {
  const { discrepancies, passed, onTrust } = verified(text, []);
  expect(discrepancies).toEqual([]);
  expect(passed['draws made again']).toBeUndefined();
  expect(onTrust.map(({ why }) => why)).toContain('their claim is not known here');
});
