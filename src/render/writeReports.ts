import {
  appendFileSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Report, RunRecord } from '../core/report/report.ts';
import { reportToHtml } from './html/page.ts';
import { reportToJson, toJson } from './json.ts';
import { reportToJunit } from './junit.ts';
import { reportToMarkdown } from './markdown.ts';
import { WriteError } from './writeError.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file is where the folder should be',
  ENOTDIR: 'a file is where a folder should be',
  EISDIR: 'a folder is where a file should be',
  ENAMETOOLONG: 'its name is too long',
};

const sentence = (path: string, error: unknown): WriteError => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = reasons[code] ?? message;
  return new WriteError(`Cannot write the reports to ${path}: ${reason}; choose another folder with --out.`, {
    cause: error,
  });
};

const writeAll = (file: number, text: string): void => {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
};

/** Writes beside `path` and renames, so that a reader finds the old file or the whole new one. */
const replaceFile = (path: string, text: string): void => {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w');
    try {
      writeAll(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};

// GitHub refuses a step summary above 1 MiB, what earlier commands of the step wrote included.
const summaryLimit = 1_000_000;

const fits = (text: string, alreadyThere: number): boolean =>
  Buffer.byteLength(text, 'utf8') + alreadyThere <= summaryLimit;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

type Environment = Readonly<Record<string, string | undefined>>;

/** The page of the job on which its artifacts are listed, as GitHub Actions names it. */
const artifactsPage = (env: Environment): { readonly artifacts?: string } => {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server && repository && run
    ? { artifacts: `${server}/${repository}/actions/runs/${run}#artifacts` }
    : {};
};

const appendSummary = (path: string, report: Report, env: Environment): void => {
  const before = sizeOf(path);
  const page = artifactsPage(env);
  const markdown = reportToMarkdown(report, page);
  const short = reportToMarkdown(report, { ...page, details: false });
  const cut =
    '# What the trials say\n\nThe summary is too long for this page; see report.html among the artifacts.\n';
  appendFileSync(path, [markdown, short].find((text) => fits(text, before)) ?? cut);
};

/**
 * Writes report.json, report.md, report.html, junit.xml and run.json into `folder`, which is made where it is missing.
 *
 * In GitHub Actions (`GITHUB_STEP_SUMMARY` in `env`) the Markdown also goes to the summary of the job, without its
 * table of cells where that would be too long.
 *
 * A summary that cannot be written to is told to `warn`: the reports are whole without it.
 *
 * Throws: `WriteError` with one sentence for a person when a file cannot be written; nothing is left half written.
 */
export const writeReports = (
  folder: string,
  report: Report,
  run: RunRecord,
  env: Environment = {},
  warn: (sentence: string) => void = (sentence) => void process.stderr.write(`${sentence}\n`),
): string[] => {
  const files: readonly (readonly [string, string])[] = [
    ['report.json', reportToJson(report)],
    ['report.md', reportToMarkdown(report)],
    ['report.html', reportToHtml(report)],
    ['junit.xml', reportToJunit(report, run)],
    ['run.json', toJson(run, 'run')],
  ];
  let at = folder;
  const paths: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) {
      at = join(folder, name);
      replaceFile(at, text);
      paths.push(at);
    }
  } catch (error) {
    throw sentence(at, error);
  }
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summary !== undefined && summary !== '') {
    try {
      appendSummary(summary, report, env);
    } catch (error) {
      // The reports are whole: nothing of the run is lost with a page that shows them once more.
      warn(`the summary of the job (GITHUB_STEP_SUMMARY) has no report: ${(error as Error).message}`);
    }
  }
  return paths;
};
