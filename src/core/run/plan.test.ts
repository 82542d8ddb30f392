import { totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { coneExtends, coneExtendsIntended } from '../../theorems/lazyTraining/claims/coneExtends.ts';
import { fewNeuronsFlip } from '../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import {
  gradientIsLarge,
  gradientIsLargeIntended,
} from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import type { AskedAxes } from '../axisValues.ts';
import { atMost, type Claim } from '../claim.ts';
import { cellKey } from '../judge/cell.ts';
import { planCells } from './plan.ts';
import { planAll } from './planAll.ts';
import { estimatedSeconds } from './planned.ts';
import { UsageError } from './usageError.ts';

const oneCell = { d: [100], m: ['1000'], C0: [1], gamma: [0.05] };

const defaults = {
  profile: 'quick',
  constantValues: {},
  readings: null,
  mode: 'reduced',
  trials: null,
  threads: 1,
} as const;

const plan = (
  claims: readonly Claim[],
  axes: AskedAxes,
  rest: Partial<Parameters<typeof planCells>[0]> = {},
) =>
  planCells({
    claims,
    axes,
    ...defaults,
    theorem: lazyTraining,
    ...rest,
  });

const keys = (cells: ReturnType<typeof plan>): string[] => cells.map(({ at }) => cellKey(at.cell));

