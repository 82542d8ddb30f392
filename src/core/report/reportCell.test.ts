import { describe, expect, it } from 'vitest';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import type { Claim } from '../claim.ts';
import { baselineKey } from '../run/baseline.ts';
import { type PlannedCell, planCells } from '../run/plan.ts';
import { provenanceOf } from '../run/provenance.ts';
import { parseWitness } from '../run/witnessAddress.ts';
import type { Evidence } from '../study.ts';
import { DEFAULT_ALPHA } from './defaults.ts';
import type { Alpha } from './report.ts';
import { checkCommand, reportCell } from './reportCell.ts';

const plan = (claim: Claim, rest: Partial<Parameters<typeof planCells>[0]> = {}): PlannedCell =>
  planCells({
    claims: [claim],
    profile: 'quick',
    axes: { d: [16], m: ['1000'], C0: [3], gamma: [0.05] },
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: null,
    threads: 1,
    theorem: lazyTraining,
    ...rest,
  })[0]!;

const provenance = (seed = 'lakatos', alpha: Alpha = DEFAULT_ALPHA) =>
  provenanceOf({ seed, profile: 'quick', alpha });

const allCertified: Evidence = {
  tally: { violated: 0, certified: 144, unresolved: 0, skipped: 0 },
  verdict: 'supported',
  log10ER: -1.80996558051999,
  log10EA: 3.03358301533555,
  rate: { lower: 0, upper: 1 / 15, confidence: 0.999 },
  exactRate: null,
  margin: { min: 1 / 3, median: 0.5, max: 2 / 3 },
  observed: { valueSup: { lower: { min: 1 / 3, median: 1, max: 2 }, upper: null } },
  witness: null,
  crashes: [],
  because: null,
  error: null,
  figures: [],
};

const allViolated: Evidence = {
  ...allCertified,
  tally: { violated: 16, certified: 0, unresolved: 0, skipped: 0 },
  verdict: 'refuted',
  witness: {
    trial: 3,
    confirmed: {
      by: 'explicit',
      shown: { largestShift: 1 / 3, radius: 1 / 3 },
      values: { gradientInf: 2 / 3 },
      margin: -1 / 3,
    },
  },
};

