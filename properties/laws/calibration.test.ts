import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { chapterOf } from '../../src/core/calibrate/chapter.ts';
import { documentOf } from '../../src/core/calibrate/document.ts';
import { frontier, requireFrontier } from '../../src/core/calibrate/frontier.ts';
import { boundsOf, requireTrials, type Sample, trialsFor } from '../../src/core/calibrate/sample.ts';
import type { Sampling } from '../../src/core/calibrate/sampling.ts';
import { cellStream } from '../../src/core/judge/address.ts';
import { judgeCell } from '../../src/core/judge/judgeCell.ts';
import { runTrial } from '../../src/core/judge/runTrial.ts';
import type { ConstantChapter } from '../../src/core/report/constants.ts';
import { sampleDraws } from '../../src/core/run/sampleDraws.ts';
import { resultAddress } from '../../src/core/run/store/address.ts';
import { addressOfSample } from '../../src/core/run/store/keeping.ts';
import { sampleLogIn } from '../../src/core/run/store/sampleLog.ts';
import type { Measure } from '../../src/core/run/task.ts';
import { claimsOf } from '../../src/core/theorem.ts';
import { norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { upperTail } from '../../src/numerics/statistics/binomial.ts';
import { ksTwoSample } from '../../src/numerics/statistics/kolmogorovSmirnov.ts';
import { wilksLowerRank, wilksUpperRank } from '../../src/numerics/statistics/wilks.ts';
import {
  type Calibration,
  requireCalibration,
  requireSolvable,
} from '../../src/theorems/lazyTraining/calibration/calibrationRequest.ts';
import { measure } from '../../src/theorems/lazyTraining/calibration/measure.ts';
import { predictions } from '../../src/theorems/lazyTraining/calibration/predictions.ts';
import { measureBrackets } from '../../src/theorems/lazyTraining/measure/measureBrackets.ts';
import { measureReach } from '../../src/theorems/lazyTraining/measure/measureReach.ts';
import { measureStep } from '../../src/theorems/lazyTraining/measure/measureStep.ts';
import { gradientAfter, gradientBracket } from '../../src/theorems/lazyTraining/network/gradientBracket.ts';
import { noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { narrowed } from '../../src/theorems/lazyTraining/network/narrowed.ts';
import { gradientAt, largestShift } from '../../src/theorems/lazyTraining/network/reference.ts';
import { reducedGradient } from '../../src/theorems/lazyTraining/samplers/reducedGradient.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { lazyTraining } from '../../src/theorems/lazyTraining/theorem.ts';
import { roundingRoom } from '../arbitraries/rounding.ts';
import { radiusOf, scenes, streamOf } from '../arbitraries/scenes.ts';
import { turns } from '../turns.ts';

const measureInProcess: Measure = async (task) => sampleDraws(lazyTraining, task);

/** What the samples of these tests have in common. */
const theorem = lazyTraining.id;

const search = { tolerance: 1e-3, iterations: 100, decided: () => false };
const claimOf = (id: string) =>
  [...claimsOf(lazyTraining), ...predictions.map(({ claim }) => claim)].find(
    (claim) => claim.id === id && claim.reading === 'printed',
  )!;

describe('a draw seen with a smaller radius is the same draw', () => {
  it('its may-flip set, its gradient and the weights that its search found are those of the explicit network', () => {
    fc.assert(
      fc.property(scenes, fc.double({ min: 0, max: 1, noNaN: true }), (scene, share) => {
        const { d, m } = scene;
        const radius = share * radiusOf(scene);
        const whole = reducedGradient(streamOf(scene, 'narrowed'), d, m, radiusOf(scene));
        const seen = narrowed(whole, radius);
        const network = seen.explicit();
        expect([...seen.mayFlip]).toEqual(
          [...seen.u.keys()].filter((s) => seen.u[s]! > -radius && seen.u[s]! <= radius),
        );
        const { movement } = gradientBracket(seen, search);
        for (const one of [noMovement(m), movement]) {
          const { norm: revealed } = gradientAfter(seen, one);
          // Rows are kept in f32 on both sides alike; sums of them pass the roundings that `roundingRoom`
          // counts.
          const room = 2 * roundingRoom(network, one).gradient;
          expect(Math.abs(norm(gradientAt(network, one, network.x)) - revealed)).toBeLessThanOrEqual(room);
        }
        expect(largestShift(network, movement)).toBeLessThanOrEqual(radius);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('has the law of a draw at that radius (false-alarm rate 1e-9)', () => {
    const [d, m, draws] = [12, 400, 300];
    const [large, small] = [4 / Math.sqrt(m), 1 / Math.sqrt(m)];
    const lowerAt = (i: number, narrow: boolean): number => {
      const stream = rootOf('laws')
        .child(narrow ? 'narrow' : 'direct')
        .child(i);
      const instance = narrow
        ? narrowed(reducedGradient(stream, d, m, large), small)
        : reducedGradient(stream, d, m, small);
      return gradientBracket(instance, search).lower;
    };
    const sample = (narrow: boolean) => Array.from({ length: draws }, (_, i) => lowerAt(i, narrow));
    expect(ksTwoSample(sample(true), sample(false)).pValue).toBeGreaterThan(1e-9);
  });

  it('gives shorter gradients for larger balls, from both sides, and refuses a radius it was not drawn for', () => {
    const of = {
      kind: 'brackets',
      family: 'gradient',
      quantities: ['gradientInf'],
      C0: [0.5, 1, 2, 4],
    } as const;
    for (let trial = 0; trial < 20; trial++) {
      const { brackets } = measureBrackets(rootOf('laws').child('nested').child(trial), 20, 500, of);
      for (let i = 1; i < brackets.length; i++)
        // A certificate for the larger ball holds in the smaller: no attack there may reach below it.
        expect(brackets[i - 1]![0]!.upper).toBeGreaterThanOrEqual(brackets[i]![0]!.lower);
    }
    const drawn = reducedGradient(rootOf('laws').child('narrow'), 5, 20, 0.1);
    expect(() => narrowed(drawn, 0.2)).toThrow('draw at the largest radius');
  });
});

describe('bounds of a constant', () => {
  const ends = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    { minLength: 40, maxLength: 80 },
  );
  const sampleOf = (pairs: readonly (readonly [number, number])[]): Sample => ({
    at: { d: 1, m: 1, C0: 1 },
    trials: pairs.length,
    ends: () => ({
      lower: pairs.map(([lower]) => (lower === 0 ? Number.NEGATIVE_INFINITY : lower)),
      upper: pairs.map(([, upper]) => (upper === 12 ? Number.POSITIVE_INFINITY : upper)),
    }),
    certificateError: 0,
    whyMissing: () => 'none',
  });

  it('are those of candidates tested one by one, up to the first that fails', () => {
    fc.assert(
      fc.property(ends, (pairs) => {
        const [n, gamma, alpha] = [pairs.length, 0.2, 0.01];
        const { lower, upper } = boundsOf(sampleOf(pairs), 'large', gamma, alpha);
        let supported: number | null = null;
        for (let c = 11; c >= 0; c--) {
          if (pairs.filter(([, end]) => end > c).length > wilksUpperRank(n, gamma, alpha)! - 1) break;
          supported = c;
        }
        let refuted: number | null = null;
        for (let c = 1; c <= 12; c++) {
          if (pairs.filter(([end]) => end >= c).length < wilksLowerRank(n, gamma, alpha)!) break;
          refuted = c;
        }
        expect({ lower, upper }).toEqual({ lower: refuted, upper: supported });
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('turn over with the constant: what is large for C is small for −C', () => {
    fc.assert(
      fc.property(ends, (pairs) => {
        const straight = boundsOf(sampleOf(pairs), 'large', 0.2, 0.01);
        const turned: Sample = {
          ...sampleOf(pairs),
          ends: (gamma) => {
            const { lower, upper } = sampleOf(pairs).ends(gamma);
            return { lower: Array.from(upper, (x) => -x), upper: Array.from(lower, (x) => -x) };
          },
        };
        const { lower, upper } = boundsOf(turned, 'small', 0.2, 0.01);
        const negative = (x: number | null) => (x === null ? null : 0 - x);
        expect({ lower: negative(upper), upper: negative(lower) }).toEqual(straight);
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  it('hold the exact quantile where the law is known, in 100 calibrations (false-alarm rate below 1e-6)', async () => {
    const alpha = 0.01;
    let outside = 0;
    for (let run = 0; run < 50; run++) {
      const sampling = { measure: measureInProcess, theorem, seed: `coverage ${run}` };
      for (const [symbol, claim] of [
        ['F', 'initial-value-is-bounded'],
        ['S', 'few-neurons-flip'],
      ] as const) {
        const grid = { d: [2], m: ['60'], C0: [1], gamma: [0.2], trials: 60, alpha };
        const asked: Calibration = { ...grid, symbol, claim: claimOf(claim) };
        const { lower, upper, exact } = chapterOf(await measure(sampling, asked, '')).constants[0]!;
        // Quotients of counts and of closed forms agree to a few ulps.
        const room = 1e-9 * exact!;
        if ((lower !== null && lower > exact! + room) || (upper !== null && upper < exact! - room)) outside++;
      }
    }
    // Each of the 100 pairs of bounds is wrong with chance at most 2α, and the two claims have draws of their
    // own.
    expect(upperTail(100, outside, 2 * alpha)).toBeGreaterThan(1e-6);
  });

  it('need as many trials as the sentence says', () => {
    expect(() => requireTrials(100, 0.05, 1e-3, 0)).toThrow('it takes at least 135');
    expect(() => requireTrials(135, 0.05, 1e-3, 0)).not.toThrow();
    expect(() => requireTrials(2e6, 0.05, 1e-3, 1e-9)).toThrow('leaves nothing of α');
    expect(trialsFor([0.2, 0.05], 1e-3)).toBe(820);
  });
});

describe('the step constant on one draw', () => {
  it('is never certified where an attack succeeds, and asks certificates before attacks', () => {
    const grid = [0.2, 0.4, 0.8, 1.2, 1.6, 2.4, 3.2];
    const seen = { certified: 0, violated: 0 };
    for (let trial = 0; trial < 12; trial++) {
      const stream = rootOf('laws').child('step').child(trial);
      const both = measureStep(stream, 30, 2000, { kind: 'step', C0: 0.3, certify: grid, attack: grid });
      both.violated.forEach((violated, i) => void expect(violated && both.certified[i]).toBe(false));
      seen.certified += both.certified.filter(Boolean).length;
      seen.violated += both.violated.filter(Boolean).length;
      // What a certificate says does not depend on whether an attack follows.
      expect(
        measureStep(stream, 30, 2000, { kind: 'step', C0: 0.3, certify: grid, attack: [] }).certified,
      ).toEqual(both.certified);
    }
    // Both happen, or nothing was compared.
    expect(Math.min(seen.certified, seen.violated)).toBeGreaterThan(5);
  });

  it('is certified by boxes where the first certificate refuses, from the largest candidate down (pinned draws)', () => {
    const certify = [0.6, 1.2, 2, 3, 4.5];
    const seen = { first: 0, boxes: 0, refused: 0 };
    for (let trial = 0; trial < 2; trial++) {
      const stream = rootOf('laws').child('boxes').child(trial);
      const of = (boxes?: 'down' | 'halving') =>
        measureStep(stream, 196, 20_000, {
          kind: 'step',
          C0: 2,
          certify,
          attack: [],
          ...(boxes === undefined ? {} : { boxes }),
        }).certified;
      const [alone, down, halving] = [of(), of('down'), of('halving')];
      // What the first certificate gave stays; what boxes add is a run from the largest candidate down.
      alone.forEach((certified, i) => void (certified && expect(down[i]).toBe(true)));
      const lastRefused = down.lastIndexOf(false);
      down
        .slice(0, Math.max(0, lastRefused))
        .forEach((certified, i) => void expect(certified).toBe(alone[i]));
      expect(halving.lastIndexOf(false)).toBeLessThanOrEqual(halving.indexOf(true));
      seen.first += alone.filter(Boolean).length;
      seen.boxes += down.filter(Boolean).length - alone.filter(Boolean).length;
      seen.refused += down.filter((certified) => !certified).length;
    }
    expect(seen.boxes).toBeGreaterThan(1);
    expect(seen.refused).toBeGreaterThan(1);
  });

  it('is asked about no more candidates than the tail events of a draw pay for', () => {
    const many = Array.from({ length: 53 }, (_, i) => 1 + i);
    const asked = { kind: 'step', C0: 1, certify: many, attack: [] } as const;
    expect(() => measureStep(rootOf('laws'), 4, 20, asked)).toThrow('at most 52');
  });
});

describe('the reach of a step on one draw', () => {
  const C0 = [0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2];

  it('is certified below where it is violated, and is neither at a larger ball than before', () => {
    const seen = { certified: 0, violated: 0 };
    for (let trial = 0; trial < 12; trial++) {
      const stream = rootOf('laws').child('reach').child(trial);
      const { lower, upper } = measureReach(stream, 60, 2000, { kind: 'reach', C2: 1.5, C0 });
      if (lower !== null && upper !== null) expect(lower).toBeLessThan(upper);
      seen.certified += Number(lower !== null && lower > 0);
      seen.violated += Number(upper !== null);
      // An attack of another kind, on candidate C2 at one radius: it succeeds on no draw and ball that is
      // certified.
      if (lower !== null) {
        const step = { kind: 'step', C0: lower, certify: [], attack: [1.5] } as const;
        expect(measureStep(stream, 60, 2000, step).violated).toEqual([false]);
      }
    }
    // Both happen, or nothing was compared.
    expect(Math.min(seen.certified, seen.violated)).toBeGreaterThan(5);
  });

  it('is that of W0 alone where the ball is: violated at every radius, or certified at 0', () => {
    for (let trial = 0; trial < 30; trial++) {
      const stream = rootOf('laws').child('start').child(trial);
      const { lower, upper } = measureReach(stream, 60, 2000, { kind: 'reach', C2: 0.5, C0: [0] });
      const start = { kind: 'step', C0: 0, certify: [], attack: [0.5] } as const;
      expect(upper === 0).toBe(measureStep(stream, 60, 2000, start).violated[0]);
      expect(lower === 0 && upper === 0).toBe(false);
    }
  });

  it('is asked about no more candidates than the tail events of a draw pay for', () => {
    const many = Array.from({ length: 53 }, (_, i) => i);
    expect(() => measureReach(rootOf('laws'), 4, 20, { kind: 'reach', C2: 1, C0: many })).toThrow(
      'at most 52',
    );
  });
});

describe('draws that are kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakatos-samples-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const origin = { seed: 'lakatos', engine: 'none', code: 'none', ownCode: '' };
  const loud = (sentence: string): never => {
    throw new Error(sentence);
  };
  const logIn =
    (warn: (sentence: string) => void = loud): Sampling['log'] =>
    (sample) =>
      sampleLogIn(folder, addressOfSample(sample, origin), warn, Number.POSITIVE_INFINITY);
  const asked: Calibration = {
    symbol: 'F',
    claim: claimOf('value-is-bounded'),
    d: [3],
    m: ['30'],
    C0: [0.5],
    gamma: [0.2],
    trials: 90,
    alpha: 0.01,
  };
  const counting = (failing: number | null) => {
    const draws: number[] = [];
    const measured: Measure = async (task) => {
      if (failing !== null && task.from >= failing) throw new Error('interrupted');
      for (let i = task.from; i < task.to; i++) draws.push(i);
      return measureInProcess(task);
    };
    return { draws, measured };
  };
  const textOf = async (sampling: Sampling, more: Partial<Calibration> = {}) =>
    JSON.stringify(chapterOf(await measure(sampling, { ...asked, ...more }, '')));

  it('are not made again after an interruption, nor for a longer sample, and give the same bytes', async () => {
    const whole = await textOf({ measure: measureInProcess, theorem, seed: 'lakatos' });
    const cut = counting(40);
    await expect(textOf({ measure: cut.measured, theorem, seed: 'lakatos', log: logIn() })).rejects.toThrow(
      'interrupted',
    );
    expect(cut.draws).toHaveLength(40);
    const rest = counting(null);
    expect(await textOf({ measure: rest.measured, theorem, seed: 'lakatos', log: logIn() })).toBe(whole);
    expect([...rest.draws].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => 40 + i));
    const none = counting(0);
    expect(await textOf({ measure: none.measured, theorem, seed: 'lakatos', log: logIn() })).toBe(whole);
    // Of a shorter sample all is known; of a longer one the last stretch, which was not a whole one, is made
    // again.
    await textOf({ measure: none.measured, theorem, seed: 'lakatos', log: logIn() }, { trials: 50 });
    const longer = counting(null);
    await textOf({ measure: longer.measured, theorem, seed: 'lakatos', log: logIn() }, { trials: 110 });
    expect(longer.draws).toHaveLength(30);
  });

  it('keep ends that are infinite, and are set aside where they are broken', () => {
    const address = resultAddress('measure', 'infinite', origin);
    const rows = [{ brackets: [[{ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }]] }];
    const log = sampleLogIn(folder, address, loud);
    log.keep(0, rows);
    log.flush();
    expect(sampleLogIn(folder, address, loud).known(0, 1)).toEqual(rows);
    expect(sampleLogIn(folder, address, loud).known(0, 2)).toBeNull();
    truncateSync(join(folder, address.slice(0, 2), `${address}.json`), 60);
    const warnings: string[] = [];
    expect(sampleLogIn(folder, address, (one) => warnings.push(one)).known(0, 1)).toBeNull();
    expect(warnings).toEqual([expect.stringMatching(/is set aside as .*its result is computed again$/)]);
  });
});

describe('a calibration', () => {
  const folder = fileURLToPath(new URL('../../fixtures/constants/', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const isConstants = new Ajv2020({ allowUnionTypes: true }).compile(
    JSON.parse(
      readFileSync(new URL('../../fixtures/contract/constants.schema.json', import.meta.url), 'utf8'),
    ),
  );

  interface Fixture {
    readonly request: Omit<Calibration, 'claim'> & { readonly claim: string };
    readonly chapter: ConstantChapter;
  }

  /** Stretches measured in another order than they were asked for, as threads do. */
  const shuffled: Measure = async (task) => {
    await turns((task.from * 7919) % 5);
    return measureInProcess(task);
  };

  it.each(names)('gives the bits that %s keeps, in whatever order its draws are measured', async (name) => {
    const { request, chapter } = JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Fixture;
    const sampling = { measure: shuffled, theorem, seed: 'lakatos' };
    const found = chapterOf(
      await measure(sampling, { ...request, claim: claimOf(request.claim) }, 'fixture'),
    );
    expect(JSON.parse(JSON.stringify(found))).toEqual(chapter);
    const document = documentOf([found], [], 'lakatos');
    expect(isConstants(JSON.parse(JSON.stringify(document))), JSON.stringify(isConstants.errors)).toBe(true);
    for (const one of found.constants) {
      if (one.lower !== null && one.upper !== null) expect(one.lower).toBeLessThanOrEqual(one.upper);
      // A bound that is missing says why.
      expect(one.note === null).toBe(one.lower !== null && one.upper !== null);
    }
  });

  it('refuses what it cannot solve, naming what it can', () => {
    expect(() => requireSolvable('C9', claimOf('gradient-is-large'))).toThrow(
      'gradient-is-large cannot be solved for C9',
    );
    expect(() => requireSolvable('C1', claimOf('one-step-flips'))).toThrow('did you mean "C2"?');
    expect(() => requireSolvable('C1', claimOf('figure-4-left'))).toThrow('it can be solved for K');
  });

  it('refuses constants that are not the claim’s, and trials too few for what certificates leave of α', () => {
    const asked = { d: [100], m: ['1000'], C0: [1], gamma: [0.05], trials: null, alpha: 1e-3 } as const;
    const step = { ...asked, symbol: 'C0', claim: claimOf('one-step-flips') };
    expect(() => requireCalibration({ ...step, constantValues: { C2: 3 } })).not.toThrow();
    expect(() => requireCalibration({ ...step, constantValues: { C5: 3 } })).toThrow(
      'has no free constant "C5"',
    );
    expect(() => requireCalibration({ ...step, symbol: 'C2', constantValues: { C2: 3 } })).toThrow(
      '--let C2 sets the very constant that is looked for',
    );
    for (const symbol of ['C0', 'C3', 'C4'])
      expect(() => requireCalibration({ ...step, symbol, trials: 100 })).toThrow('it takes at least 135');
    const left = { ...asked, symbol: 'K', claim: claimOf('figure-4-left'), trials: 100 };
    expect(() => requireCalibration(left)).toThrow('it takes at least 135');
  });

  it('finds a frontier from both sides, and tells them apart', async () => {
    const request = requireFrontier({
      theorem: lazyTraining,
      axis: 'd',
      claim: claimOf('gradient-is-large'),
      axes: { d: [1, 64], m: [200], C0: [1], gamma: [0.25] },
      trials: 100,
      alpha: 0.01,
      seed: 'lakatos',
    });
    const found = await frontier(request);
    // Trials that run in parallel come back in any order; what is said does not change by a byte.
    const inParallel = await frontier(request, ({ at }, judging, signal) =>
      judgeCell(at, judging, undefined, signal, undefined, (first, end) => {
        const stream = cellStream(
          judging.seed,
          judging.purpose,
          at.bound.claim.id,
          lazySpace.axes,
          at.cell.at,
        );
        return Array.from({ length: end - first }, async (_, i) => {
          await turns(((first + i) * 7919) % 3);
          return runTrial(at, stream, first + i, 'decide');
        });
      }),
    );
    expect(JSON.stringify(inParallel)).toBe(JSON.stringify(found));
    expect(found.largestRefuted!).toBeLessThan(found.smallestSupported!);
    expect(found.steps.length).toBeLessThanOrEqual(request.steps);
    // All steps together spend no more than α.
    expect(request.steps * found.alphaEach).toBeLessThanOrEqual(0.01 * (1 + 1e-12));
    expect(isConstants(JSON.parse(JSON.stringify(documentOf([], [found], 'lakatos'))))).toBe(true);
  });

  it('of a frontier that is interrupted says what it had found, and that it was', async () => {
    const request = requireFrontier({
      theorem: lazyTraining,
      axis: 'd',
      claim: claimOf('gradient-is-large'),
      axes: { d: [1, 64], m: [200], C0: [1], gamma: [0.25] },
      trials: 100,
      alpha: 0.01,
      seed: 'lakatos',
    });
    const controller = new AbortController();
    let judged = 0;
    const found = await frontier(
      request,
      ({ at }, judging, signal) => {
        if (judged++ === 2) controller.abort(new Error('interrupted'));
        return judgeCell(at, judging, undefined, signal);
      },
      controller.signal,
    );
    expect(found.steps).toHaveLength(2);
    expect(found.smallestSupported).toBe(
      Math.min(...found.steps.flatMap(({ at, verdict }) => (verdict === 'supported' ? [at] : []))),
    );
    expect(found.largestRefuted).toBeNull();
    expect(found.conclusion).toContain('not found refuted before the interruption');
    expect(found.conclusion).toContain('the search was interrupted');
  });
});
