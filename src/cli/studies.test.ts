import { describe, expect, it } from 'vitest';
import { reportStudiedCell } from '../core/report/reportStudiedCell.ts';
import type { PlannedStudy } from '../core/run/planned.ts';
import { planStudy, type StudyRequest } from '../core/run/planStudies.ts';
import type { Evidence, Study } from '../core/study.ts';
import { isStudy, type Profile } from '../core/theorem.ts';
import { lazyTraining } from '../theorems/lazyTraining/theorem.ts';
import { withAxes } from './axisFlags.ts';
import { withUsableImages } from './experimentOptions.ts';
import { buildProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const profiles: readonly Profile[] = ['quick', 'standard', 'full'];

const studies: readonly Study[] = lazyTraining.statements.filter(isStudy);
const studiesNamed = (id: string): readonly Study[] => studies.filter((study) => study.id === id);

const planOfAll = (
  some: readonly Study[],
  profile: Profile,
  asked: Partial<Pick<StudyRequest, 'axes' | 'constantValues' | 'options'>> = {},
): readonly PlannedStudy[] =>
  some.flatMap((study) =>
    planStudy(study, { theorem: lazyTraining, profile, axes: {}, constantValues: {}, options: {}, ...asked }),
  );

const nothingFound: Evidence = {
  verdict: 'undecided',
  tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
  error: null,
  because: 'nothing was looked at',
  margin: null,
  figures: [],
  log10ER: null,
  log10EA: null,
  rate: null,
  exactRate: null,
  observed: {},
  witness: null,
  crashes: [],
};

const commandOf = (planned: PlannedStudy): string => {
  const { profile } = planned;
  const provenance = { version: '0', profile, engine: 'plain', selection: null } as const;
  const defaults = { seed: 'lakatos', alpha: { refute: 1e-6, support: 1e-3 } } as const;
  return reportStudiedCell(planned, nothingFound, { ...provenance, ...defaults }, null).replay;
};

/** What the command line makes of the words of a replay command: `--name value` after the claim. */
const planOf = (command: string, profile: Profile): readonly PlannedStudy[] => {
  const [, , verb, id, ...words] = command.split(' ');
  const flags = new Map<string, string>();
  const constantValues: Record<string, readonly number[]> = {};
  for (let i = 0; i < words.length; i += 2) {
    const [name, value] = [words[i]!.slice(2), words[i + 1]!];
    const [constant, number] = value.split('=');
    if (name === 'let') constantValues[constant!] = [Number(number)];
    else flags.set(name, value);
  }
  expect(flags.get('profile') ?? 'quick').toBe(profile);
  const inputs = flags.get('inputs');
  if (inputs !== undefined) constantValues.unit = [inputs === 'unit' ? 1 : 0];
  const axis = (name: string): object =>
    flags.has(name) ? { [name]: [name === 'm' ? flags.get(name) : Number(flags.get(name))] } : {};
  const reading = flags.get('reading') as 'printed' | 'intended' | undefined;
  const inAllReadings = verb === 'reproduce' || reading === undefined;
  return planOfAll(
    studiesNamed(id!).filter((study) => inAllReadings || study.reading === reading),
    profile,
    { axes: { ...axis('d'), ...axis('m'), ...axis('C0'), ...axis('gamma') }, constantValues },
  );
};

const planFor = (id: string, asked: Parameters<typeof planOfAll>[2] = {}): readonly PlannedStudy[] =>
  planOfAll(studiesNamed(id), 'standard', asked);

describe('the command under a place that was examined', () => {
  it.each(profiles)('examines that place again, and no other: profile %s', (profile) => {
    const planned = planOfAll(studies, profile);
    expect(planned.length).toBeGreaterThan(studies.length / 2);
    for (const one of planned) {
      const command = commandOf(one);
      expect(
        planOf(command, profile).map(({ trialsKey }) => trialsKey),
        command,
      ).toEqual([one.trialsKey]);
    }
  });

  it('is one that reproduce can read, where the place is one of an experiment', async () => {
    const planned = profiles
      .flatMap((profile) => planOfAll(studies, profile))
      .filter(({ study }) => study.kind === 'experiment');
    expect(planned.length).toBeGreaterThan(20);
    for (const one of planned) {
      const [, , verb, ...words] = commandOf(one).split(' ');
      expect(verb).toBe('reproduce');
      const program = await buildProgram([verb!, ...words], processTerminal(), () => {});
      const command = program.commands.find((known) => known.name() === 'reproduce')!.action(() => {});
      command.parse(words, { from: 'user' });
      expect(command.args).toEqual([one.study.id]);
      const { axes } = withAxes(command);
      const { gamma } = one.cell.at;
      expect(axes!.gamma).toEqual(gamma === undefined ? undefined : [gamma]);
    }
  });

  it('says the choices of an experiment that has any', () => {
    const [raw, unit] = planFor('figure-2', {
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
    ['robust-error-of-trained-networks', { d: [30] }, 'd is one of 25, 36, …, 784'],
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
    expect(key('robust-error-of-trained-networks', { runs: '3' })).toBe(
      key('robust-error-of-trained-networks', {}),
    );
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
    expect(regimes('figure-4-right', { constantValues: { delta: [0.4] } })).toEqual(['outside']);
    expect(regimes('figure-4-right', {})).toEqual(['inside']);
  });
});
