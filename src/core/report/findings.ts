import type {
  At,
  AxisReport,
  CellReport,
  ClaimReport,
  Finding,
  SearchReport,
  TheoremReport,
} from './report.ts';

/** What comes first among instances: fewer numbers, then smaller ones, then the larger failure rate. */
const bySize = ({ axes }: TheoremReport, a: At, b: At): number => {
  const size = (at: At): number =>
    axes.reduce((product, { symbol, kind }) => product * (kind === 'count' ? (at[symbol] ?? 1) : 1), 1);
  const differences = axes.map(({ symbol, kind }) => {
    const difference = (at: At, other: At): number => (at[symbol] ?? 0) - (other[symbol] ?? 0);
    return kind === 'count' ? 0 : kind === 'rate' ? difference(b, a) : difference(a, b);
  });
  return [size(a) - size(b), ...differences].find((difference) => difference !== 0) ?? 0;
};

/** The refuted cell inside the premise that is the smallest instance. */
const smallestRefuted = (claim: ClaimReport, theorem: TheoremReport): CellReport | undefined =>
  claim.cells
    .filter((cell) => cell.regime === 'inside' && cell.verdict === 'refuted')
    .sort((a, b) => bySize(theorem, a.at, b.at))[0];

/** A claim that is narrowed is refuted at some of its constants alone. */
const about = ({ id, reading, source, says, verdict }: ClaimReport) => ({
  ...{ claim: id, reading, source, says },
  verdict: verdict === 'narrowed' ? ('narrowed' as const) : ('refuted' as const),
});

/** What the other reading of the same statement came to: the one that survives, if one does. */
const otherReading = (claim: ClaimReport, all: readonly ClaimReport[]): string => {
  const other = all.find((one) => one.id === claim.id && one.reading !== claim.reading);
  if (other === undefined || other.cells.length === 0) return '';
  return `; the ${other.reading} reading is ${other.verdict} on the cells tried`;
};

/** `d = 16, m = 1000`: the axes of these kinds, in the theorem's order, in full precision. */
const placeOf = (at: At, { axes }: TheoremReport, wanted: (axis: AxisReport) => boolean): string =>
  axes
    .filter((axis) => at[axis.symbol] !== undefined && wanted(axis))
    .map(({ symbol, values }) => `${symbol} = ${values?.[at[symbol]! - 1] ?? at[symbol]}`)
    .join(', ');

const fromGrid = (
  claim: ClaimReport,
  all: readonly ClaimReport[],
  theorem: TheoremReport,
): Finding | null => {
  const cell = smallestRefuted(claim, theorem);
  if (cell === undefined) return null;
  const allowed = cell.failureRate?.value ?? 0;
  const share = `${cell.violated} of ${cell.trials} draws violate it, where ${allowed === 0 ? 'none' : `a share of ${allowed}`} is allowed`;
  const instance = cell.figures?.find((figure) => figure.kind === 'instance');
  const place = `refuted at ${placeOf(cell.at, theorem, ({ kind }) => kind !== 'rate')}`;
  return {
    kind: 'grid',
    ...about(claim),
    summary: `${cell.because === undefined ? `${place}: ${share}` : cell.because}${otherReading(claim, all)}`,
    cell: {
      at: cell.at,
      ...(cell.named === undefined ? {} : { named: cell.named }),
      ...(cell.setting === undefined ? {} : { setting: cell.setting }),
    },
    failureRate: cell.failureRate,
    ...(instance === undefined ? {} : { instance }),
    constants: cell.constants,
    trials: cell.trials,
    violated: cell.violated,
    witness: cell.witness?.address ?? null,
    replay: cell.replay,
  };
};

/** `the smallest cell found that refutes it is …`, or the largest value of an axis at which one was found. */
const foundAt = ({ at }: { readonly at: At }, along: string | null, theorem: TheoremReport): string => {
  if (along === null)
    return `the smallest cell found that refutes it is ${placeOf(at, theorem, ({ kind }) => kind !== 'rate')}`;
  const fixed = placeOf(at, theorem, ({ kind }) => kind === 'real');
  const moving = placeOf(at, theorem, ({ kind, symbol }) => kind === 'count' && symbol !== along);
  return `${fixed === '' ? '' : `at ${fixed} `}it is still refuted at ${along} = ${at[along]}${moving === '' ? '' : ` (${moving})`}, the largest that the search found`;
};

const fromSearch = (
  claim: ClaimReport,
  search: SearchReport,
  all: readonly ClaimReport[],
  theorem: TheoremReport,
): Finding | null => {
  const { cell, confirmation, along, judged } = search;
  if (search.verdict !== 'refuted' || cell === null || confirmation === null) return null;
  const { trials, violated, alpha, witness } = confirmation;
  const confirmed = `confirmed by ${violated} violations in ${trials} fresh trials at α = ${alpha.toPrecision(2)} (${judged} cells were judged on the way)`;
  return {
    kind: along === null ? 'smallest' : 'frontier',
    ...about(claim),
    summary: `${foundAt(cell, along, theorem)}, ${confirmed}${along === null ? otherReading(claim, all) : ''}`,
    cell: { at: cell.at },
    failureRate: search.failureRate,
    constants: cell.constants,
    trials,
    violated,
    witness: witness?.address ?? null,
    replay:
      witness === null ? `npx lakatos check ${claim.id} --search` : `npx lakatos replay ${witness.address}`,
  };
};

/** What a proof refutes of which no cell was refuted. */
const fromProof = (claim: ClaimReport): Finding | null =>
  claim.proof?.verdict !== 'refuted'
    ? null
    : {
        ...{ kind: 'proof', ...about(claim) },
        summary: `refuted by proof: ${claim.proof.because}`,
        ...{ cell: { at: {} }, failureRate: null, constants: {}, trials: 0, violated: 0, witness: null },
        replay: `npx lakatos check ${claim.id} --reading ${claim.reading}`,
      };

/**
 * Each refuted or narrowed statement: by the smallest cell a search confirmed, else by the smallest of the grid; then its frontiers.
 *
 * A control is known to be false and no finding.
 */
export const findingsOf = (
  claims: readonly ClaimReport[],
  searches: readonly SearchReport[],
  theorems: readonly TheoremReport[],
): readonly Finding[] =>
  claims
    .filter(({ control, verdict }) => !control && (verdict === 'refuted' || verdict === 'narrowed'))
    .flatMap((claim) => {
      const theorem = theorems.find(({ id }) => id === claim.theorem);
      if (theorem === undefined) return [];
      const own = searches.filter(({ claim: id, reading }) => id === claim.id && reading === claim.reading);
      const searched = own.flatMap((search) => fromSearch(claim, search, claims, theorem) ?? []);
      const smallest =
        searched.find(({ kind }) => kind === 'smallest') ??
        fromGrid(claim, claims, theorem) ??
        fromProof(claim);
      return [
        ...(smallest === null ? [] : [smallest]),
        ...searched.filter(({ kind }) => kind === 'frontier'),
      ];
    });
