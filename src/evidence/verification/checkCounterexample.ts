import { z } from 'zod';
import type { Ledger } from './ledger.ts';
import type { ReadClaim } from './reportSchema.ts';

const numbers = z.array(z.number().finite()).max(10_000);

/** The network of a counterexample as a report prints it. */
const network = z.object({
  kind: z.literal('network'),
  x: numbers,
  a: numbers,
  W0: z.array(numbers).max(10_000),
  W: z.array(numbers).nullable(),
  given: z.record(z.string(), z.union([z.number(), numbers])),
  values: z.record(z.string(), z.number()),
  margin: z.number(),
  slack: z.number(),
});

type Network = z.infer<typeof network>;

const SUBJECT = 'witnesses re-validated';

const dot = (v: readonly number[], w: readonly number[]): number =>
  v.reduce((sum, entry, i) => sum + entry * w[i]!, 0);
const norm = (v: readonly number[]): number => Math.hypot(...v);

/** f and its gradient at a point, straight from the definition. */
const at = ({ a, W0, W }: Network, x: readonly number[]): { f: number; g: readonly number[] } => {
  const rows = W ?? W0;
  const scale = 1 / Math.sqrt(rows.length);
  let f = 0;
  const g = x.map(() => 0);
  rows.forEach((w, s) => {
    const p = dot(w, x);
    if (!(p > 0)) return;
    f += a[s]! * p * scale;
    w.forEach((entry, k) => {
      g[k]! += a[s]! * entry * scale;
    });
  });
  return { f, g };
};

/**
 * rhs − lhs of the descent inequality, with the supremum bounded from above by Σ‖w_s‖/√m over the neurons whose hyperplane comes
 * within reach: what is false with this larger bound is false.
 */
const descent =
  (power: 1 | 2) =>
  (net: Network): number | null => {
    const eta = net.given.eta;
    if (typeof eta !== 'number') return null;
    const { f, g } = at(net, net.x);
    const length = norm(g);
    const reach = Math.abs(eta) * length;
    const rows = net.W ?? net.W0;
    const cut = rows.filter((w) => Math.abs(dot(w, net.x)) <= reach * norm(w));
    const sup = cut.reduce((sum, w) => sum + norm(w), 0) / Math.sqrt(rows.length);
    const z = net.x.map((entry, k) => entry + eta * g[k]!);
    return f - Math.abs(eta) * length ** power + Math.abs(eta) * length ** (power - 1) * sup - at(net, z).f;
  };

/** The margins of statements whose counterexamples can be checked from what a report prints. */
const margins: Readonly<Record<string, (net: Network) => number | null>> = {
  'descent-inequality/printed': descent(1),
  'descent-inequality/intended': descent(2),
};

/**
 * Checks the networks that refute a deterministic statement: no row of W beyond the radius, and the conclusion false, from the printed
 * numbers and the definition of f alone. A statement without a formula here is counted as taken on trust.
 */
export const checkCounterexamples = (
  claim: ReadClaim,
  cell: { readonly verdict: string; readonly exhibits?: unknown },
  where: string,
  book: Ledger,
): void => {
  const marginOf = margins[`${claim.id}/${claim.reading}`];
  const exhibits = Array.isArray(cell.exhibits) ? cell.exhibits : [];
  const networks = exhibits.flatMap((exhibit) => {
    const found = network.safeParse(exhibit);
    return found.success ? [found.data] : [];
  });
  if (cell.verdict !== 'refuted') {
    book.trust(
      'passing examples of deterministic statements',
      1,
      'they show nothing that could be checked again',
    );
    return;
  }
  if (marginOf === undefined) {
    book.trust(
      'counterexamples',
      Math.max(1, networks.length),
      'no plain formula of their statement is known here',
    );
    return;
  }
  book.check(SUBJECT, where, networks.length > 0, () => 'it is refuted, and shows no network');
  for (const net of networks) {
    const shaped =
      net.a.length === net.W0.length &&
      [...net.W0, ...(net.W ?? [])].every((row) => row.length === net.x.length) &&
      (net.W === null || net.W.length === net.W0.length) &&
      net.a.every((sign) => sign === 1 || sign === -1);
    if (!book.check(SUBJECT, where, shaped, () => 'its network has other shapes than a network')) continue;
    const radius = Number(net.given.C0 ?? 0) / Math.sqrt(net.W0.length);
    const moved = net.W?.every(
      (row, s) => norm(row.map((w, k) => w - net.W0[s]![k]!)) <= radius * (1 + 1e-12),
    );
    book.check(SUBJECT, where, moved !== false, () => 'a row of its W lies beyond the radius');
    book.check(SUBJECT, where, Math.abs(norm(net.x) - 1) < 1e-12, () => 'its x is no unit vector');
    const margin = marginOf(net);
    book.check(
      SUBJECT,
      where,
      margin !== null && margin < 0,
      () => `the conclusion holds at its network: margin ${margin}`,
    );
  }
};
