import type { CellReport, ClaimReport, Finding, SearchReport } from '../outcomes/report.ts';

/** The refuted cell inside the premise with the fewest weights, then the smallest radius. */
const smallestRefuted = (claim: ClaimReport): CellReport | undefined =>
  claim.cells
    .filter((cell) => cell.regime === 'inside' && cell.verdict === 'refuted')
    .sort((a, b) => a.d * a.m - b.d * b.m || a.C0 - b.C0 || (b.gamma ?? 0) - (a.gamma ?? 0))[0];

const about = ({ id, reading, source, says }: ClaimReport) => ({ claim: id, reading, source, says });

/** What the other reading of the same statement came to: the one that survives, if one does. */
const otherReading = (claim: ClaimReport, all: readonly ClaimReport[]): string => {
  const other = all.find((one) => one.id === claim.id && one.reading !== claim.reading);
  if (other === undefined || other.cells.length === 0) return '';
  return `; the ${other.reading} reading is ${other.verdict} on the cells tried`;
};

const fromGrid = (claim: ClaimReport, all: readonly ClaimReport[]): Finding | null => {
  const cell = smallestRefuted(claim);
  if (cell === undefined) return null;
  const share = `${cell.violated} of ${cell.trials} draws violate it, where a share of ${cell.gamma} is allowed`;
  const network = cell.exhibits?.find((exhibit) => exhibit.kind === 'network');
  const place = `refuted at d = ${cell.d}, m = ${cell.m}, C0 = ${cell.C0}`;
  return {
    ...about(claim),
    kind: 'grid',
    summary: `${cell.because === undefined ? `${place}: ${share}` : cell.because}${otherReading(claim, all)}`,
    cell: {
      ...{ d: cell.d, m: cell.m, C0: cell.C0, gamma: cell.gamma },
      ...(cell.axes === undefined ? {} : { axes: cell.axes }),
      ...(cell.setting === undefined ? {} : { setting: cell.setting }),
    },
    ...(network === undefined ? {} : { network }),
    constants: cell.constants,
    trials: cell.trials,
    violated: cell.violated,
    witness: cell.witness?.address ?? null,
    replay: cell.replay,
  };
};

const fromSearch = (
  claim: ClaimReport,
  search: SearchReport,
  all: readonly ClaimReport[],
): Finding | null => {
  const { cell, confirmation } = search;
  if (search.verdict !== 'refuted' || cell === null || confirmation === null) return null;
  const { d, m, C0, gamma, constants } = cell;
  const { trials, violated, alpha, witness } = confirmation;
  const confirmed = `confirmed by ${violated} violations in ${trials} fresh trials at α = ${alpha.toPrecision(2)} (${search.judged} cells were judged on the way)`;
  const place =
    search.goal === 'smallest'
      ? `the smallest cell found that refutes it is d = ${d}, m = ${m}, C0 = ${C0}`
      : `at C0 = ${C0} it fails up to d = ${d} (m = ${m}), where shrinking towards larger d ended`;
  return {
    ...about(claim),
    kind: search.goal === 'smallest' ? 'smallest' : 'frontier',
    summary: `${place}, ${confirmed}${search.goal === 'smallest' ? otherReading(claim, all) : ''}`,
    cell: { d, m, C0, gamma },
    constants,
    trials,
    violated,
    witness: witness?.address ?? null,
    replay:
      witness === null ? `npx lakatos check ${claim.id} --search` : `npx lakatos replay ${witness.address}`,
  };
};

/**
 * Each refuted statement: by the smallest cell a search confirmed, else by the smallest of the grid; then its frontiers.
 *
 * A control is known to be false and no finding.
 */
export const findingsOf = (
  claims: readonly ClaimReport[],
  searches: readonly SearchReport[],
): readonly Finding[] =>
  claims
    .filter((claim) => !claim.control)
    .flatMap((claim) => {
      const own = searches.filter(({ claim: id, reading }) => id === claim.id && reading === claim.reading);
      const searched = own.flatMap((search) => fromSearch(claim, search, claims) ?? []);
      const smallest = searched.find(({ kind }) => kind === 'smallest') ?? fromGrid(claim, claims);
      return [
        ...(smallest === null ? [] : [smallest]),
        ...searched.filter(({ kind }) => kind === 'frontier'),
      ];
    });
