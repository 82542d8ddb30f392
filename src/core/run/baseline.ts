import { fileURLToPath } from 'node:url';
import type { Basis } from '../judge/basis.ts';
import type { Corner } from '../judge/exclusions.ts';
import type { ClaimVerdict, Verdict } from '../judge/verdict.ts';
import type { Alpha } from '../report/report.ts';
import { isControl, isStudied, nameOfPlanned, type Planned } from './planned.ts';

/** Least constants of one group that were accepted. */
export interface AcceptedLeast {
  readonly at: Readonly<Record<string, number>>;
  readonly slice: Readonly<Record<string, number>>;
  readonly constants: Corner;
}

/** What was accepted of a claim as a whole, and how many cells and searches it rests on. */
export interface AcceptedClaim {
  readonly verdict: ClaimVerdict;
  readonly basis: Basis;
  readonly least: readonly AcceptedLeast[];
  readonly cells: number;
  readonly searches: number;
}

/** The verdicts that a profile obtained, cell by cell, when they were last accepted. */
export interface Baseline {
  readonly schema: 'lakatos/baseline@1';
  readonly profile: string;
  readonly seed: string;
  readonly alpha: Alpha;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** By claim and reading; absent in a baseline that is older than this. */
  readonly claims?: Readonly<Record<string, AcceptedClaim>>;
}

/** Where the baselines of this package lie. */
export const baselineFolder = fileURLToPath(new URL('../../../fixtures/baselines/', import.meta.url));

/** The baseline's name of a cell. The cap is part of it: fewer trials may well end in another verdict. */
export const baselineKey = (planned: Planned): string => {
  const { claim, reading, cell } = nameOfPlanned(planned);
  return `${claim}/${reading}/${cell}${isStudied(planned) ? '' : `,cap=${planned.cap}`}`;
};

/** What is expected of a cell: the accepted verdict, else that a claim holds and that a control is refuted. */
export const expectationOf = (planned: Planned, baseline: Baseline | null): string => {
  const key = baselineKey(planned);
  if (baseline !== null && Object.hasOwn(baseline.verdicts, key)) return baseline.verdicts[key]!;
  return isControl(planned) ? 'refuted' : 'holds';
};

/** What accepting verdicts does to a baseline, cell by cell. */
export interface Merged {
  readonly baseline: Baseline;
  readonly added: readonly string[];
  /** One line for each accepted verdict that is another one now. */
  readonly changed: readonly string[];
  /** One line for each accepted verdict of a cell that the run did not try, and that is removed. */
  readonly dropped: readonly string[];
}

/** Both, the later one where they differ. A claim of which the run tried other cells than were accepted stays as it was. */
const together = (before: Baseline | null, obtained: Baseline): Baseline => {
  const old = before?.claims ?? {};
  const later = Object.entries(obtained.claims ?? {}).filter(
    ([key, { cells, searches }]) =>
      old[key] === undefined || (cells >= old[key].cells && searches >= old[key].searches),
  );
  return {
    ...obtained,
    verdicts: { ...before?.verdicts, ...obtained.verdicts },
    ...((before?.claims !== undefined || obtained.claims !== undefined) && {
      claims: { ...old, ...Object.fromEntries(later) },
    }),
  };
};

const changedClaims = (
  before: NonNullable<Baseline['claims']>,
  after: NonNullable<Baseline['claims']>,
): readonly string[] =>
  Object.entries(after).flatMap(([key, now]) => {
    const was = before[key];
    if (was === undefined || JSON.stringify(was) === JSON.stringify(now)) return [];
    const word = ({ verdict, basis }: AcceptedClaim): string => `${verdict} (${basis})`;
    return [
      word(was) === word(now)
        ? `${key}: other least constants`
        : `${key} as a whole: ${word(was)}, now ${word(now)}`,
    ];
  });

/**
 * A baseline with what a run obtained written into it; cells that the run did not try stay as they are, unless dropped.
 *
 * Null where the two were obtained at other seeds or α: no verdict of the one says anything of the other.
 */
export const merged = (
  before: Baseline | null,
  obtained: Baseline,
  others: 'keep' | 'drop' = 'keep',
): Merged | null => {
  const old = before?.verdicts ?? {};
  const sameDraws =
    before === null ||
    (before.seed === obtained.seed &&
      before.alpha.refute === obtained.alpha.refute &&
      before.alpha.support === obtained.alpha.support);
  if (!sameDraws) return null;
  const baseline = others === 'drop' ? obtained : together(before, obtained);
  const entries = Object.entries(obtained.verdicts);
  const untried = Object.entries(old).filter(([key]) => !Object.hasOwn(obtained.verdicts, key));
  return {
    baseline,
    added: entries.flatMap(([key]) => (Object.hasOwn(old, key) ? [] : [key])),
    changed: [
      ...entries.flatMap(([key, verdict]) =>
        Object.hasOwn(old, key) && old[key] !== verdict ? [`${key}: ${old[key]}, now ${verdict}`] : [],
      ),
      ...changedClaims(before?.claims ?? {}, baseline.claims ?? {}),
    ],
    dropped: others === 'drop' ? untried.map(([key, verdict]) => `${key}: ${verdict}`) : [],
  };
};
