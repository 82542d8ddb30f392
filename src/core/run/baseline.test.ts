import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { theorems } from '../../theorems/index.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { claimsOf, listed } from '../theorem.ts';
import { type Baseline, baselineKey, expectationOf, merged } from './baseline.ts';
import { readBaseline, writeBaseline } from './baselineFile.ts';
import { planCells } from './plan.ts';
import { planAll } from './planAll.ts';
import { UsageError } from './usageError.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-baseline-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plan = (trials: number | null = null) =>
  planCells({
    claims: [valueIsBounded, ...claimsOf(lazyTraining).filter(({ control }) => control)],
    profile: 'quick',
    axes: { d: [49], m: ['1000'], C0: [1], gamma: [0.05] },
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials,
    threads: 1,
    theorem: lazyTraining,
  });

const [claim, control] = plan();

const accepted: Baseline = {
  schema: 'lakatos/baseline@1',
  profile: 'quick',
  seed: 'lakatos',
  alpha: { refute: 1e-6, support: 1e-3 },
  verdicts: { [baselineKey(claim!)]: 'consistent' },
};

describe('baseline', () => {
  it('comes back as it was written, and no part of the writing stays behind', () => {
    const to = join(folder, 'made', 'on', 'the', 'way');
    expect(writeBaseline(accepted, to)).toBe(join(to, 'quick.json'));
    expect(readBaseline('quick', to)).toEqual(accepted);
    expect(readdirSync(to)).toEqual(['quick.json']);
  });

  it('is null where none was accepted', () => {
    expect(readBaseline('full', folder)).toBeNull();
  });

  it.each([
    ['no JSON', 'refuted'],
    ['another schema', JSON.stringify({ ...accepted, schema: 'lakatos/baseline@2' })],
    ['an unknown verdict', JSON.stringify({ ...accepted, verdicts: { a: 'probably' } })],
  ])('that is %s is refused with the way out', (_, text) => {
    writeFileSync(join(folder, 'standard.json'), text);
    expect(() => readBaseline('standard', folder)).toThrow(UsageError);
    expect(() => readBaseline('standard', folder)).toThrow(
      /is not a baseline; restore it from git, or accept/,
    );
  });

  it('takes in what a part of the profile obtained, and says what is new and what is another verdict', () => {
    const before: Baseline = {
      ...accepted,
      verdicts: { kept: 'supported', told: 'consistent', same: 'vacuous' },
    };
    const obtained: Baseline = {
      ...accepted,
      verdicts: { told: 'refuted', same: 'vacuous', more: 'supported' },
    };
    expect(merged(before, obtained)).toEqual({
      baseline: {
        ...accepted,
        verdicts: { kept: 'supported', told: 'refuted', same: 'vacuous', more: 'supported' },
      },
      added: ['more'],
      changed: ['told: consistent, now refuted'],
      dropped: [],
    });
    expect(merged(before, obtained, 'drop')).toEqual({
      baseline: obtained,
      added: ['more'],
      changed: ['told: consistent, now refuted'],
      dropped: ['kept: supported'],
    });
    expect(merged(null, obtained)).toMatchObject({ baseline: obtained, changed: [] });
    expect(merged({ ...before, seed: 'another' }, obtained)).toBeNull();
    expect(merged({ ...before, alpha: { ...before.alpha, refute: 1e-5 } }, obtained)).toBeNull();
  });

  it('keeps what is said of whole claims, unless a run tried less of them, and says what differs', () => {
    const whole = { basis: 'draws', least: [], cells: 2, searches: 1 } as const;
    const before: Baseline = { ...accepted, claims: { 'a/printed': { ...whole, verdict: 'supported' } } };
    const now = (cells: number): Baseline => ({
      ...accepted,
      claims: { 'a/printed': { ...whole, cells, verdict: 'narrowed' } },
    });
    expect(merged(before, now(1))!.baseline.claims).toEqual(before.claims);
    expect(merged(before, now(2))).toMatchObject({
      baseline: { claims: now(2).claims },
      changed: ['a/printed as a whole: supported (draws), now narrowed (draws)'],
    });
    writeBaseline(now(2), folder);
    expect(readBaseline('quick', folder)).toEqual(now(2));
  });

  it('says what is expected: the accepted verdict, else that a claim holds and a control is refuted', () => {
    expect(expectationOf(claim!, accepted)).toBe('consistent');
    expect(expectationOf(claim!, null)).toBe('holds');
    expect(expectationOf(control!, accepted)).toBe('refuted');
    expect(expectationOf(control!, null)).toBe('refuted');
  });

  it('knows a cell by its claim, reading, place, constants, mode and cap', () => {
    expect(baselineKey(claim!)).toBe(
      'value-is-bounded/printed/d=49,m=1000,C0=1,gamma=0.05,K=1,mode=reduced,cap=1000',
    );
    expect(expectationOf(plan(5)[0]!, accepted)).toBe('holds');
  });

  it('of the quick profile stands in fixtures, a verdict for every cell of the theorems', () => {
    const found = readBaseline('quick');
    const planned = planAll({
      statements: listed(theorems),
      profile: 'quick',
      axes: {},
      constantValues: {},
      options: {},
      readings: null,
      mode: 'reduced',
      trials: null,
      threads: 1,
    });
    expect(Object.keys(found!.verdicts).sort()).toEqual(planned.map(baselineKey).sort());
  });
});