describe('planCells', () => {
  it('crosses the axes: claims in their order, then γ, C0, d, m, the constants innermost', () => {
    const cells = plan(
      [gradientIsLarge],
      { d: [16, 25], m: ['100', 'd^2'], C0: [1, 3], gamma: [0.05, 0.1] },
      { constantValues: { K: [1, 2] } },
    );
    expect(cells).toHaveLength(32);
    expect(keys(cells).slice(0, 5)).toEqual([
      'd=16,m=100,C0=1,gamma=0.05,C1=0.25,K=1,mode=reduced',
      'd=16,m=100,C0=1,gamma=0.05,C1=0.25,K=2,mode=reduced',
      'd=16,m=256,C0=1,gamma=0.05,C1=0.25,K=1,mode=reduced',
      'd=16,m=256,C0=1,gamma=0.05,C1=0.25,K=2,mode=reduced',
      'd=25,m=100,C0=1,gamma=0.05,C1=0.25,K=1,mode=reduced',
    ]);
    expect(keys(cells)[8]).toBe('d=16,m=100,C0=3,gamma=0.05,C1=0.25,K=1,mode=reduced');
    expect(keys(cells)[16]).toBe('d=16,m=100,C0=1,gamma=0.1,C1=0.25,K=1,mode=reduced');
    const claims = plan([fewNeuronsFlip, valueIsBounded], oneCell).map(({ at }) => at.bound.claim.id);
    expect(claims).toEqual(['few-neurons-flip', 'value-is-bounded']);
  });

  it('takes each cell once, however it was asked for', () => {
    const cells = plan([valueIsBounded], { ...oneCell, d: [32, 32], m: ['4096', '4.096e3', 'd^2.4'] });
    expect(keys(cells)).toEqual(['d=32,m=4096,C0=1,gamma=0.05,K=1,mode=reduced']);
    expect(plan([gradientIsLarge], oneCell, { constantValues: { K: [1, 1] } })).toHaveLength(1);
  });

  it('takes axes that are not asked for from the profile', () => {
    const cells = plan([valueIsBounded], { C0: [2] });
    expect(new Set(cells.map(({ at }) => at.cell.at.C0))).toEqual(new Set([2]));
    expect(new Set(cells.map(({ at }) => at.cell.at.m)).size).toBeGreaterThan(1);
    expect(plan([valueIsBounded], {}, { profile: 'standard' }).length).toBeGreaterThan(cells.length);
  });

  it("tries a block's constants crossed with its axes, unless the request sets them or all the axes", () => {
    const factors = (cells: ReturnType<typeof plan>) => cells.map(({ overrides }) => overrides.r);
    const quick = plan([coneExtends], {});
    expect(factors(quick)).toEqual([0.001, 0.1, 1, 1000]);
    expect(quick.map(({ at }) => at.cell.constants.r)).toEqual(factors(quick));
    // The step constant of rW, which the setting reads as C2, is r times that at W.
    const { C } = quick[2]!.at.cell.constants;
    expect(quick[3]!.at.cell.constants.C).toBe(C);
    expect(quick[3]!.at.scope.C2).toBe(1000 * C!);
    expect(factors(plan([coneExtends], { C0: [2] }))).toEqual([0.001, 0.1, 1, 1000]);
    expect(factors(plan([coneExtends], {}, { constantValues: { r: [5] } }))).toEqual([5]);
    expect(plan([coneExtends], {}, { constantValues: { C: [3] } }).map(({ overrides }) => overrides)).toEqual(
      [0.001, 0.1, 1, 1000].map((r) => ({ r, C: 3 })),
    );
    const [alone] = plan([coneExtends], oneCell);
    expect(alone!.overrides).toEqual({});
    expect(alone!.at.cell.constants.r).toBe(1);
  });

  it('a constant that decides no trial leaves the trials as they are', () => {
    const intended = plan([coneExtendsIntended], {});
    expect(new Set(intended.map(({ trialsKey }) => trialsKey)).size).toBe(1);
    expect(new Set(keys(intended)).size).toBe(4);
    const printed = plan([coneExtends], {});
    expect(new Set(printed.map(({ trialsKey }) => trialsKey)).size).toBe(4);
    // r and C decide by way of C2, and belong into the address of a witness.
    expect(printed.map(({ decisive }) => Object.keys(decisive))).toEqual(printed.map(() => ['r', 'C']));
    expect(intended.map(({ decisive }) => Object.keys(decisive))).toEqual(intended.map(() => ['C2']));
  });

  it('tells the constants that were set from those at their defaults', () => {
    const [asked] = plan([oneStepFlips], oneCell, { constantValues: { C2: [2] } });
    expect(asked!.overrides).toEqual({ C2: 2 });
    expect(asked!.at.cell.constants.C2).toBe(2);
    const [byDefault] = plan([oneStepFlips], oneCell);
    expect(byDefault!.overrides).toEqual({});
    // 2√ln(2/0.05) + 1
    expect(byDefault!.at.cell.constants.C2).toBeCloseTo(4.841291, 6);
    // C3 and C4 stand in the premise alone and decide no trial.
    expect(Object.keys(byDefault!.decisive)).toEqual(['C2']);
  });

  it('a constant is set where a claim has it, and leaves the others as they are', () => {
    const cells = plan([valueIsBounded, oneStepFlips], oneCell, { constantValues: { C2: [2, 3] } });
    expect(cells.map(({ at }) => at.cell.constants.C2)).toEqual([undefined, 2, 3]);
  });

  it('readings that differ in the premise on the cell alone share their trials; other claims and cells do not', () => {
    const [printed, intended] = plan([gradientIsLarge, gradientIsLargeIntended], oneCell);
    expect(printed!.trialsKey).toBe(intended!.trialsKey);
    const onTheDraw = {
      ...gradientIsLargeIntended,
      premise: [...gradientIsLarge.premise, atMost('1', 'gradientNorm0')],
    };
    const apart = [
      ...plan([gradientIsLarge, onTheDraw, fewNeuronsFlip, valueIsBounded], oneCell),
      ...plan([gradientIsLarge], { ...oneCell, C0: [3] }),
      ...plan([gradientIsLarge], { ...oneCell, gamma: [0.1] }),
      ...plan([gradientIsLarge], oneCell, { constantValues: { C1: [0.3] } }),
      ...plan([gradientIsLarge], oneCell, { mode: 'ambient' }),
      ...plan([gradientIsLarge], oneCell, { trials: 50 }),
    ];
    expect(new Set(apart.map(({ trialsKey }) => trialsKey)).size).toBe(apart.length);
  });

  it('estimates shared trials once', () => {
    const both = plan([gradientIsLarge, gradientIsLargeIntended], oneCell);
    expect(estimatedSeconds(both)).toBe(both[0]!.seconds);
    expect(estimatedSeconds(both)).toBeGreaterThan(0);
  });

  it('the cap is 1000 trials, or 20/γ below γ = 0.05, unless another is asked for', () => {
    const caps = plan([valueIsBounded], { ...oneCell, gamma: [0.1, 0.05, 0.01] }).map(({ cap }) => cap);
    expect(caps).toEqual([1000, 1000, 2000]);
    expect(plan([valueIsBounded], oneCell, { trials: 5 })[0]!.cap).toBe(5);
  });

  it('only the readings asked for', () => {
    const cells = plan([gradientIsLarge, gradientIsLargeIntended], oneCell, { readings: ['intended'] });
    expect(cells.map(({ at }) => at.bound.claim.reading)).toEqual(['intended']);
    expect(() => plan([valueIsBounded], oneCell, { readings: ['intended'] })).toThrow(/nothing to try/);
  });

  it('refuses draws that would not fit this machine, before anything is drawn', () => {
    const refused = (claim: Claim, axes: AskedAxes, rest = {}) =>
      expect(() => plan([claim], { ...oneCell, ...axes }, rest), claim.id).toThrow(/GB.*take a smaller cell/);
    for (const claim of [valueIsBounded, fewNeuronsFlip, gradientIsLarge, oneStepFlips])
      refused(claim, { m: ['1e12'] });
    refused(valueIsBounded, { m: ['1e300'] });
    expect(() => plan([oneStepFlips], { ...oneCell, d: [1e6], m: ['1e6'] }, { mode: 'ambient' })).toThrow(
      /--mode reduced/,
    );
    // What is not stored is made again in every pass.
    expect(() =>
      plan([valueIsBounded], { ...oneCell, d: [1e6], m: ['1e6'] }, { mode: 'ambient' }),
    ).not.toThrow();
  });

  it('refuses threads that would not fit together', () => {
    const [one] = plan([valueIsBounded], { ...oneCell, m: ['1e6'] });
    const { bytes } = one!.at.setting.cost(one!.at.scope, 'reduced');
    // The least width of which one draw fits and 64 together do not: 40 of them would take all the memory.
    const m = String(Math.floor((1e6 * totalmem()) / 40 / bytes));
    const C0 = Array.from({ length: 64 }, (_, i) => i);
    expect(() => plan([valueIsBounded], { ...oneCell, m: [m], C0 }, { threads: 1 })).not.toThrow();
    expect(() => plan([valueIsBounded], { ...oneCell, m: [m], C0 }, { threads: 64 })).toThrow(
      /take fewer --threads/,
    );
  });

  it.each([
    ['a dimension', { d: [0] }, {}, /--d 0/],
    ['a radius factor', { C0: [-1] }, {}, /--C0 -1/],
    ['a failure rate', { gamma: [1] }, {}, /--gamma 1/],
    ['a width', { m: ['d - 100'] }, {}, /--m d - 100/],
    ['a number of trials', {}, { trials: 0 }, /--trials 0/],
    ['a broken number of trials', {}, { trials: 2.5 }, /--trials 2.5/],
    ['more trials than can be planned', {}, { trials: 1e13 }, /--trials 10000000000000/],
    ['a failure rate whose cap is beyond reach', { gamma: [1e-9] }, {}, /--trials/],
    [
      'a constant',
      {},
      { constantValues: { K: [Number.POSITIVE_INFINITY] } },
      /the constant K is Infinity.*--let/,
    ],
  ])('refuses %s that is impossible', (_, axes, rest, said) => {
    expect(() => plan([gradientIsLarge], { ...oneCell, ...axes }, rest)).toThrow(UsageError);
    expect(() => plan([gradientIsLarge], { ...oneCell, ...axes }, rest)).toThrow(said);
  });

  it.each([
    ['impossible', { K: [Number.POSITIVE_INFINITY] }, /--let K=Infinity/],
    ['unknown', { C12: [1] }, /--let C12.*did you mean "C1"/],
  ])('a request with an %s constant is refused before any cell', (_, constantValues, said) => {
    const request = { ...defaults, statements: [{ theorem: lazyTraining, statement: gradientIsLarge }] };
    const asking = () => planAll({ ...request, axes: oneCell, options: {}, constantValues });
    expect(asking).toThrow(UsageError);
    expect(asking).toThrow(said);
  });

  it("refuses a claim of one's own whose radius, rate or constant makes no sense in a cell", () => {
    const own = (change: Partial<Claim>) => () => plan([{ ...valueIsBounded, ...change }], oneCell);
    expect(own({ where: { radius: '1 / (d - 100)' } })).toThrow(/the radius/);
    expect(own({ where: { radius: '0 - C0' } })).toThrow(/the radius/);
    expect(own({ failureRate: 'gamma * d' })).toThrow(/the failure rate/);
    expect(own({ conclusion: atMost('valueSup', 'sqrt(-1 - d)') })).toThrow(
      /"sqrt\(-1 - d\)" is NaN whatever is drawn, so that nothing can be compared; both sides must be finite numbers/,
    );
    expect(own({ conclusion: atMost('valueSup', '1 / (d - 100)') })).toThrow(/is Infinity whatever is drawn/);
    expect(own({ conclusion: atMost('valueSup * log(-d)', '1') })).toThrow(/"valueSup \* log\(-d\)" is NaN/);
    expect(own({ premise: [atMost('0 / (d - 100)', 'f0')] })).toThrow(/"0 \/ \(d - 100\)" is NaN/);
    // Only the draws can tell, or no value is asked for.
    expect(own({ conclusion: atMost('1 / valueSup', 'log(f0)') })).not.toThrow();
    expect(own({ conclusion: atMost('valueSup', '1 / (1 + exp(d * 100))') })).not.toThrow();
    expect(own({ constants: { K: { first: 'log(d - 100)', says: 'nothing' } } })).toThrow(/constant K/);
  });
});
