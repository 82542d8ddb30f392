import { describe, expect, it } from 'vitest';
import { isExamination } from '../evidence/runner/planned.ts';
import { resolveSettings } from '../evidence/runner/settings.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { planCheck } from './checkRequest.ts';
import { experimentIds } from './examinations.ts';
import { experimentOptions } from './experimentOptions.ts';
import { reproduce } from './reproduce.ts';
import type { Terminal } from './terminal.ts';

const terminal = { out: () => {}, err: () => {}, env: {} } as unknown as Terminal;
const settings = await resolveSettings({}, {});

describe('reproduce', () => {
  it('knows the experiments, and says which there are', async () => {
    expect(experimentIds).toContain('figure-4-right');
    await expect(reproduce('figure-5', {}, terminal)).rejects.toThrow(
      /"figure-5" is no experiment; there are/,
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
    for (const one of planned.filter(isExamination)) {
      const isExperiment = one.examination.statement.manner === 'experiment';
      expect(one.options).toEqual(isExperiment ? { 'batch-size': '16' } : {});
      expect(one.trialsKey.includes('batch-size')).toBe(isExperiment);
    }
  });

  it('and the images are refused before any work, in a sentence', () => {
    const asked = (options: Record<string, string>) => () =>
      planCheck('figure-2', { options }, { ...settings, data: null });
    expect(asked({ filter: 'cubic' })).toThrow(UsageError);
    expect(asked({ data: '/nowhere/at/all' })).toThrow(UsageError);
    expect(asked({ data: '/nowhere/at/all' })).toThrow(/is no folder/);
  });
});
