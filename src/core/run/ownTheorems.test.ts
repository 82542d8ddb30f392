import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveSettings } from '../../cli/settings.ts';
import { theorems as ofThisPackage } from '../../theorems/index.ts';
import { ClaimError } from '../claimError.ts';
import { assembleReport } from '../report/assembleReport.ts';
import type { Report } from '../report/report.ts';
import { reportPlanned } from '../report/reportPlanned.ts';
import { listed } from '../theorem.ts';
import { inProcess } from './inProcess.ts';
import { planAll } from './planAll.ts';
import { provenanceOf } from './provenance.ts';
import { runPlan } from './runPlan.ts';
import type { Settings } from './settings.ts';
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

const config = `export default { theorems: ['./theorems/mine.ts'] };\n`;

/** The path of a config file that names this theorem. */
const withFile = (text: string): string =>
  configOf({ 'lakatos.config.ts': config, 'theorems/mine.ts': text });

/** A claim of one's own on the draws of the theorem of this package. */
const own = (change: string, theorem = ''): string =>
  withFile(`import { atMost, type Claim, lazyTraining } from 'lakatos';
const claim: Claim = {
  id: 'my-claim', reading: 'printed', says: 'mine', source: { work: 'my notes', place: 'page 1' }, quantifiers: [],
  premise: [], where: { radius: 'C0 / sqrt(m)' }, conclusion: atMost('valueSup', 'C0'),
  constants: {}, failureRate: 'gamma',
};
const changed = { ...claim, ${change} };
export default { ...lazyTraining, id: 'mine', misprints: [], statements: [changed], ${theorem} };
`);

/** A theorem with axes, a setting and a study of its own: sums of n signs, and the largest that t of them let one have. */
const scratch = (change = ''): string =>
  withFile(`import { atMost, signs } from 'lakatos';
const setting = {
  name: 'signs', reads: ['n'],
  quantities: [
    { symbol: 'sum', says: 'the sum', tex: 'S', value: (draw) => draw.reduce((a, b) => a + b, 0) },
    {
      symbol: 'sumWithout', says: 'the largest sum without t signs', tex: 'S_t', over: 'sup',
      value: (draw, left) => draw.reduce((a, b, i) => (left.includes(i) ? a : a + b), 0),
    },
  ],
  sample: (stream, { n }) => signs(stream.child('signs'), n),
  *refine(draw, wanted, { t }) {
    const sum = draw.reduce((a, b) => a + b, 0);
    const minus = [...draw.keys()].filter((i) => draw[i] < 0).slice(0, t);
    const without = sum + minus.length;
    yield {
      sum: { lower: sum, upper: sum },
      sumWithout: { lower: without, upper: without, attainedAt: () => minus },
    };
  },
  admits: (draw, left, { t }) => ({ admitted: left.length <= t, shown: { left: left.length, allowed: t } }),
  size: ({ n }) => n,
  cost: ({ n }) => ({ seconds: 1e-6 * n, bytes: 8 * n }),
};
const claims = [
  {
    id: 'sum-is-small', says: 'the sum is at most √(2n ln(1/p))', premise: [],
    conclusion: atMost('sum', 'sqrt(2 * n * log(1 / p))'), failureRate: 'p',
  },
  {
    id: 'control-nothing-helps', says: 'without t signs the sum is still at most 0', premise: [atMost('1', 't')],
    conclusion: atMost('sumWithout', '0'), failureRate: 'p', control: true,
  },
];
const study = {
  id: 'sums-are-even', kind: 'exact', says: 'n signs have a sum of the parity of n',
  conclusion: { text: 'S = n mod 2', tex: 'S \\\\equiv n' },
  axes: ['n'], cells: { quick: [{ at: { n: 4 }, constants: {} }] },
  regime: () => 'inside', seconds: () => 1e-3,
  judge: async ({ at: { n } }) => ({
    verdict: 'supported', error: 0, because: 'all ' + 2 ** n + ' sums were added', margin: null, figures: [],
    tally: { violated: 0, certified: 2 ** n, unresolved: 0, skipped: 0 },
  }),
};
const theorem = {
  id: 'sums', work: 'a book on sums',
  axes: [
    { symbol: 'n', says: 'number of signs', kind: 'count', addressed: true },
    { symbol: 't', says: 'signs left out', kind: 'count' },
    { symbol: 'p', says: 'failure rate', kind: 'rate' },
  ],
  table: { rows: 'n', columns: 't' },
  settings: [setting],
  statements: [...claims, study],
  defaultTries: { quick: [{ n: [16, 64], t: ['n / 4'], p: [0.05] }] },
};
export default { ...theorem, ${change} };
`);

