import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTinyImages } from '../../properties/tinyImages.ts';
import { isStudied } from '../core/run/planned.ts';
import { UsageError } from '../core/run/usageError.ts';
import { asPublished, experimentIds } from '../theorems/lazyTraining/figures/experimentIds.ts';
import { descentChoices } from '../theorems/lazyTraining/figures/figures/settings.ts';
import { openLaboratory } from '../theorems/lazyTraining/figures/laboratory.ts';
import { lazyTraining } from '../theorems/lazyTraining/theorem.ts';
import { planCheck, resolvedRequest } from './checkRequest.ts';
import { experimentOptions } from './experimentOptions.ts';
import { reproduce } from './reproduce.ts';
import { resolveSettings } from './settings.ts';
import { planHash } from './shardFile.ts';
import type { Terminal } from './terminal.ts';

const terminal = { out: () => {}, err: () => {}, env: {} } as unknown as Terminal;
const settings = await resolveSettings({}, {});

describe('reproduce', () => {
  it('knows the experiments, and says which there are', async () => {
    expect(experimentIds).toContain('figure-4-right');
    await expect(reproduce('figure-5', {}, terminal)).rejects.toThrow(
      /"figure-5" is not an experiment; there are/,
    );
  });

  it('tells a figure as printed, as published or both, each as a statement of its own', async () => {
    expect(Object.keys(asPublished)).toEqual(experimentIds.filter((id) => id.startsWith('figure-')));
    for (const id of Object.values(asPublished))
      expect(lazyTraining.statements.some((one) => one.id === id)).toBe(true);
    await expect(reproduce('single-step-flips-most', { as: 'published' }, terminal)).rejects.toThrow(
      /the published programs do not make single-step-flips-most/,
    );
  });

  it('leaves --inputs to the figures in which they are open', async () => {
    await expect(reproduce('figure-4-left', { inputs: 'raw' }, terminal)).rejects.toThrow(
      /takes inputs of length 1/,
    );
  });
});

describe('the choices of experiments', () => {
  it('are read by the names of their flags', () => {
    expect(experimentOptions({ batchSize: '16', pgdStepSize: '0.25', threads: 2, quiet: true })).toEqual({
      'batch-size': '16',
      'pgd-step-size': '0.25',
    });
  });

  it('enter the key of an experiment, and of nothing else', () => {
    const { planned } = planCheck(
      'figure-2,markov-step',
      { options: { 'batch-size': '16' } },
      { ...settings, data: null },
    );
    for (const one of planned.filter(isStudied)) {
      const isExperiment = one.study.kind === 'experiment';
      expect(one.options).toEqual(isExperiment ? { 'batch-size': '16' } : {});
      expect(one.trialsKey.includes('batch-size')).toBe(isExperiment);
    }
  });

  it('and the images are refused before any work, in a sentence', () => {
    const asked = (options: Record<string, string>) => () =>
      planCheck('figure-2', { options }, { ...settings, data: null });
    expect(asked({ filter: 'cubic' })).toThrow(UsageError);
    expect(asked({ data: '/nowhere/at/all' })).toThrow(UsageError);
    expect(asked({ data: '/nowhere/at/all' })).toThrow(/is not a folder/);
  });
});

describe('the images of a run', () => {
  const above = mkdtempSync(join(tmpdir(), 'lakatos-reproduce-'));
  afterAll(() => rmSync(above, { recursive: true, force: true }));

  const [here, there, other] = ['here', 'there', 'other'].map((name) => join(above, name));
  for (const folder of [here!, there!, other!]) writeTinyImages(folder, folder === other ? 51 : 50);

  const plan = (data: string | null, flags = {}) =>
    planCheck('figure-2,markov-step', flags, { ...settings, data });
  const keysOf = (data: string | null): readonly string[] =>
    plan(data).planned.map(({ trialsKey }) => trialsKey);

  it('are a part of what its results depend on, and the folder they lie in is not', () => {
    expect(keysOf(there!)).toEqual(keysOf(here!));
    expect(keysOf(here!).join()).not.toContain(above);
    plan(here!).planned.forEach((one, i) => {
      const looks = isStudied(one) && one.study.kind === 'experiment';
      for (const data of [other!, null]) expect(keysOf(data)[i] === one.trialsKey).toBe(!looks);
    });
  });

  it('are named in the file of a shard, so that shards with folders of their own are one run, and merged where there is none', () => {
    const requests = [here!, there!].map((data) => resolvedRequest({}, { ...settings, data }, plan(data)));
    expect(requests[0]).toEqual(requests[1]);
    for (const data of [null, other!]) expect(planHash(plan(data, requests[0]))).toBe(planHash(plan(here!)));
    const drawn = resolvedRequest({}, { ...settings, data: null }, plan(null));
    expect(planHash(plan(other!, drawn))).toBe(planHash(plan(null)));
  });

  it('are those that the run was planned with, or the experiment ends', async () => {
    const one = plan(here!)
      .planned.filter(isStudied)
      .find(({ options }) => options.images !== undefined);
    const { m, C0 } = one!.cell.at as Readonly<Record<'m' | 'C0', number>>;
    const choices = descentChoices('quick', { m, C0 });
    const open = (data: string) => openLaboratory({ options: { ...one!.options, data } }, choices);
    expect((await open(there!)).data.train.n).toBe(2);
    await expect(open(other!)).rejects.toThrow(/has other images .* give every process the same files/);
  });
});