describe('reportCell', () => {
  it('keeps the counts, and twelve digits of what was derived, bounds rounded outward', () => {
    const cell = reportCell(plan(valueIsBounded), allCertified, provenance(), null);
    expect(cell).toMatchObject({
      at: { d: 16, m: 1000, C0: 3, gamma: 0.05 },
      derived: { radius: 0.0948683298051 },
      failureRate: { value: 0.05, formula: 'gamma' },
      ...{ alphaShare: 1, crashes: [], constants: { K: 1 }, mode: 'reduced', expect: 'holds' },
      ...{ trials: 144, violated: 0, certified: 144, unresolved: 0, skipped: 0, cap: 1000 },
      ...{ verdict: 'supported', log10ER: -1.80996558052, log10EA: 3.03358301534, exactRate: null },
      rate: { lower: 0, upper: 0.0666666666667, confidence: 0.999 },
      margin: { min: 0.333333333333, median: 0.5, max: 0.666666666667 },
      observed: { valueSup: { lower: { min: 0.333333333333, median: 1, max: 2 }, upper: null } },
      ...{ witness: null, note: null, regime: 'inside' },
    });
    expect(cell.capCanDecide).toEqual({ refute: true, support: true });
    // The premise K ln(2/γ) <= m = 1000.
    const atMost = Number((1000 / Math.log(40)).toPrecision(12));
    expect(cell.constantRanges).toEqual({ K: { atLeast: null, atMost } });
  });

  it('skipped trials are no part of the trials', () => {
    const skipped = { violated: 0, certified: 0, unresolved: 0, skipped: 64 };
    const vacuous = {
      ...allCertified,
      tally: skipped,
      verdict: 'vacuous' as const,
      rate: null,
      margin: null,
    };
    const cell = reportCell(
      plan(valueIsBounded),
      { ...vacuous, log10ER: null, log10EA: null },
      provenance(),
      null,
    );
    expect(cell).toMatchObject({ trials: 0, skipped: 64, rate: null, margin: null, log10ER: null });
  });

  it('expects what the baseline records', () => {
    const planned = plan(valueIsBounded);
    const verdicts = { [baselineKey(planned)]: 'consistent' as const };
    const baseline = {
      schema: 'lakatos/baseline@1' as const,
      profile: 'quick',
      seed: 'lakatos',
      alpha: DEFAULT_ALPHA,
      verdicts,
    };
    expect(reportCell(planned, allCertified, provenance(), baseline).expect).toBe('consistent');
  });

  it.each([
    [5, { refute: false, support: false }, 'a cap of 5 can decide nothing'],
    [16, { refute: true, support: false }, 'a cap of 16 is too small to support anything'],
    [1000, { refute: true, support: true }, null],
  ])('says of a cap of %i what it could have decided', (trials, capCanDecide, note) => {
    const cell = reportCell(plan(valueIsBounded, { trials }), allCertified, provenance(), null);
    expect(cell.capCanDecide).toEqual(capCanDecide);
    expect(cell.note).toBe(note);
    expect(cell.power!.supportQuarterGamma > 0).toBe(capCanDecide.support);
  });

  it('says that a cap can support but not refute', () => {
    const axes = { d: [16], m: ['1000'], C0: [3], gamma: [0.9] };
    const strict: Alpha = { refute: 1e-12, support: 1e-3 };
    const cell = reportCell(
      plan(valueIsBounded, { axes, trials: 20 }),
      allCertified,
      provenance('s', strict),
      null,
    );
    expect(cell.note).toBe('a cap of 20 is too small to refute anything');
  });

  it('names crashes before anything else', () => {
    const tally = { ...allCertified.tally, unresolved: 6, crashed: 6 };
    const crashed = { ...allCertified, tally, crashes: ['out of memory', 'lost'] };
    expect(reportCell(plan(valueIsBounded, { trials: 5 }), crashed, provenance(), null)).toMatchObject({
      crashed: 6,
      crashes: ['out of memory', 'lost'],
      note: '6 of 150 trials crashed and speak for no verdict: out of memory; lost; a cap of 5 can decide nothing',
    });
  });

  it('counts the draws without a value, and says why; elsewhere it has no such fields', () => {
    const tally = { ...allCertified.tally, unresolved: 6, withoutValue: 6 };
    const valueless = ['"1 / valueSup" is Infinity at valueSup = 0'];
    expect(
      reportCell(plan(valueIsBounded), { ...allCertified, tally, valueless }, provenance(), null),
    ).toMatchObject({
      ...{ withoutValue: 6, valueless },
      note: '6 of 150 draws have no value to compare and speak for no verdict: "1 / valueSup" is Infinity at valueSup = 0',
    });
    const plain = reportCell(plan(valueIsBounded), allCertified, provenance(), null);
    for (const field of ['crashed', 'withoutValue', 'valueless']) expect(plain).not.toHaveProperty(field);
  });

  it('a witness replays at the very cell, its constants and its seed with it', () => {
    const planned = plan(gradientIsLarge, { constantValues: { C1: [0.3], K: [2] } });
    const cell = reportCell(planned, allViolated, provenance("it's: 5%"), null);
    const address = cell.replay.replace('npx lakatos replay ', '');
    expect(cell.witness).toMatchObject({ address, trial: 3, confirmed: { margin: -0.333333333333 } });
    const back = parseWitness(address, [lazyTraining]);
    expect(back).toMatchObject({
      claim: 'gradient-is-large',
      reading: 'printed',
      trial: 3,
      seed: "it's: 5%",
    });
    // K stands in the premise and decides no trial, so the address does without it.
    expect(back.cell).toEqual({ ...planned.at.cell, constants: { C1: 0.3 } });
  });

  it('the numbers that show a witness are given in twelve digits', () => {
    const { witness } = reportCell(plan(gradientIsLarge), allViolated, provenance(), null);
    expect(witness!.confirmed.shown.largestShift).toBe(0.333333333333);
  });
});

describe('checkCommand', () => {
  const command = (cell: PlannedCell, seed?: string, alpha?: Alpha) =>
    checkCommand(cell, provenance(seed, alpha));

  it('says no more than it must', () => {
    expect(command(plan(valueIsBounded))).toBe(
      'npx lakatos check value-is-bounded --reading printed --d 16 --m 1000 --C0 3 --gamma 0.05',
    );
  });

  it('says all that was asked for', () => {
    const cell = plan(oneStepFlips, { constantValues: { C2: [2], C3: [5] }, mode: 'ambient', trials: 50 });
    expect(command(cell, "it's", { refute: 1e-4, support: 0.01 })).toBe(
      'npx lakatos check one-step-flips --reading printed --d 16 --m 1000 --C0 3 --gamma 0.05' +
        " --let C2=2 --let C3=5 --mode ambient --trials 50 --seed 'it'\\''s'" +
        ' --alpha refute=0.0001,support=0.01',
    );
  });

  it('an empty seed stays a seed', () => {
    expect(command(plan(valueIsBounded), '')).toContain("--seed ''");
  });
});