const builtIn = ofThisPackage.map(({ id }) => id);

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

const ownIn = ({ theorems }: Settings) =>
  listed(theorems).filter(({ theorem }) => !builtIn.includes(theorem.id));

const reportOf = async (
  file: string,
  axes: Settings['axes'] = { d: [10], m: ['50'], C0: [1], gamma: [0.05] },
  trials: number | null = 16,
): Promise<Report> => {
  const settings = await resolveSettings({ config: file }, {});
  const planned = planAll({
    statements: ownIn(settings),
    profile: 'quick',
    axes,
    constantValues: {},
    options: {},
    readings: null,
    mode: 'reduced',
    trials,
    threads: 1,
  });
  const provenance = provenanceOf(settings);
  const { records } = await runPlan(
    planned,
    inProcess(settings.seed, settings.alpha),
    (row, evidence) => reportPlanned(row, evidence, provenance, null),
    1,
    { started: () => {}, examined: () => {}, finished: () => {} },
  );
  const report = assembleReport(planned, records, provenance);
  expect(report.missing).toEqual([]);
  return report;
};

describe("a claim of one's own on the draws of this package's theorem", () => {
  it('stands beside the others, expected to hold unless it is a control', async () => {
    const { theorems } = await resolveSettings({ config: own('') }, {});
    expect(theorems.map(({ id }) => id)).toEqual([...builtIn, 'mine']);
    expect(theorems.at(-1)!.statements).toMatchObject([
      { id: 'my-claim', conclusion: { lhs: 'valueSup', rhs: 'C0' } },
    ]);
    const report = await reportOf(own(''));
    expect(report.claims[0]).toMatchObject({ id: 'my-claim', theorem: 'mine', control: false });
    expect(report.theorems.map(({ id }) => id)).toEqual(['mine']);
    expect(report.claims[0]!.cells[0]!.expect).toBe('holds');
    const control = await reportOf(own('control: true'));
    expect(control.claims[0]!.cells[0]!.expect).toBe('refuted');
  });

  it('is found through LAKATOS_CONFIG, and --config wins', async () => {
    const env = { LAKATOS_CONFIG: own("id: 'from-env'") };
    const idOf = async (flags: { config?: string }): Promise<string> =>
      ownIn(await resolveSettings(flags, env))[0]!.statement.id;
    expect(await idOf({})).toBe('from-env');
    expect(await idOf({ config: own('') })).toBe('my-claim');
    await expect(resolveSettings({}, { LAKATOS_CONFIG: 'nowhere.ts' })).rejects.toThrow(
      'LAKATOS_CONFIG nowhere.ts: there is no such file; give the path of a lakatos.config.ts',
    );
  });

  it.each<[string, string, string]>([
    [
      'an unknown quantity',
      "conclusion: { lhs: 'valueSop', rhs: 'C0' }",
      'conclusion.lhs: formula "valueSop": "valueSop" is not known; did you mean "valueSup"?',
    ],
    [
      'a formula outside the whitelist',
      "conclusion: { lhs: 'valueSup', rhs: 'sin(C0)' }",
      'conclusion.rhs: formula "sin(C0)": "sin" at position 1 is not a function (the functions are',
    ],
    [
      'a quantity whose constant is not declared',
      "conclusion: { lhs: 'fAfterStep', rhs: '0' }",
      'conclusion: claim "my-claim" refers to "fAfterStep", which depends on C2; declare C2 under its',
    ],
    [
      'quantities that no draw shows together',
      "conclusion: { lhs: 'gradientInf', rhs: 'signKeptSup' }, constants: { C2: { first: '1', says: 'the step' } }",
      'conclusion: claim "my-claim" compares gradientInf, signKeptSup, which no single draw shows',
    ],
    [
      'a symbol that the setting reads and nobody derives',
      'where: { reach: "C0 / sqrt(m)" }',
      'conclusion: claim "my-claim" gives no radius, which the setting "value" reads; derive it under where',
    ],
    ['a misspelt field', 'premice: []', 'unknown field "premice"; did you mean "premise"?'],
  ])('names file, field and cure of %s', async (_, change, message) => {
    const said = await failure(own(change));
    expect(said).toMatch(/^\.\/theorems\/mine\.ts: statements\[0\]/);
    expect(said).toContain(message);
  });

  it('names the file whose code throws, or cannot be read', async () => {
    expect(await failure(withFile("throw new Error('half done');"))).toBe(
      './theorems/mine.ts cannot be read: half done; correct it and try again',
    );
    expect(await failure(withFile('export default {'))).toMatch(
      /^\.\/theorems\/mine\.ts cannot be read: .*; correct it and try again$/,
    );
    const astray = configOf({ 'lakatos.config.ts': config });
    expect(await failure(astray)).toBe(
      './lakatos.config.ts: "theorems" names ./theorems/mine.ts, which does not exist; paths are relative to the config file',
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

describe('a theorem from scratch', () => {
  it('is tried on axes of its own, its adversary confirmed, its study judged', async () => {
    const report = await reportOf(scratch(), {}, null);
    expect(report).toMatchObject({ complete: true, missing: [] });
    expect(report.theorems).toMatchObject([
      { id: 'sums', work: 'a book on sums', table: { rows: 'n', columns: 't' } },
    ]);
    expect(report.theorems[0]!.axes.map(({ symbol }) => symbol)).toEqual(['n', 't', 'p']);
    const [small, control, even] = report.claims;
    // Hoeffding: the sum of n signs exceeds √(2n ln(1/p)) with chance at most p, and with much less here.
    expect(small).toMatchObject({
      id: 'sum-is-small',
      theorem: 'sums',
      reading: 'printed',
      source: 'sums · a book on sums',
      verdict: 'supported',
    });
    expect(small!.cells.map(({ at }) => at)).toEqual([
      { n: 16, t: 4, p: 0.05 },
      { n: 64, t: 16, p: 0.05 },
    ]);
    expect(control).toMatchObject({ id: 'control-nothing-helps', verdict: 'refuted', control: true });
    for (const { at, witness } of control!.cells) {
      const { shown, margin } = witness!.confirmed;
      expect(shown).toEqual({ left: expect.any(Number), allowed: at.t });
      expect(shown.left).toBeLessThanOrEqual(at.t!);
      expect(margin).toBeLessThan(0);
    }
    expect(even).toMatchObject({
      ...{ id: 'sums-are-even', reading: 'printed', verdict: 'supported', method: 'exact' },
      cells: [{ at: { n: 4 }, trials: 16, because: 'all 16 sums were added' }],
    });
  });

  it('takes values for its axes from flags and environment', async () => {
    const file = scratch();
    const { axes } = await resolveSettings({ config: file }, { LAKATOS_P: '0.2,0.3' });
    expect(axes).toEqual({ p: [0.2, 0.3] });
    const report = await reportOf(file, { n: [8], p: [0.2] });
    expect(report.claims[0]!.cells.map(({ at }) => at)).toEqual([{ n: 8, t: 2, p: 0.2 }]);
    expect(report.claims[2]!.cells.map(({ at }) => at)).toEqual([{ n: 8 }]);
  });

  it('does not believe a choice that the adversary may not make', async () => {
    const cheating = `{ ...setting, *refine(draw) {
      yield { sumWithout: { lower: draw.length, upper: draw.length, attainedAt: () => [...draw.keys()] } };
    } }`;
    const report = await reportOf(scratch(`settings: [${cheating}], statements: [claims[1]]`), { n: [8] });
    expect(report.claims[0]!.cells[0]).toMatchObject({ violated: 0, witness: null });
  });

  it('stands under one id alone', async () => {
    const twice = withFile(
      "import { lazyTraining } from 'lakatos';\nexport default { ...lazyTraining, statements: [lazyTraining.statements[0]] };\n",
    );
    expect(await failure(twice)).toBe('two theorems are called lazy-training; give one of them another id');
    expect(await failure(scratch('statements: [study, study]'))).toBe(
      'two claims are called sums-are-even (printed); give one of them another id',
    );
  });

  it.each<[string, string, string]>([
    ['an unknown field', 'misprint: []', 'unknown field "misprint"; did you mean "misprints"?'],
    [
      'an id with blanks',
      "id: 'my sums'",
      'id: expected a name in kebab-case, got "my sums"; write one such as "laurent-massart"',
    ],
    [
      'no work',
      'work: undefined',
      'work: expected the name of a work, got nothing; say where the theorem is printed',
    ],
    ['no axes', 'axes: []', 'axes: expected a list of axes, got []; write ['],
    [
      'an axis of a kind that there is not',
      "axes: [{ symbol: 'n', says: 'size', kind: 'whole' }]",
      'axes[0].kind: expected "count", "real" or "rate", got "whole"; write one of the three',
    ],
    [
      'an axis without words',
      "axes: [{ symbol: 'n', kind: 'count' }]",
      'axes[0].says: expected a word or two, got nothing; say what the axis is',
    ],
    [
      'an axis that cannot stand in a formula',
      "axes: [{ symbol: 'n-1', says: 'size', kind: 'count' }]",
      'axes[0].symbol: expected letters, digits and _, got "n-1"; write one such as "n"',
    ],
    [
      'an axis that is named as a function is',
      "axes: [...theorem.axes, { symbol: 'sqrt', says: 'size', kind: 'count' }]",
      'axes[3].symbol: "sqrt" is taken already; give the axis another symbol',
    ],
    [
      'two axes of one name',
      'axes: [theorem.axes[0], theorem.axes[0]]',
      'axes[1].symbol: "n" is taken already; give the axis another symbol',
    ],
    [
      'a table along no axis',
      "table: { rows: 'n', columns: 'k' }",
      'table.columns: expected one of the axes n, t, p, got "k"; name the axis that reports lay out there',
    ],
    [
      'a setting that cannot draw',
      'settings: [{ ...setting, sample: undefined }]',
      'settings[0]: sample: expected a function (stream, at, mode) => draw, got nothing; let it draw from',
    ],
    [
      'a setting without a cost',
      'settings: [{ ...setting, cost: 1 }]',
      'settings[0]: cost: expected a function (at, mode) => { seconds, bytes }, got 1; return the time',
    ],
    [
      'a quantity that is named as an axis is',
      "settings: [{ ...setting, quantities: [{ ...setting.quantities[0], symbol: 't' }] }]",
      'settings[0]: quantities[0].symbol: "t" is an axis already; give the quantity another name',
    ],
    [
      'no statements',
      'statements: []',
      'statements: expected a list of claims and studies, got []; write at least one',
    ],
    [
      'a claim whose formula names an unknown symbol',
      "statements: [{ ...claims[0], conclusion: atMost('sum', 'sqrt(m)') }]",
      'statements[0]: conclusion.rhs: formula "sqrt(m)": "m" is not known; this formula may refer to n, t, p, sum, sumWithout',
    ],
    [
      'a claim that is tried at no value of an axis',
      'statements: [{ ...claims[0], tries: { quick: [{ n: [4], t: [1] }] } }]',
      'statements[0]: tries.quick[0]: p has no values; list some, such as [1, 3]',
    ],
    [
      'a study along an axis that there is not',
      "statements: [{ ...study, axes: ['k'] }]",
      'statements[0].axes: "k" is not an axis of this theorem; they are n, t, p',
    ],
    [
      'a study without cells',
      'statements: [{ ...study, cells: undefined }]',
      'statements[0].cells: expected lists of cells by profile, got nothing; write { quick:',
    ],
    [
      'a study whose regime is a word',
      "statements: [claims[0], { ...study, regime: 'inside' }]",
      'statements[1].regime: expected a function, got "inside"; see the type Study',
    ],
  ])('with %s is refused: file, field and cure', async (_, change, message) => {
    expect(await failure(scratch(change))).toContain(`./theorems/mine.ts: ${message}`);
  });

  it('in a list is named by its place, and a file without one is told what to export', async () => {
    const list = withFile(
      "import { lazyTraining } from 'lakatos';\nexport default [lazyTraining, { id: 'b' }];\n",
    );
    expect(await failure(list)).toBe(
      './theorems/mine.ts: theorems[1]: work: expected the name of a work, got nothing; say where the theorem is printed',
    );
    expect(await failure(withFile('export default 7;'))).toBe(
      './theorems/mine.ts: expected a theorem, got 7; let the file default-export { id, work, axes, table, settings, statements }',
    );
  });
});
