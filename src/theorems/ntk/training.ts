import { around, type Point, type Setting } from '../../core/theorem.ts';
import { signs } from '../../numerics/random/signs.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { type Inputs, inputsAt } from './inputs.ts';
import { type Preactivations, preactivations } from './preactivations.ts';

interface TrainingDraw {
  readonly stream: Stream;
  readonly inputs: Inputs;
}

/** n⁶/(λ0⁴ γ³): the width that Theorem 4.1 asks for, but for its constant. */
const askedWidth = ({ n, least }: Inputs, gamma: number): number =>
  least.lower > 0 ? n ** 6 / (((least.lower + least.upper) / 2) ** 4 * gamma ** 3) : Number.POSITIVE_INFINITY;

/** ⟨w_s, x_i⟩, one neuron after the other. */
const byNeuron = ({ m, inputs: { n }, u }: Preactivations): Float64Array => {
  const rows = new Float64Array(m * n);
  for (let i = 0; i < n; i++) for (let s = 0; s < m; s++) rows[s * n + i] = u[i * m + s]!;
  return rows;
};

/**
 * Gradient descent on ½‖u − y‖² over W alone, `steps` steps of size η = `pace` λ0/n²: the largest ‖u(k) − y‖² in units of the bound
 * (1 − ηλ0/2)^k ‖u(0) − y‖².
 *
 * Moving the weights moves the preactivations by multiples of the Gram matrix alone: u_s −= η a_s/√m G((u − y)∘1[u_s ≥ 0]).
 */
const worstRatio = ({ stream, inputs }: TrainingDraw, at: Point): number => {
  const { n, gram, least, labels } = inputs;
  const m = at.m!;
  const u = byNeuron(preactivations(stream, at, 'reduced'));
  const a = signs(stream.child('a'), m).slice();
  const lambda0 = (least.lower + least.upper) / 2;
  const eta = (at.pace! * lambda0) / (n * n);
  const scale = 1 / Math.sqrt(m);
  const residuals = (): Float64Array => {
    const r = new Float64Array(n);
    for (let s = 0; s < m; s++)
      for (let i = 0; i < n; i++) {
        const value = u[s * n + i]!;
        if (value > 0) r[i]! += a[s]! * scale * value;
      }
    return r.map((value, i) => value - labels[i]!);
  };
  const squared = (r: Float64Array): number => r.reduce((sum, one) => sum + one * one, 0);
  let r = residuals();
  let bound = squared(r);
  let worst = 0;
  const pull = new Float64Array(n);
  for (let step = 0; step < at.steps!; step++) {
    for (let s = 0; s < m; s++) {
      const active = u.subarray(s * n, s * n + n);
      pull.fill(0);
      for (let i = 0; i < n; i++) {
        if (!(active[i]! >= 0)) continue;
        const factor = eta * a[s]! * scale * r[i]!;
        for (let j = 0; j < n; j++) pull[j]! += factor * gram[i * n + j]!;
      }
      for (let j = 0; j < n; j++) active[j]! -= pull[j]!;
    }
    r = residuals();
    bound *= 1 - (eta * lambda0) / 2;
    worst = Math.max(worst, squared(r) / bound);
  }
  return worst;
};

/** Steps that are tried lose no more than a few units in the last place each, and a contraction carries none of them on. */
const ROUNDING = 1e-9;

/** A network trained from a random start on fixed inputs with fixed labels ±1. */
export const training: Setting<TrainingDraw> = {
  name: 'training of a two-layer network',
  reads: ['d', 'n', 'data', 'm', 'gamma', 'steps', 'pace'],
  quantities: [
    {
      symbol: 'askedForTraining',
      says: 'n⁶/(λ0⁴ γ³)',
      tex: '\\tfrac{n^6}{\\lambda_0^4\\gamma^3}',
      value: ({ inputs }, _, at) => askedWidth(inputs, at.gamma!),
    },
    {
      symbol: 'lossRatio',
      says: 'the largest loss on the way, in units of the bound (1 − ηλ0/2)^k ‖u(0) − y‖²',
      tex: '\\max_k \\tfrac{\\|u(k)-y\\|^2}{(1-\\eta\\lambda_0/2)^k\\|u(0)-y\\|^2}',
      value: (draw, _, at) => worstRatio(draw, at),
    },
  ],
  sample: (stream, at) => ({ stream, inputs: inputsAt(at) }),
  *refine(draw, _, at) {
    const asked = askedWidth(draw.inputs, at.gamma!);
    const askedForTraining = around({ value: asked, error: Number.isFinite(asked) ? 1e-6 * asked : 0 });
    // Where the width is not what the claim asks for, there is nothing to train.
    const isMet = at.K === undefined ? Number.isFinite(asked) : at.K * asked <= at.m! * (1 + 1e-9);
    if (!isMet) {
      yield { askedForTraining, lossRatio: { lower: 0, upper: Number.POSITIVE_INFINITY } };
      return;
    }
    const value = worstRatio(draw, at);
    yield { askedForTraining, lossRatio: around({ value, error: ROUNDING * value }) };
  },
  cost: (at) => {
    const { n } = inputsAt(at);
    return { seconds: 1e-4 + at.steps! * at.m! * n * (4e-9 + 1e-9 * n), bytes: 2 ** 20 + 24 * at.m! * n };
  },
};
