import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClaimError } from '../../claims/claimError.ts';
import type { Report } from '../outcomes/report.ts';
import { assembleReport } from './assembleReport.ts';
import { inProcess } from './inProcess.ts';
import { planCells } from './plan.ts';
import { provenanceOf } from './provenance.ts';
import { reportCell } from './reportCell.ts';
import { runPlan } from './runPlan.ts';
import { resolveSettings } from './settings.ts';
import { UsageError } from './usageError.ts';

let folder: string;
let next = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakatos-own-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder of its own with these files; the path of its config file, which goes by `lakatos.config.ts`. */
const configOf = (files: Readonly<Record<string, string>>): string => {
  const at = join(folder, String(next++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  return join(at, 'lakatos.config.ts');
};

const claimText = (change: string): string => `import { atMost, type Claim } from 'lakatos';
const claim: Claim = {
  id: 'my-claim', reading: 'printed', says: 'mine', source: { work: 'my notes', place: 'page 1' }, quantifiers: [],
  premise: [], ball: { norm: 'two-infinity', radius: 'C0 / sqrt(m)' }, conclusion: atMost('valueSup', 'C0'),
  constants: {}, failureRate: 'gamma',
};
export default { ...claim, ${change} };
`;

const config = `export default { claims: ['./claims/mine.ts'] };\n`;

const own = (change: string): string =>
  configOf({ 'lakatos.config.ts': config, 'claims/mine.ts': claimText(change) });

const familyText = (change: string): string => `import { reducedValue, type Family } from 'lakatos';
const family: Family = {
  name: 'first', bytes: () => 1, seconds: () => 1e-4,
  quantities: [{ name: 'firstU', tex: 'u_1', says: 'the first u', extreme: null, parameters: [], at: () => 0 }],
  examine: ({ stream, d, m }) => {
    const { u, explicit } = reducedValue(stream, d, m);
    return {
      brackets: { firstU: { lower: u[0]!, upper: u[0]! } }, movements: {}, measured: { firstU: u[0]! }, critical: null,
      explicit, revealed: () => ({ value: u[0]!, largestShift: 0 }),
    };
  },
};
export default { ...family, ${change} };
`;

const withQuantity = (change: string, claim = "conclusion: { lhs: 'firstU', rhs: '10' }"): string =>
  configOf({
    'lakatos.config.ts': `export default { claims: ['./claims/mine.ts'], quantities: ['./quantities/first.ts'] };\n`,
    'claims/mine.ts': claimText(claim),
    'quantities/first.ts': familyText(change),
  });

const failure = async (file: string): Promise<string> => {
  try {
    await resolveSettings({ config: file }, {});
  } catch (error) {
    expect(error instanceof ClaimError || error instanceof UsageError).toBe(true);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message.replaceAll(dirname(file), '.');
  }
  return 'accepted';
};

const cells = { d: [10], m: ['50'], C0: [1], gamma: [0.05] };

const reportOf = async (file: string, trials = 16): Promise<Report> => {
  const settings = await resolveSettings({ config: file }, {});
  const planned = planCells({
    claims: settings.claims.filter(({ id }) => id === 'my-claim'),
    profile: 'quick',
    axes: cells,
    lets: {},
    readings: null,
    mode: 'reduced',
    trials,
    threads: 1,
    catalogue: settings.catalogue,
  });
  const provenance = provenanceOf(settings);
  const { records } = await runPlan(
    planned,
    inProcess(settings.seed, settings.alpha),
    (cell, result) => reportCell(cell, result, provenance, null),
    1,
    { started: () => {}, examined: () => {}, finished: () => {} },
  );
  return assembleReport(planned, records, provenance);
};

describe("a claim of one's own", () => {
  it('stands beside the others, expected to hold unless it is a control', async () => {
    const { claims } = await resolveSettings({ config: own('') }, {});
    expect(claims.at(-1)).toMatchObject({ id: 'my-claim', conclusion: { lhs: 'valueSup', rhs: 'C0' } });
    const report = await reportOf(own(''));
    expect(report.claims[0]).toMatchObject({ id: 'my-claim', control: false });
    expect(report.claims[0]!.cells[0]!.expect).toBe('holds');
    const control = await reportOf(own('control: true'));
    expect(control.claims[0]!.cells[0]!.expect).toBe('refuted');
  });

  it('is found through LAKATOS_CONFIG, and --config wins', async () => {
    const env = { LAKATOS_CONFIG: own("id: 'from-env'") };
    expect((await resolveSettings({}, env)).claims.at(-1)!.id).toBe('from-env');
    expect((await resolveSettings({ config: own('') }, env)).claims.at(-1)!.id).toBe('my-claim');
    await expect(resolveSettings({}, { LAKATOS_CONFIG: 'nowhere.ts' })).rejects.toThrow(
      'LAKATOS_CONFIG nowhere.ts: there is no such file; give the path of a lakatos.config.ts',
    );
  });

  it.each<[string, string, string]>([
    [
      'an unknown quantity',
      "conclusion: { lhs: 'valueSop', rhs: 'C0' }",
      './claims/mine.ts: conclusion.lhs: formula "valueSop": "valueSop" is not known; did you mean "valueSup"?',
    ],
    [
      'a formula outside the whitelist',
      "conclusion: { lhs: 'valueSup', rhs: 'sin(C0)' }",
      './claims/mine.ts: conclusion.rhs: formula "sin(C0)": "sin" at position 1 is not a function (the functions are',
    ],
    [
      'a quantity whose constant is not declared',
      "conclusion: { lhs: 'fAfterStep', rhs: '0' }",
      './claims/mine.ts: conclusion: claim "my-claim" speaks of "fAfterStep", which depends on C2; declare C2 under its',
    ],
    [
      'quantities that no draw shows together',
      "conclusion: { lhs: 'gradientInf', rhs: 'signKeptSup' }, constants: { C2: { default: '1', says: 'the step' } }",
      './claims/mine.ts: conclusion: claim "my-claim" compares gradientInf, signKeptSup, which no single draw shows',
    ],
    ['a misspelt field', 'premice: []', './claims/mine.ts: unknown field "premice"; did you mean "premise"?'],
  ])('names file, field and cure of %s', async (_, change, message) => {
    expect(await failure(own(change))).toContain(message);
  });

  it('names the file whose code throws, or cannot be read', async () => {
    const throws = configOf({
      'lakatos.config.ts': config,
      'claims/mine.ts': "throw new Error('half done');",
    });
    expect(await failure(throws)).toBe(
      './claims/mine.ts cannot be read: half done; correct it and try again',
    );
    const broken = configOf({ 'lakatos.config.ts': config, 'claims/mine.ts': 'export default {' });
    expect(await failure(broken)).toMatch(
      /^\.\/claims\/mine\.ts cannot be read: .*; correct it and try again$/,
    );
    const astray = configOf({ 'lakatos.config.ts': config });
    expect(await failure(astray)).toBe(
      './lakatos.config.ts: "claims" names ./claims/mine.ts, which does not exist; paths are relative to the config file',
    );
    const thrown = configOf({ 'lakatos.config.ts': "throw new Error('no config yet');" });
    expect(await failure(thrown)).toBe(
      './lakatos.config.ts cannot be read: no config yet; correct it and try again',
    );
  });

  it('is vacuous under a premise that contradicts itself, and says which', async () => {
    const report = await reportOf(own("premise: [atMost('1', 'm'), atMost('m + 1', 'm')]"));
    expect(report.claims[0]!.verdict).toBe('vacuous');
    const [cell] = report.claims[0]!.cells;
    expect(cell!.regime).toBe('outside');
    expect(cell!.note).toContain('no cell tried satisfies the premise: "m + 1 <= m" fails here');
    const onDraw = await reportOf(own("premise: [atMost('valueSup', '0 - 1')]"));
    expect(onDraw.claims[0]!).toMatchObject({
      verdict: 'vacuous',
      cells: [{ verdict: 'vacuous', skipped: 16 }],
    });
    expect(onDraw.claims[0]!.cells[0]!.note).toContain(
      'every draw was skipped: none satisfies the premise "valueSup <= 0 - 1"',
    );
  });
});

describe("a quantity of one's own", () => {
  it('is spoken of, examined and rendered like the others', async () => {
    const report = await reportOf(withQuantity(''));
    expect(report.complete).toBe(true);
    expect(report.claims[0]!.cells[0]).toMatchObject({ trials: 16, certified: 16 });
    expect(report.claims[0]!.conclusion.tex).toContain('u_1');
  });

  it('is refused under a name that is taken, or without a field it needs', async () => {
    const taken = `quantities: [{ ...family.quantities[0]!, name: 'f0' }]`;
    expect(await failure(withQuantity(taken))).toBe(
      './quantities/first.ts: quantities[0].name: there is a quantity "f0" already; give this one another name',
    );
    expect(await failure(withQuantity('examine: undefined'))).toBe(
      './quantities/first.ts: examine: expected a function (draw, question) => answer, got nothing; let it sample, attack and certify, and return the brackets',
    );
    const wrongPath = configOf({ 'lakatos.config.ts': "export default { quantities: ['./first.ts'] };" });
    expect(await failure(wrongPath)).toBe(
      './lakatos.config.ts: "quantities" names ./first.ts, which does not exist; paths are relative to the config file',
    );
    const inline = configOf({ 'lakatos.config.ts': "export default { quantities: [{ name: 'x' }] };" });
    expect(await failure(inline)).toContain('./lakatos.config.ts: "quantities.0" is wrong');
  });

  it.each<[string, string, string]>([
    ['throws', "examine: () => { throw new Error('lost my way'); }", 'lost my way'],
    [
      'leaves a bracket out',
      'examine: (draw, question) => ({ ...family.examine(draw, question), brackets: {} })',
      'examine of the family "first" gave no bracket of firstU; return one for every name in question.wanted',
    ],
    [
      'turns a bracket around',
      'examine: (draw, question) => ({ ...family.examine(draw, question), brackets: { firstU: { lower: 1, upper: 0 } } })',
      'examine of the family "first" gave a bracket of firstU from 1 to 0; return the lower end first',
    ],
  ])('leaves its trials unresolved and the run incomplete where it %s', async (_, change, note) => {
    const report = await reportOf(withQuantity(change));
    expect(report.complete).toBe(false);
    expect(report.claims[0]!.cells[0]).toMatchObject({ trials: 16, unresolved: 16, verdict: 'undecided' });
    expect(report.missing[0]).toContain('my-claim');
    expect(report.missing[0]).toContain(note);
  });

  it('does not count a violation that its own reference denies', async () => {
    // The bracket says that u_1 > -10 always, so "firstU <= -10" fails; the reference `at` says 0 and confirms it.
    const confirmed = await reportOf(withQuantity('', "conclusion: { lhs: 'firstU', rhs: '0 - 10' }"));
    expect(confirmed.claims[0]!.cells[0]).toMatchObject({ violated: 16 });
    const denying = `quantities: [{ ...family.quantities[0]!, at: () => -11 }]`;
    const denied = await reportOf(withQuantity(denying, "conclusion: { lhs: 'firstU', rhs: '0 - 10' }"));
    expect(denied.claims[0]!.cells[0]).toMatchObject({ violated: 0, unresolved: 16 });
  });
});
