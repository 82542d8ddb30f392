import { z } from 'zod';

const numbers = z.array(z.number().finite()).max(10_000);

const rows = z.array(numbers).max(10_000);

/** The network of a counterexample as a report prints it; W is left out where it is W0. */
const instance = z.object({
  kind: z.literal('instance'),
  given: z.object({
    x: numbers,
    a: numbers,
    W0: rows,
    W: rows.optional(),
    C0: z.number(),
    eta: z.number().optional(),
  }),
  margin: z.number(),
  slack: z.number(),
});

type Network = z.infer<typeof instance>['given'];

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
    const { eta } = net;
    if (eta === undefined) return null;
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

/** Why a printed network is not a counterexample, as a clause: shapes, the ball, a conclusion that holds; null where it is one. */
const faultOf = (net: Network, marginOf: (net: Network) => number | null): string | null => {
  const { x, a, W0, W, C0 } = net;
  const shaped =
    a.length === W0.length &&
    [...W0, ...(W ?? [])].every((row) => row.length === x.length) &&
    (W === undefined || W.length === W0.length) &&
    a.every((sign) => sign === 1 || sign === -1);
  if (!shaped) return 'its network has other shapes than a network';
  const radius = C0 / Math.sqrt(W0.length);
  const inside = W?.every((row, s) => norm(row.map((w, k) => w - W0[s]![k]!)) <= radius * (1 + 1e-12));
  if (inside === false) return 'a row of its W lies beyond the radius';
  if (!(Math.abs(norm(x) - 1) < 1e-12)) return 'its x is not a unit vector';
  const margin = marginOf(net);
  return margin !== null && margin < 0 ? null : `the conclusion holds at its network: margin ${margin}`;
};

/** Looks at the networks that refute a study, from the printed numbers and the definition of f alone; null where no formula is known. */
export const counterexamples = (
  { id, reading }: { readonly id: string; readonly reading: string },
  figures: readonly unknown[],
): readonly (string | null)[] | null => {
  const marginOf = margins[`${id}/${reading}`];
  if (marginOf === undefined) return null;
  return figures.flatMap((figure) => {
    const found = instance.safeParse(figure);
    return found.success ? [faultOf(found.data.given, marginOf)] : [];
  });
};
