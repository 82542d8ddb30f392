/**
 * Whether the certificate by boxes ever stands beside a W that keeps its sign: adversaries of four kinds against certificates on draws
 * of all the weights.
 *
 *   npm run witnesses-beside-boxes                     some ten thousand W, minutes
 *   npm run witnesses-beside-boxes -- --draws 2 --rounds 3 --seed another
 *
 * Ends with 1 on the first such W, or on a certificate below the critical C2 of an explicit W.
 */
import { parseArgs } from 'node:util';
import { meetCertificates } from '../properties/arbitraries/boxWitnesses.ts';
import { openEngine } from '../src/numerics/engine/openEngine.ts';

const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '24' },
    seed: { type: 'string', default: 'beside boxes' },
  },
});

/** Sizes at which most draws are certified at the theorem's C2. */
const cells = [
  { d: 25, m: 1200, C0: 0.1 },
  { d: 36, m: 1500, C0: 0.2 },
  { d: 49, m: 1500, C0: 0.3 },
  { d: 64, m: 2000, C0: 0.3 },
  { d: 81, m: 2000, C0: 0.6 },
  { d: 100, m: 2000, C0: 1 },
];

const began = performance.now();
const engine = await openEngine('wasm');
let [certified, refused, below, tried] = [0, 0, 0, 0];
for (const cell of cells) {
  const met = meetCertificates(engine, [cell], {
    draws: Number(values.draws),
    rounds: Number(values.rounds),
    seed: values.seed,
  });
  const kinds = [...met.tried].map(([kind, count]) => `${kind} ${count}`).join(', ');
  certified += met.certified;
  refused += met.refused;
  below += met.belowCritical;
  tried += [...met.tried.values()].reduce((sum, one) => sum + one, 0);
  console.log(
    `d = ${cell.d}, m = ${cell.m}, C0 = ${cell.C0}: ${met.certified} draws certified, ${met.refused} not; W beside them: ${kinds}; the nearest leaves ${met.nearest.toFixed(3)} C2`,
  );
}
console.log(
  `${tried} W beside certificates on ${certified} draws (${refused} without one), none keeps its sign; ${below} refusals just below the critical C2 of an explicit W. ${((performance.now() - began) / 1000).toFixed(0)} s.`,
);
