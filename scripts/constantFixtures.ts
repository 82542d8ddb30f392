/**
 * Writes fixtures/constants/*.json: `node --import jiti/register scripts/constantFixtures.ts [NAME …]`, those named or all.
 *
 * A change of these files is a change of every calibrated constant: of the draws, of the searches, or of the statistics. A test
 * derives them again and compares exactly; it guards against moving by accident and does not say that a value is right.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chapterOf } from '../src/core/calibrate/chapter.ts';
import { sampleDraws } from '../src/core/run/sampleDraws.ts';
import type { Measure } from '../src/core/run/task.ts';
import { claimsOf } from '../src/core/theorem.ts';
import { toJson } from '../src/render/json.ts';
import { measure } from '../src/theorems/lazyTraining/calibration/measure.ts';
import { predictions } from '../src/theorems/lazyTraining/calibration/predictions.ts';
import { lazyTraining } from '../src/theorems/lazyTraining/theorem.ts';

const requests = {
  F: {
    symbol: 'F',
    claim: 'initial-value-is-bounded',
    d: [3],
    m: ['50', '200'],
    C0: [0],
    gamma: [0.2],
    trials: 60,
    alpha: 0.01,
  },
  C1: {
    symbol: 'C1',
    claim: 'gradient-is-large',
    d: [8, 16],
    m: ['200'],
    C0: [0.5, 1],
    gamma: [0.2],
    trials: 40,
    alpha: 0.01,
  },
  C0: {
    symbol: 'C0',
    claim: 'gradient-is-large',
    d: [9],
    m: ['200'],
    C0: [1],
    gamma: [0.2],
    trials: 30,
    alpha: 0.01,
  },
  C2: {
    symbol: 'C2',
    claim: 'one-step-flips',
    d: [16],
    m: ['400'],
    C0: [0, 0.01],
    gamma: [0.25],
    trials: 40,
    alpha: 0.01,
  },
  C3: {
    symbol: 'C3',
    claim: 'initial-gradient-is-large',
    d: [9],
    m: ['1'],
    C0: [0],
    gamma: [0.5],
    trials: 20,
    alpha: 0.01,
  },
  C0step: {
    symbol: 'C0',
    claim: 'one-step-flips',
    d: [60],
    m: ['400'],
    C0: [1],
    gamma: [0.25],
    trials: 40,
    alpha: 0.01,
    constantValues: { C2: 2 },
  },
  C3step: {
    symbol: 'C3',
    claim: 'one-step-flips',
    d: [40],
    m: ['1'],
    C0: [0],
    gamma: [0.25],
    trials: 30,
    alpha: 0.01,
    constantValues: { C2: 2.5 },
  },
  C4step: {
    symbol: 'C4',
    claim: 'one-step-flips',
    d: [16],
    m: ['100', '800'],
    C0: [0],
    gamma: [0.25],
    trials: 40,
    alpha: 0.01,
    constantValues: { C2: 2.5 },
  },
  figure4left: {
    symbol: 'K',
    claim: 'figure-4-left',
    d: [25, 100],
    m: ['200'],
    C0: [2],
    gamma: [0.5, 0.25],
    trials: 40,
    alpha: 0.01,
  },
  figure4right: {
    symbol: 'C0',
    claim: 'figure-4-right',
    d: [100],
    m: ['100', '400'],
    C0: [1],
    gamma: [0.5, 0.25],
    trials: 40,
    alpha: 0.01,
    constantValues: { delta: 0.2 },
  },
} as const;

const measureInProcess: Measure = async (task) => sampleDraws(lazyTraining, task);
const named = process.argv.slice(2);

for (const [name, request] of Object.entries(requests)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const claim = [...claimsOf(lazyTraining), ...predictions.map((one) => one.claim)].find(
    ({ id, reading }) => id === request.claim && reading === 'printed',
  )!;
  const sampling = { measure: measureInProcess, theorem: lazyTraining.id, seed: 'lakatos' };
  const chapter = chapterOf(await measure(sampling, { ...request, claim }, 'fixture'));
  const path = fileURLToPath(new URL(`../fixtures/constants/${name}.json`, import.meta.url));
  writeFileSync(path, toJson({ request, chapter }, name));
}
