import { ClaimError } from '../core/claimError.ts';
import { FormulaError } from '../core/formula/formulaError.ts';
import { UsageError } from '../core/run/usageError.ts';
import type { Subject, Verification } from '../core/verify/ledger.ts';
import type { Propose } from '../core/verify/recheckProposal.ts';
import { verifiables } from '../core/verify/verifiable.ts';
import { verifyReport } from '../core/verify/verifyReport.ts';
import { toJson } from '../render/json.ts';
import { plural } from '../render/words.ts';
import { EXIT } from './exitCodes.ts';
import { proposeWitness } from './proposeWitness.ts';
import { readReport } from './readReport.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

export interface VerifyFlags {
  readonly sample?: number;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly config?: string;
}

/** Trials of each cell that are drawn again unless told otherwise. */
const SAMPLE = 2;

/** What each subject of checks amounts to, in plain words. */
const SUBJECTS: Readonly<Record<Subject, string>> = {
  'statements compared': 'statements of claims held against those known here',
  'numbers recomputed from counts': 'numbers of cells recomputed from their counts and place',
  'totals of claims, searches and findings': 'totals of claims, searches and findings',
  'draws made again': 'draws made again from their address and held against the counts',
  'certificates proved again': 'draws on which plain bounds prove the conclusion',
  'witnesses re-validated': 'witnesses: a choice that is admitted, and the conclusion false there',
  'laws compared with whole draws': 'reduced laws compared with whole draws',
};

const MOST_TOLD = 40;

const told = (file: string, verification: Verification, width: number): string => {
  const { passed, discrepancies, onTrust } = verification;
  const entry = (count: number, text: string): string =>
    `  ${String(count).padStart(7)}  ${wrapped(text, width, ' '.repeat(11)).trimStart()}`;
  const checked = (Object.keys(SUBJECTS) as Subject[]).filter((subject) => passed[subject] !== undefined);
  const total = checked.reduce((sum, subject) => sum + passed[subject]!, 0);
  const lines = [
    file,
    '',
    'Checked',
    ...checked.map((subject) => entry(passed[subject]!, SUBJECTS[subject])),
    '',
    'Taken on trust',
    ...onTrust.map(({ what, count, why }) => entry(count, `${what}: ${why}`)),
    ...(onTrust.length === 0 ? ['  nothing'] : []),
    '',
  ];
  if (discrepancies.length === 0) return `${[...lines, `${plural(total, 'check')} passed.`].join('\n')}\n`;
  const more = discrepancies.length - MOST_TOLD;
  return `${[
    ...lines,
    'Does not hold',
    ...discrepancies
      .slice(0, MOST_TOLD)
      .map(({ where, what }) => `  ${wrapped(`${where}: ${what}`, width, '    ').trimStart()}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
    `${plural(discrepancies.length, 'discrepancy', 'discrepancies')}; ${plural(total, 'check')} passed.`,
  ].join('\n')}\n`;
};

/**
 * `lakatos verify REPORT`: checks a report without trusting the code that searched.
 *
 * Returns 0 when all that was checked holds, 1 when something does not. Throws: `UsageError` when the file is not a report.
 */
export const verify = async (file: string, flags: VerifyFlags, terminal: Terminal): Promise<number> => {
  const sample = flags.sample ?? SAMPLE;
  if (!(Number.isSafeInteger(sample) && sample >= 0))
    throw new UsageError(`--sample ${sample} is not a number of trials; give a whole number of at least 0`);
  const report = readReport(file);
  const theorems = await verifiables((await resolveSettings(flags, terminal.env)).theorems);
  const propose: Propose = (address) => {
    try {
      return proposeWitness(address, theorems);
    } catch (error) {
      // An address that names no cell, or a claim that is not known here: there is no choice to be had.
      if (error instanceof UsageError || error instanceof ClaimError || error instanceof FormulaError)
        return null;
      throw error;
    }
  };
  const verification = verifyReport(report, {
    theorems,
    propose,
    sample,
    all: flags.all === true,
  });
  const holds = verification.discrepancies.length === 0;
  if (flags.json === true)
    terminal.out(
      toJson({ schema: 'lakatos/verification@1', report: file, holds, ...verification }, 'verification'),
    );
  else terminal.out(told(file, verification, Math.min(terminal.width, 100)));
  return holds ? EXIT.nothingUnexpected : EXIT.unexpected;
};
