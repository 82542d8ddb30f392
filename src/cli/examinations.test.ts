import { describe, expect, it } from 'vitest';
import { planExaminations } from '../evidence/runner/planExaminations.ts';
import type { PlannedExamination } from '../evidence/runner/planned.ts';
import { reportExamination } from '../evidence/runner/reportExamination.ts';
import type { Examined, Profile } from '../evidence/trials/examination.ts';
import { examinations } from './examinations.ts';

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
