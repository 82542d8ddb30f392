// Measures one draw of Theorem 3.1 decided by the certificate by boxes, on one thread of the built harness (dist/).
//
//   node bench/boxes.js                    the usual sizes
//   node bench/boxes.js 784 100000 5 8     one size, and so many draws
//
// CPU time, the draw and the question to W0 left out: machines are noisy. The first draws of a process are compiled on the way, so the
// median stands beside the largest.

import { rootOf } from '../dist/numerics/random/root.js';
import { boxedSide } from '../dist/theorems/lazyTraining/certificates/boxes/boxCertificate.js';
import { boxSide } from '../dist/theorems/lazyTraining/certificates/boxes/boxSide.js';
import { planeNeurons } from '../dist/theorems/lazyTraining/certificates/boxes/planeNeurons.js';
import { revealedWeights } from '../dist/theorems/lazyTraining/certificates/revealedWeights.js';
import { kernels } from '../dist/theorems/lazyTraining/kernels/inUse.js';
import { reducedStep } from '../dist/theorems/lazyTraining/samplers/reducedStep.js';

const usual = [
  [784, 100_000, 1, 10],
  [784, 100_000, 5, 10],
  [784, 100_000, 8, 10],
  [784, Math.ceil(784 ** 2.4), 5, 2],
];

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};

/** Milliseconds of both sides, and what came of them. */
const measured = (d, m, C0, trial) =>
  kernels().arena.scope(() => {
    const known = revealedWeights(reducedStep(rootOf('bench').child(trial), d, m), C0 / Math.sqrt(m));
    const C2 = 2 * Math.sqrt(Math.log(40)) + C0;
    const start = cpu();
    const plane = planeNeurons(known);
    const sides = [1, -1].map((sign) => boxedSide(boxSide(plane, sign), C2));
    return {
      time: cpu() - start,
      certified: sides.every(({ refusal }) => refusal === null),
      evaluations: sides.reduce((sum, { evaluations }) => sum + evaluations, 0),
    };
  });

const asked = process.argv.slice(2).map(Number);
console.log('     d           m    C0  certified  evaluations  median ms  largest ms');
for (const [d, m, C0, draws] of asked.length === 4 ? [asked] : usual) {
  const rows = Array.from({ length: draws }, (_, trial) => measured(d, m, C0, trial));
  const times = rows.map(({ time }) => time).sort((a, b) => a - b);
  const certified = rows.filter((row) => row.certified).length;
  const evaluations = rows.reduce((sum, row) => sum + row.evaluations, 0) / draws;
  console.log(
    [
      ...[String(d).padStart(6), String(m).padStart(11), String(C0).padStart(5)],
      ...[`${certified}/${draws}`.padStart(10), evaluations.toFixed(0).padStart(12)],
      ...[times[Math.floor(draws / 2)].toFixed(0).padStart(10), times.at(-1).toFixed(0).padStart(11)],
    ].join(' '),
  );
}
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
