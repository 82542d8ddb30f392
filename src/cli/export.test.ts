import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { inProcess } from '../../properties/inProcess.ts';
import { sampleReport } from '../../properties/sampleReport.ts';
import type { Report } from '../core/report/report.ts';
import { toCsv } from '../render/flat.ts';
import { reportToJson } from '../render/json.ts';
import { texText } from '../render/latex.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lakatos-export-'));
const file = join(folder, 'report.json');
/** Claims of every kind that a report may hold. */
const report: Report = {
  ...sampleReport,
  claims: sampleReport.claims.filter(
    ({ method, cells }) => method !== 'draws' || cells.every(({ failureRate }) => failureRate !== null),
  ),
};
writeFileSync(file, reportToJson(report));

/** A report in which every sign of our sentences occurs. */
const example = join(root, 'reports/example/report.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads comma-separated values as RFC 4180 has them. */
const rowsOf = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

const exportedFrom = async (from: string, ...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await inProcess(['export', from, ...args]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};
const exported = (...args: readonly string[]): Promise<string> => exportedFrom(file, ...args);

describe('lakatos export', () => {
  it('has a row for every claim and reading, with its statement, verdict, basis, error and provenance', async () => {
    const [head, ...rows] = rowsOf(await exported());
    const at = (row: readonly string[], column: string): string => row[head!.indexOf(column)]!;
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => head!.length));
    expect(rows.map((row) => [at(row, 'claim'), at(row, 'reading'), at(row, 'verdict')])).toEqual(
      report.claims.map(({ id, reading, verdict }) => [id, reading, verdict]),
    );
    for (const [i, row] of rows.entries()) {
      const { says, conclusion, error, cells } = report.claims[i]!;
      const inside = cells.filter(({ regime }) => regime === 'inside').length;
      expect([at(row, 'says'), at(row, 'conclusion')]).toEqual([says, conclusion.text]);
      expect(at(row, 'wrongWithChanceAtMost')).toBe(error === null ? '' : String(error));
      const counted = ['refuted', 'supported', 'consistent', 'undecided', 'vacuous'];
      expect(counted.reduce((sum, name) => sum + Number(at(row, name)), 0)).toBe(inside);
      expect(at(row, 'seed')).toBe(report.provenance.seed);
    }
  });

  it('has a row for every cell, as JSON too', async () => {
    const document = JSON.parse(await exported('--cells', '--format', 'json')) as { rows: object[] };
    const schema = JSON.parse(readFileSync(join(root, 'fixtures/contract/export.schema.json'), 'utf8'));
    const valid = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
    const cells = report.claims.flatMap((claim) => claim.cells);
    expect(document.rows).toHaveLength(cells.length);
    expect(document.rows[0]).toMatchObject({ trials: cells[0]!.trials, verdict: cells[0]!.verdict });
    expect(rowsOf(await exported('--cells'))).toHaveLength(cells.length + 1);
  });

  it('quotes what would break a line or a field', () => {
    const text = toCsv([
      { a: 'x,y', b: 'say "no"' },
      { b: 'two\nlines', c: null },
    ]);
    expect(rowsOf(text)).toEqual([
      ['a', 'b', 'c'],
      ['x,y', 'say "no"', ''],
      ['', 'two\nlines', ''],
    ]);
  });

  it('writes a badge for the report and for each claim and reading, as badge services read them', async () => {
    const out = join(folder, 'badges');
    await exported('--format', 'badges', '--out', out);
    expect(readdirSync(out)).toHaveLength(report.claims.length + 1);
    for (const { id, reading, verdict } of report.claims) {
      const badge = JSON.parse(readFileSync(join(out, `${id}.${reading}.json`), 'utf8'));
      expect(Object.keys(badge)).toEqual(['schemaVersion', 'label', 'message', 'color']);
      expect(badge).toMatchObject({ schemaVersion: 1, message: expect.stringContaining(verdict) });
    }
  });

  it('writes LaTeX in which no sign is special that should not be', async () => {
    expect(texText('50 % of C_0 & √d ≤ ‖x‖ \\ {γ}')).toBe(
      '50 \\% of C\\_0 \\& \\ensuremath{\\surd}d \\ensuremath{\\le} \\ensuremath{\\|}x\\ensuremath{\\|} \\textbackslash{} \\{\\ensuremath{\\gamma}\\}',
    );
    const text = await exportedFrom(example, '--format', 'tex');
    expect(text).not.toContain('[U+');
    const rows = text.slice(text.indexOf('\\endfoot'), text.indexOf('\\end{longtable}'));
    const { claims: all } = JSON.parse(readFileSync(example, 'utf8')) as Report;
    const claims = all.filter(({ control }) => !control);
    expect(rows.match(/ \\\\$/gm)).toHaveLength(claims.length);
  });

  const tex = ['pdflatex', 'xelatex', 'lualatex'].find((name) => spawnSync(name, ['--version']).status === 0);

  it.skipIf(tex === undefined)('writes LaTeX that compiles (skipped where no TeX is installed)', async () => {
    await exportedFrom(example, '--format', 'tex', '--out', join(folder, 'report.tex'));
    writeFileSync(
      join(folder, 'paper.tex'),
      '\\documentclass{article}\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}\\usepackage{amsmath,booktabs,longtable,array}\\begin{document}\\input{report}\\end{document}\n',
    );
    const { status, stdout } = spawnSync(tex!, ['-interaction=nonstopmode', '-halt-on-error', 'paper.tex'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status, stdout.slice(-2000)).toBe(0);
  });

  it.each([
    [['--cells', '--format', 'tex'], /--cells is for csv and json/],
    [['--format', 'badges'], /name a folder with --out/],
    [['--format', 'cvs'], /did you mean "csv"/],
    [['--out', join(root, 'package.json', 'x')], /cannot be written/],
  ])('refuses %j in one sentence', async (args, sentence) => {
    const { code, stderr } = await inProcess(['export', file, ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
