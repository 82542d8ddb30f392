import { asksNoMore, type Corner } from '../judge/exclusions.ts';
import { restInWords } from '../report/narrowing.ts';
import type { ClaimReport, LeastReport, Report } from '../report/report.ts';
import type { AcceptedClaim, AcceptedLeast, Baseline } from './baseline.ts';
import { baselineKey } from './baseline.ts';
import { type Planned, statementOf } from './planned.ts';

/** The baseline's name of a claim. */
const claimKey = ({ id, reading }: Pick<ClaimReport, 'id' | 'reading'>): string => `${id}/${reading}`;

const searchesOf = ({ id, reading }: ClaimReport, { searches }: Report): number =>
  searches.filter((one) => one.claim === id && one.reading === reading).length;

const leastOf = ({ at, slice, constants }: LeastReport): AcceptedLeast => ({ at, slice, constants });

/**
 * What a run says of its claims as a baseline keeps it: verdict, basis and least constants, with the number of cells and of searches that
 * they rest on. A claim of which a cell has no record is left out.
 */
export const acceptedClaims = (report: Report): Readonly<Record<string, AcceptedClaim>> =>
  Object.fromEntries(
    report.claims
      .filter(({ complete, cells }) => complete && cells.length > 0)
      .map((claim) => [
        claimKey(claim),
        {
          ...{ verdict: claim.verdict, basis: claim.basis, least: claim.least.map(leastOf) },
          ...{ cells: claim.cells.length, searches: searchesOf(claim, report) },
        },
      ]),
  );

const placeOf = ({ at, slice }: Pick<AcceptedLeast, 'at' | 'slice'>): string => JSON.stringify([at, slice]);

const inWords = (corner: Corner): string => Object.entries(corner).map(restInWords).join(' with ');

const placeInWords = ({ at, slice }: Pick<AcceptedLeast, 'at' | 'slice'>): string => {
  const values = Object.entries({ ...at, ...slice }).map(([name, value]) => `${name} = ${value}`);
  return values.length === 0 ? '' : `at ${values.join(', ')} `;
};

/** Accepted least constants that no longer serve, one sentence each: what is needed now asks more. */
const harderLeast = (
  accepted: readonly AcceptedLeast[],
  now: readonly AcceptedLeast[],
): readonly string[] => {
  const places = [...new Map([...accepted, ...now].map((one) => [placeOf(one), one])).values()];
  return places.flatMap((place) => {
    const of = (list: readonly AcceptedLeast[]): readonly Corner[] =>
      list.filter((one) => placeOf(one) === placeOf(place)).map(({ constants }) => constants);
    const [before, after] = [of(accepted), of(now)];
    // Where nothing was excluded, anything serves; where nothing is listed now, nothing is excluded.
    const served: readonly Corner[] = before.length === 0 ? [{}] : before;
    const left: readonly Corner[] = after.length === 0 ? [{}] : after;
    const lost = served.filter((corner) => !left.some((one) => asksNoMore(one, corner)));
    if (lost.length === 0) return [];
    const was =
      before.length === 0 ? 'nothing was excluded' : `${lost.map(inWords).join(', or ')} was accepted`;
    return [`${placeInWords(place)}it needs ${left.map(inWords).join(', or ')}, where ${was}`];
  });
};

/** What differs from the accepted claim for the worse or for the other, one sentence each; asking less of the constants is not a fault. */
export const claimRegressions = (accepted: AcceptedClaim, claim: ClaimReport): readonly string[] => [
  ...(claim.verdict === accepted.verdict
    ? []
    : [`it is ${claim.verdict}, and ${accepted.verdict} was accepted`]),
  ...(claim.verdict === accepted.verdict && claim.basis !== accepted.basis
    ? [`its verdict rests on another basis (${claim.basis}) than was accepted (${accepted.basis})`]
    : []),
  ...(claim.verdict === accepted.verdict ? harderLeast(accepted.least, claim.least.map(leastOf)) : []),
];

/**
 * A report in which each claim says how it differs from what was accepted of it.
 *
 * Claims are compared as wholes: only where the run tried the same cells, every one of them accepted, with as many searches; a verdict of
 * other cells is another verdict.
 */
export const withRegressions = (
  report: Report,
  planned: readonly Planned[],
  baseline: Baseline | null,
): Report => {
  if (baseline?.claims === undefined) return report;
  const { claims: accepted, verdicts, seed, alpha } = baseline;
  const { provenance } = report;
  if (
    seed !== provenance.seed ||
    alpha.refute !== provenance.alpha.refute ||
    alpha.support !== provenance.alpha.support
  )
    return report;
  return {
    ...report,
    claims: report.claims.map((claim) => {
      const known = accepted[claimKey(claim)];
      const own = planned.filter((one) => claimKey(statementOf(one)) === claimKey(claim));
      const same =
        known !== undefined &&
        claim.complete &&
        known.cells === claim.cells.length &&
        known.searches === searchesOf(claim, report) &&
        own.every((one) => Object.hasOwn(verdicts, baselineKey(one)));
      const regressions = same ? claimRegressions(known, claim) : [];
      return regressions.length === 0 ? claim : { ...claim, regressions };
    }),
  };
};
