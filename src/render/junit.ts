import type { CellReport, ClaimReport, Report, RunRecord } from '../core/report/report.ts';
import { isUnexpected } from '../core/report/report.ts';
import { withConfig } from '../core/report/withConfig.ts';
import { detailsOf } from './document/cellDetails.ts';
import { basisWord, plural, verdictWord } from './words.ts';

// What XML 1.0 cannot hold even as a character reference, lone surrogates included.
const impossible = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

/** Text for an element. */
const xml = (text: string): string =>
  text
    .replace(impossible, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\r\u007f-\u009f]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Text for an attribute, where a reader would turn a line break into a space. */
const quoted = (text: string): string => xml(text).replace(/\n/g, '&#10;');

const place = ({ at, constants, setting, mode }: CellReport): string =>
  [
    ...Object.entries({ ...at, ...constants }).map(([name, value]) => `${name}=${value}`),
    ...(setting === undefined ? [] : [setting]),
    `mode=${mode}`,
  ].join(',');

const account = (cell: CellReport): string => {
  const { expected, against, inFavor, rate, allowed, exactRate, note } = detailsOf(cell);
  const { verdict, basis, regime, trials, violated, certified, unresolved, skipped, replay } = cell;
  return [
    `${verdictWord(verdict)} ${basisWord[basis]}, ${regime} the premise, ${expected}`,
    `${plural(trials, 'trial')}: ${violated} violated, ${certified} certified, ${unresolved} unresolved; ${skipped} skipped`,
    against && `E against a rate no higher than allowed: ${against}`,
    inFavor && `E against a rate no lower than allowed: ${inFavor}`,
    rate && `failure rate: ${rate}, ${allowed}`,
    exactRate && `failure rate: ${exactRate}`,
    note,
    replay,
  ]
    .filter(Boolean)
    .join('\n');
};

const ending = (cell: CellReport): string => {
  if (isUnexpected(cell)) {
    const message = `${cell.verdict}, but ${detailsOf(cell).expected}`;
    return `<failure message="${quoted(message)}" type="${quoted(cell.verdict)}">${xml(account(cell))}</failure>`;
  }
  if (cell.verdict === 'vacuous') return '<skipped message="vacuous: no draw met the premise"/>';
  return '';
};

const testcase = (claim: ClaimReport, cell: CellReport, seconds: number | undefined): string => {
  const name = `${place(cell)}: ${cell.verdict}${cell.regime === 'outside' ? ' (outside the premise)' : ''}`;
  const time = seconds === undefined ? '' : ` time="${seconds.toFixed(3)}"`;
  const end = ending(cell);
  return [
    `    <testcase classname="${quoted(`${claim.id}.${claim.reading}`)}" name="${quoted(name)}"${time}>`,
    ...(end === '' ? [] : [`      ${end}`]),
    `      <system-out>${xml(account(cell))}</system-out>`,
    '    </testcase>',
  ].join('\n');
};

interface Counted {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

const countedIn = (cells: readonly CellReport[], errors = 0): Counted => ({
  tests: cells.length + errors,
  failures: cells.filter(isUnexpected).length,
  errors,
  skipped: cells.filter((cell) => !isUnexpected(cell) && cell.verdict === 'vacuous').length,
});

const attributes = (counted: Counted): string =>
  `tests="${counted.tests}" failures="${counted.failures}" errors="${counted.errors}" skipped="${counted.skipped}"`;

const incomplete = (report: Report): string[] =>
  report.complete
    ? []
    : [
        `  <testsuite name="complete" ${attributes(countedIn([], 1))}>`,
        '    <testcase classname="run" name="every planned cell has a record">',
        `      <error message="incomplete run" type="incomplete">${xml(report.missing.join('\n'))}</error>`,
        '    </testcase>',
        '  </testsuite>',
      ];

/**
 * The report as JUnit XML: a suite per claim and reading, a case per cell.
 *
 * Only an unexpected verdict is a failure. JUnit has no word for consistent or undecided, so each case carries its
 * verdict in its name. An incomplete run is an error.
 */
export const reportToJunit = (recorded: Report, run?: RunRecord): string => {
  const report = withConfig(recorded);
  let next = 0;
  const known = run?.cells.length === report.claims.reduce((sum, { cells }) => sum + cells.length, 0);
  const secondsOf = (): number | undefined => (known ? run?.cells[next++]?.seconds : undefined);
  const suites = report.claims.map((claim) =>
    [
      `  <testsuite name="${quoted(`${claim.id} (${claim.reading}): ${claim.verdict}`)}" ${attributes(countedIn(claim.cells))}>`,
      ...claim.cells.map((cell) => testcase(claim, cell, secondsOf())),
      '  </testsuite>',
    ].join('\n'),
  );
  const all = countedIn(
    report.claims.flatMap(({ cells }) => cells),
    report.complete ? 0 : 1,
  );
  const stamp =
    run === undefined ? '' : ` time="${run.seconds.toFixed(3)}" timestamp="${quoted(run.startedAt)}"`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lakatos" ${attributes(all)}${stamp}>`,
    ...incomplete(report),
    ...suites,
    '</testsuites>',
  ].join('\n')}\n`;
};
