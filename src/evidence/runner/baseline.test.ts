import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { controls } from '../../claims/controls/pack.ts';
import { lazyTraining } from '../../claims/lazyTraining/pack.ts';
import { valueIsBounded } from '../../claims/lazyTraining/valueIsBounded.ts';
import { examinations } from '../trials/examinations/catalogue.ts';
import { type Baseline, baselineKey, expectationOf, readBaseline, writeBaseline } from './baseline.ts';
import { planCells } from './plan.ts';
import { planExaminations } from './planExaminations.ts';
import { UsageError } from './usageError.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-baseline-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plan = (trials: number | null = null) =>
  planCells({
    claims: [valueIsBounded, ...controls.claims],
    profile: 'quick',
    axes: { d: [49], m: ['1000'], C0: [1], gamma: [0.05] },
    lets: {},
    readings: null,
    mode: 'reduced',
    trials,
    threads: 1,
  });

const [claim, control] = plan();

const accepted: Baseline = {
  schema: 'lakatos/baseline@1',
  profile: 'quick',
  seed: 'lakatos',
  alpha: { refute: 1e-6, support: 1e-3 },
  verdicts: { [baselineKey(claim!)]: 'consistent' },
};

const experiments = /^(figure-|robust-error-is-large\/|single-step-flips-most\/)/;

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
    expect(() => readBaseline('standard', folder)).toThrow(/is no baseline; restore it from git, or accept/);
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

  it('of the quick profile stands in fixtures, a verdict for every cell of the packs', () => {
    const found = readBaseline('quick');
    const cells = planCells({
      claims: [...lazyTraining.claims, ...controls.claims],
      profile: 'quick',
      axes: {},
      lets: {},
      readings: null,
      mode: 'reduced',
      trials: null,
      threads: 1,
    });
    const examined = planExaminations({
      examinations,
      profile: 'quick',
      axes: {},
      lets: {},
      readings: null,
      options: {},
    });
    // Those of the experiments stand there too; they are planned one floor up.
    const ours = Object.keys(found!.verdicts).filter((key) => !experiments.test(key));
    expect(ours.sort()).toEqual([...cells, ...examined].map(baselineKey).sort());
  });
});
