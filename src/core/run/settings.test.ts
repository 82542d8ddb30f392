import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveSettings } from '../../cli/settings.ts';
import { theorems as ofThisPackage } from '../../theorems/index.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { ClaimError } from '../claimError.ts';
import { listed } from '../theorem.ts';
import { baselineFolder } from './baseline.ts';
import { machine } from './machine.ts';
import { type Flags, numberList, profileOf, type Settings } from './settings.ts';
import { UsageError } from './usageError.ts';

const builtIn = ofThisPackage.map(({ id }) => id);
const folder = mkdtempSync(join(tmpdir(), 'lakatos-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A config file of its own folder, so that no module cache remembers another; `beside` are files next to it. */
const config = (text: string, beside: Readonly<Record<string, string>> = {}): string => {
  const place = join(folder, String(files++));
  mkdirSync(place);
  for (const [name, content] of Object.entries({ 'lakatos.config.ts': text, ...beside }))
    writeFileSync(join(place, name), content);
  return join(place, 'lakatos.config.ts');
};

const exporting = (value: unknown): string => `export default ${JSON.stringify(value)};\n`;

const own = {
  ...valueIsBounded,
  id: 'my-claim',
  conclusion: { lhs: 'valueSup', rhs: '3 * sqrt(log(2 / gamma)) + C0' },
};

/** The code of a theorem: that of this package with one claim, and whatever else is changed in it. */
const theoremCode = (claim: object, change = "id: 'mine'"): string =>
  `{ ...lazyTraining, misprints: [], statements: [${JSON.stringify(claim)}], ${change} }`;
const IMPORT = "import { lazyTraining } from 'lakatos';\n";
const theoremFile = (...theorems: readonly string[]): string =>
  `${IMPORT}export default ${theorems.length === 1 ? theorems[0] : `[${theorems.join(', ')}]`};\n`;

const idsIn = ({ theorems }: Settings): readonly string[] =>
  listed(theorems).map(({ statement }) => statement.id);

/** The sentence with which settings are refused. */
const refusal = async (flags: Flags, env: Record<string, string> = {}): Promise<string> => {
  try {
    await resolveSettings(flags, env);
  } catch (error) {
    expect(error instanceof UsageError || error instanceof ClaimError).toBe(true);
    return (error as Error).message;
  }
  throw new Error('expected the settings to be refused');
};

describe('resolveSettings', () => {
  it('has a default for everything', async () => {
    const settings = await resolveSettings({ config: config(exporting({})) }, {});
    expect(settings).toMatchObject({
      profile: 'quick',
      seed: 'lakatos',
      axes: {},
      alpha: { refute: 1e-6, support: 1e-3 },
      out: 'reports',
      threads: machine().cores,
      baselines: baselineFolder,
    });
    expect(settings.theorems.map(({ id }) => id)).toEqual(builtIn);
    expect(settings.source.own).toEqual([]);
    expect(idsIn(settings)).toContain('control-step-is-too-short');
    expect(idsIn(settings)).toContain('figure-2');
  });

  it('takes a flag over a variable over the config file over the default', async () => {
    const said = {
      profile: 'full',
      seed: 'c',
      axes: { gamma: 0.3, m: ['d^2.4'] },
      out: 'c',
      threads: 3,
      alpha: { refute: 1e-3 },
    };
    const file = config(exporting({ ...said, baselines: 'kept' }));
    const env = {
      LAKATOS_PROFILE: 'standard',
      LAKATOS_SEED: 'e',
      LAKATOS_GAMMA: '0.2,0.25',
      LAKATOS_OUT: 'e',
      LAKATOS_THREADS: '2',
      LAKATOS_BASELINES: '/kept/elsewhere',
    };
    const flags: Flags = {
      config: file,
      profile: 'quick',
      seed: 'f',
      axes: { gamma: [0.1] },
      out: 'f',
      threads: 1,
    };

    expect(await resolveSettings({ config: file }, {})).toMatchObject({
      ...{ profile: 'full', seed: 'c', axes: { gamma: [0.3], m: ['d^2.4'] }, out: 'c', threads: 3 },
      alpha: { refute: 1e-3, support: 1e-3 },
      baselines: join(file, '..', 'kept'),
    });
    expect(await resolveSettings({ config: file }, env)).toMatchObject({
      ...{ profile: 'standard', seed: 'e', axes: { gamma: [0.2, 0.25], m: ['d^2.4'] }, out: 'e', threads: 2 },
      baselines: '/kept/elsewhere',
    });
    expect(await resolveSettings(flags, env)).toMatchObject({
      ...{ profile: 'quick', seed: 'f', axes: { gamma: [0.1], m: ['d^2.4'] }, out: 'f', threads: 1 },
    });
  });

  it('an α of which one part is given keeps the other as it was configured', async () => {
    const file = config(exporting({ alpha: { support: 0.01 } }));
    const { alpha } = await resolveSettings({ config: file, alpha: { refute: 1e-4 } }, {});
    expect(alpha).toEqual({ refute: 1e-4, support: 0.01 });
  });

  it('an empty variable is one that is not set', async () => {
    const env = { LAKATOS_PROFILE: '', LAKATOS_SEED: '', LAKATOS_GAMMA: '', LAKATOS_THREADS: '' };
    const settings = await resolveSettings({ config: config(exporting({})) }, env);
    expect(settings).toMatchObject({ profile: 'quick', seed: 'lakatos', axes: {} });
  });

  it.each([
    [{ LAKATOS_PROFILE: 'quikc' }, 'LAKATOS_PROFILE "quikc" is not a profile; did you mean "quick"?'],
    [{ LAKATOS_GAMMA: '0.05,abc' }, 'LAKATOS_GAMMA "0.05,abc": "abc" is not a number'],
    [{ LAKATOS_THREADS: 'two' }, 'LAKATOS_THREADS NaN is not a number of threads'],
    [{ LAKATOS_THREADS: '0' }, 'LAKATOS_THREADS 0 is not a number of threads'],
  ])('names the variable at fault: %o', async (env, said) => {
    expect(await refusal({ config: config(exporting({})) }, env)).toContain(said);
  });

  it('names the flag at fault', async () => {
    const file = config(exporting({}));
    expect(await refusal({ config: file, threads: 0 })).toContain('--threads 0 is not a number of threads');
    expect(await refusal({ config: file, threads: 2.5 })).toContain('--threads 2.5');
    expect(await refusal({ config: file, alpha: { refute: 2 } })).toContain(
      '--alpha refute=2 is not an error',
    );
    expect(await refusal({ config: file, alpha: { support: 0 } })).toContain('--alpha support=0');
    expect(await refusal({ config: '/nowhere/lakatos.config.ts' })).toContain('there is no such file');
  });
});

describe('a config file that is broken', () => {
  it.each([
    ['an unknown field', exporting({ sed: 'x' }), /sed/],
    ['a wrong type', exporting({ threads: 'two' }), /"threads" is wrong/],
    ['an unknown profile', exporting({ profile: 'slow' }), /"profile" is wrong/],
    ['a wrong part', exporting({ alpha: { refute: 'x' } }), /"alpha\.refute" is wrong/],
    ['an impossible α', exporting({ alpha: { refute: 2 } }), /alpha refute=2 is not an error probability/],
    [
      'an axis of no theorem',
      exporting({ axes: { gama: 0.1 } }),
      /axes: gama: no theorem has such an axis; did you mean "gamma"\?/,
    ],
    ['impossible threads', exporting({ threads: 0 }), /threads 0 is not a number of threads/],
    ['no object', exporting(7), /its default export is wrong/],
    ['a syntax error', 'export default {{\n', /cannot be read/],
    ['an error of its own', 'throw new Error("no luck today");\n', /cannot be read: no luck today/],
  ])('with %s is refused in one sentence that names it', async (_, text, said) => {
    const file = config(text);
    const message = await refusal({ config: file });
    expect(message).toContain(file);
    expect(message).toMatch(said);
    expect(message).not.toContain('\n');
  });
});

describe("theorems of one's own", () => {
  it('are read from files beside the config file, in TypeScript, one or a list to a file', async () => {
    const text = `${IMPORT}const mine = ${theoremCode(own)} as const;\nexport default mine;\n`;
    const list = theoremFile(
      theoremCode({ ...own, id: 'my-second' }, "id: 'second'"),
      theoremCode({ ...own, id: 'my-third' }, "id: 'third'"),
    );
    const file = config(exporting({ theorems: ['./mine.ts', 'others.ts'] }), {
      'mine.ts': text,
      'others.ts': list,
    });
    const settings = await resolveSettings({ config: file }, {});
    expect(settings.theorems.map(({ id }) => id)).toEqual([...builtIn, 'mine', 'second', 'third']);
    expect(idsIn(settings).slice(-3)).toEqual(['my-claim', 'my-second', 'my-third']);
    expect(settings.source.own).toEqual(['mine.ts', 'others.ts'].map((name) => join(file, '..', name)));
  });

  it('may stand in the config file itself', async () => {
    const file = config(`${IMPORT}export default { theorems: [${theoremCode(own)}] };\n`);
    const { theorems, source } = await resolveSettings({ config: file }, {});
    expect(theorems.at(-1)).toMatchObject({
      id: 'mine',
      statements: [{ id: 'my-claim', conclusion: own.conclusion }],
    });
    expect(source.own).toEqual([file]);
  });

  it('are all files or all values', async () => {
    const both = `${IMPORT}export default { theorems: ['./mine.ts', ${theoremCode(own)}] };\n`;
    const file = config(both, { 'mine.ts': theoremFile(theoremCode(own, "id: 'other'")) });
    expect(await refusal({ config: file })).toBe(
      `${file}: "theorems" has both files and theorems; list files alone, or theorems alone`,
    );
  });

  it.each<[string, readonly string[], Readonly<Record<string, unknown>>, RegExp]>([
    ['a file that is missing', ['./nobody.ts'], {}, /"theorems" names \.\/nobody\.ts, which does not exist/],
    ['a file that is broken', ['./mine.ts'], { 'mine.ts': 'export default {{' }, /mine\.ts cannot be read/],
    [
      'a formula that cannot be read',
      ['./mine.ts'],
      { conclusion: { lhs: 'valueSup', rhs: '2 +' } },
      /conclusion/,
    ],
    [
      'an unknown quantity',
      ['./mine.ts'],
      { conclusion: { lhs: 'valueSop', rhs: '2' } },
      /valueSop.*valueSup/,
    ],
    ['a field that is missing', ['./mine.ts'], { says: undefined }, /says/],
    ['a field that is misspelled', ['./mine.ts'], { premis: [] }, /premis/],
  ])('with %s are refused, the file and the field named', async (_, theorems, change, said) => {
    const isFile = 'mine.ts' in change;
    const beside = isFile ? change : { 'mine.ts': theoremFile(theoremCode({ ...own, ...change })) };
    const message = await refusal({
      config: config(exporting({ theorems }), beside as Record<string, string>),
    });
    expect(message).toMatch(said);
    expect(message).toMatch(/mine\.ts|nobody\.ts/);
    expect(message).not.toContain('\n');
  });

  it('may not share its id with another, nor a claim id and reading', async () => {
    const refused = (code: string): Promise<string> =>
      refusal({ config: config(`${IMPORT}export default { theorems: [${code}] };\n`) });
    expect(await refused(theoremCode({ ...own, id: 'value-is-bounded' }))).toBe(
      'two claims are called value-is-bounded (printed); give one of them another id',
    );
    expect(await refused(theoremCode(own, "id: 'lazy-training'"))).toBe(
      'two theorems are called lazy-training; give one of them another id',
    );
  });
});

describe('numberList and profileOf', () => {
  it('read what they should', () => {
    expect(numberList('0.05, 1e-3', 'x')).toEqual([0.05, 1e-3]);
    expect(profileOf('full', 'x')).toBe('full');
    expect(() => numberList('1,,2', 'LAKATOS_GAMMA')).toThrow('LAKATOS_GAMMA "1,,2": "" is not a number');
    expect(() => profileOf('', 'x')).toThrow('there are quick, standard, full');
  });
});
