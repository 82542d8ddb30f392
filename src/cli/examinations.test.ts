import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { planExaminations } from '../evidence/runner/planExaminations.ts';
import type { PlannedExamination } from '../evidence/runner/planned.ts';
import { reportExamination } from '../evidence/runner/reportExamination.ts';
import type { Examined, Profile } from '../evidence/trials/examination.ts';
import { examinations } from './examinations.ts';
import { withUsableImages } from './experimentOptions.ts';
import { reproduceCommand } from './reproduce.ts';

const profiles: readonly Profile[] = ['quick', 'standard', 'full'];

const everything = { axes: {}, lets: {}, readings: null, options: {} };

const nothingFound: Examined = {
  verdict: 'undecided',
  tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
  error: null,
  because: 'nothing was looked at',
  margin: null,
  exhibits: [],
};

const commandOf = (planned: PlannedExamination): string => {
  const { profile } = planned;
  const provenance = { version: '0', profile, engine: 'plain', selection: null } as const;
  const defaults = { seed: 'lakatos', alpha: { refute: 1e-6, support: 1e-3 } } as const;
  return reportExamination(planned, nothingFound, { ...provenance, ...defaults }, null).replay;
};

/** What the command line makes of the words of a replay command: `--name value` after the claim. */
const planOf = (command: string, profile: Profile): readonly PlannedExamination[] => {
  const [, , verb, id, ...words] = command.split(' ');
  const flags = new Map<string, string>();
  const lets: Record<string, readonly number[]> = {};
  for (let i = 0; i < words.length; i += 2) {
    const [name, value] = [words[i]!.slice(2), words[i + 1]!];
    const [constant, number] = value.split('=');
    if (name === 'let') lets[constant!] = [Number(number)];
    else flags.set(name, value);
  }
  expect(flags.get('profile') ?? 'quick').toBe(profile);
  const inputs = flags.get('inputs');
  if (inputs !== undefined) lets.unit = [inputs === 'unit' ? 1 : 0];
  const axis = (name: string): object =>
    flags.has(name) ? { [name]: [name === 'm' ? flags.get(name) : Number(flags.get(name))] } : {};
  const reading = flags.get('reading') as 'printed' | 'intended' | undefined;
  return planExaminations({
    examinations: examinations.filter(({ statement }) => statement.id === id),
    profile,
    axes: { ...axis('d'), ...axis('m'), ...axis('C0'), ...axis('gamma') },
    lets,
    readings: verb === 'reproduce' || reading === undefined ? null : [reading],
    options: {},
  });
};

const planFor = (
  id: string,
  asked: Partial<Parameters<typeof planExaminations>[0]> = {},
): readonly PlannedExamination[] =>
  planExaminations({
    ...everything,
    examinations: examinations.filter(({ statement }) => statement.id === id),
    profile: 'standard',
    ...asked,
  });

describe('the command under a place that was examined', () => {
  it.each(profiles)('examines that place again, and no other: profile %s', (profile) => {
    const planned = planExaminations({ ...everything, examinations, profile });
    expect(planned.length).toBeGreaterThan(examinations.length / 2);
    for (const one of planned) {
      const command = commandOf(one);
      expect(
        planOf(command, profile).map(({ trialsKey }) => trialsKey),
        command,
      ).toEqual([one.trialsKey]);
    }
  });

  it('is one that reproduce can read, where the place is one of an experiment', () => {
    const planned = profiles
      .flatMap((profile) => planExaminations({ ...everything, examinations, profile }))
      .filter(({ examination }) => examination.statement.manner === 'experiment');
    expect(planned.length).toBeGreaterThan(20);
    for (const one of planned) {
      const [, , verb, ...words] = commandOf(one).split(' ');
      expect(verb).toBe('reproduce');
      const command = reproduceCommand(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
      command.parse(words, { from: 'user' });
      expect(command.args).toEqual([one.examination.statement.id]);
      expect(command.opts().gamma).toEqual(one.place.gamma === null ? undefined : [one.place.gamma]);
    }
  });

  it('says the choices of an experiment that has any', () => {
    const [raw, unit] = planExaminations({
      ...everything,
      examinations: examinations.filter(({ statement }) => statement.id === 'figure-2'),
      profile: 'standard',
      options: { data: '/somewhere', images: 'sha256:0', runs: '2' },
    });
    expect(commandOf(raw!)).toBe(
      'npx lakatos reproduce figure-2 --d 784 --m 1000 --C0 10 --inputs raw --profile standard --data DIR --runs 2',
    );
    expect(commandOf(unit!)).toContain('--inputs unit');
  });
});

describe('a place at which an experiment cannot be made', () => {
  it.each([
    ['figure-4-left', { d: [10] }, 'its dimensions begin at 25'],
    ['figure-4-right', { d: [30] }, 'd is one of 25, 36, …, 784'],
    ['figure-4-right', { m: ['100'] }, 'its widths begin at 500'],
    ['robust-error-is-large', { d: [30] }, 'd is one of 25, 36, …, 784'],
    ['single-step-flips-most', { d: [900] }, 'd is one of 25, 36, …, 784'],
  ])('is refused before any work: %s at %o', (id, axes, why) => {
    expect(() => planFor(id, { axes })).toThrow(why);
  });
});

describe('a choice of an experiment', () => {
  it('is a part of what a result depends on where it is made use of, and nowhere else', () => {
    const key = (id: string, options: Readonly<Record<string, string>>): string =>
      planFor(id, { options })[0]!.trialsKey;
    expect(key('figure-2', { runs: '3' })).not.toBe(key('figure-2', {}));
    expect(key('figure-2', { 'pgd-steps': '3' })).toBe(key('figure-2', {}));
    expect(key('figure-4-left', { 'pgd-steps': '3' })).not.toBe(key('figure-4-left', {}));
    expect(key('robust-error-is-large', { runs: '3' })).toBe(key('robust-error-is-large', {}));
  });

  it('is refused where nothing makes use of it', () => {
    const figures = planFor('figure-2');
    expect(() => withUsableImages(figures, { 'pgd-steps': '3' })).toThrow(
      '--pgd-steps changes nothing in figure-2; leave it out',
    );
    expect(withUsableImages([...figures, ...planFor('figure-4-left')], { 'pgd-steps': '3' })).toHaveLength(5);
  });

  it('changes the estimate', () => {
    const [usual, twice] = [{}, { runs: '10' }].map(
      (options) => planFor('figure-2', { options })[0]!.seconds,
    );
    expect(twice! / usual!).toBeCloseTo(2, 9);
  });
});

describe('what is not the paper’s', () => {
  it('lies outside the premise', () => {
    const regimes = (id: string, asked: object): readonly string[] =>
      planFor(id, asked).map(({ regime }) => regime);
    expect(regimes('figure-2', { axes: { m: ['1000', '10000'] } })).toEqual(Array(4).fill('inside'));
    expect(regimes('figure-2', { axes: { m: ['5'] } })).toEqual(['outside', 'outside']);
    expect(regimes('figure-3', { axes: { C0: [1] } })).toContain('outside');
    expect(regimes('figure-4-left', { axes: { C0: [1] } })).toEqual(['outside']);
    expect(regimes('figure-4-right', { lets: { delta: [0.4] } })).toEqual(['outside']);
    expect(regimes('figure-4-right', {})).toEqual(['inside']);
  });
});
