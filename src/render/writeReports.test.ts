import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport, sampleRun } from '../../properties/sampleReport.ts';
import { writeReports } from './writeReports.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakatos-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writeReports', () => {
  it('writes five files into a folder that it makes, and leaves nothing else', () => {
    const out = join(folder, 'a', 'b');
    const paths = writeReports(out, sampleReport, sampleRun);
    expect(paths).toEqual(
      ['report.json', 'report.md', 'report.html', 'junit.xml', 'run.json'].map((name) => join(out, name)),
    );
    expect(readdirSync(out).sort()).toEqual([
      'junit.xml',
      'report.html',
      'report.json',
      'report.md',
      'run.json',
    ]);
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toEqual(sampleReport);
    writeReports(out, sampleReport, sampleRun); // over what is there
    expect(readdirSync(out)).toHaveLength(5);
  });

  it('says in one sentence that a file stands where the folder should be', () => {
    const out = join(folder, 'reports');
    writeFileSync(out, '');
    expect(() => writeReports(out, sampleReport, sampleRun)).toThrow(
      `Cannot write the reports to ${out}: a file is where the folder should be; choose another folder with --out.`,
    );
  });

  it('warns where the summary of a job cannot be written to, and writes the reports', () => {
    const said: string[] = [];
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'nowhere', 'summary.md') };
    expect(
      writeReports(join(folder, 'warned'), sampleReport, sampleRun, env, (one) => said.push(one)),
    ).toHaveLength(5);
    expect(said).toEqual([
      expect.stringMatching(/^the summary of the job \(GITHUB_STEP_SUMMARY\) has no report: ENOENT/),
    ]);
  });

  it('appends the Markdown to the summary of a job, shortened where it is full', () => {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before\n');
    const env = {
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_SERVER_URL: 'https://example.org',
      GITHUB_REPOSITORY: 'who/what',
      GITHUB_RUN_ID: '7',
    };
    writeReports(join(folder, 'out'), sampleReport, sampleRun, env);
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n# What the trials say\n/);
    expect(readFileSync(summary, 'utf8')).toContain('E-value against');
    expect(readFileSync(summary, 'utf8')).toContain(
      '(https://example.org/who/what/actions/runs/7#artifacts)',
    );
    expect(readFileSync(join(folder, 'out', 'report.md'), 'utf8')).not.toContain('example.org');
    writeFileSync(summary, 'x'.repeat(990_000));
    writeReports(join(folder, 'out'), sampleReport, sampleRun, env);
    const full = readFileSync(summary, 'utf8');
    expect(full).not.toContain('E-value against');
    expect(full.length).toBeLessThan(1_048_576);
  });
});
