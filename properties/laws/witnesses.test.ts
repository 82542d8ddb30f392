import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atMost, type Claim } from '../../src/core/claim.ts';
import { cellStream } from '../../src/core/judge/address.ts';
import { type BoundCell, bindCell } from '../../src/core/judge/bindCell.ts';
import { bindClaim, constantsAt } from '../../src/core/judge/boundClaim.ts';
import { confirm } from '../../src/core/judge/confirm.ts';
import type { Trial } from '../../src/core/judge/outcome.ts';
import { refineDraw, runTrial } from '../../src/core/judge/runTrial.ts';
import type { Bracket, Found, Mode } from '../../src/core/theorem.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { lowerTail, upperTail } from '../../src/numerics/statistics/binomial.ts';
import { fewNeuronsFlip } from '../../src/theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import { gradientIsLarge } from '../../src/theorems/lazyTraining/claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../src/theorems/lazyTraining/claims/oneStepFlips.ts';
import { valueIsBounded } from '../../src/theorems/lazyTraining/claims/valueIsBounded.ts';
import type { Movement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { signChangesQuantity } from '../../src/theorems/lazyTraining/settings/value.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { last } from '../arbitraries/last.ts';

/** The paper's claims with their bounds loosened or tightened by a factor, so that draws fail, pass or come close. */
const claimsWithSlack = (slack: number): readonly Claim[] => [
  { ...valueIsBounded, conclusion: atMost('valueSup', `${slack} * (1 + C0)`) },
  { ...fewNeuronsFlip, conclusion: atMost('signChanges', `${slack} * C0 * sqrt(m)`) },
  { ...gradientIsLarge, conclusion: atMost(`${slack} * C1 * sqrt(d)`, 'gradientInf') },
  oneStepFlips,
];

interface Place {
  readonly claim: Claim;
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly C2: number;
  readonly mode: Mode;
}

const places: fc.Arbitrary<Place> = fc
  .record({
    which: fc.nat({ max: 3 }),
    slack: fc.constantFrom(0.2, 0.5, 0.8, 1, 1.5, 3),
    d: fc.integer({ min: 1, max: 20 }),
    m: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 120 })),
    C0: fc.constantFrom(0, 1e-3, 0.5, 1, 3, 20),
    C2: fc.constantFrom(0.05, 0.5, 2, 6),
    mode: fc.constantFrom<Mode>('reduced', 'ambient'),
  })
  .map(({ which, slack, ...place }) => ({ ...place, claim: claimsWithSlack(slack)[which]! }));

const bind = ({ claim, d, m, C0, C2, mode }: Place, gamma = 0.05): BoundCell => {
  const bound = bindClaim(claim, lazySpace.axes);
  const overrides = Object.hasOwn(claim.constants, 'C2') ? { C2 } : {};
  const constants = constantsAt(bound, { d, m, C0, gamma }, overrides);
  return bindCell(bound, { at: { d, m, C0, gamma }, constants, mode }, lazySpace.settings);
};

const addressOf = ({ bound, cell }: BoundCell): Stream =>
  cellStream('laws', 'verdict', bound.claim.id, lazySpace.axes, cell.at);

interface Searched {
  readonly draw: unknown;
  readonly found: Readonly<Record<string, Found>>;
}

/** A draw and the last brackets of it, whether or not the claim is decided before. */
const searched = (at: BoundCell, index: number): Searched => {
  const { cell, setting, scope, wanted } = at;
  const draw = setting.sample(addressOf(at).child(index), scope, cell.mode);
  return { draw, found: last(setting.refine(draw, wanted, scope, 'decide')) };
};

const trialOf = (at: BoundCell, index: number, effort: 'decide' | 'exhaust' = 'decide'): Trial =>
  runTrial(at, addressOf(at), index, effort);

describe('what a trial says of a draw', () => {
  it('a violated trial is confirmed on all its weights and has no certificate; none crashes', () => {
    const seen = { violated: 0, certified: 0, unresolved: 0, skipped: 0 };
    fc.assert(
      fc.property(places, fc.nat({ max: 9 }), (place, index) => {
        const at = bind(place);
        const { outcome, margin } = trialOf(at, index);
        seen[outcome.kind]++;
        if (outcome.kind === 'unresolved') expect(outcome.why).not.toBe('crashed');
        if (outcome.kind === 'certified') expect(margin!.certificate).toBeGreaterThanOrEqual(0);
        if (outcome.kind !== 'violated') return;
        const { confirmed } = outcome;
        expect(confirmed.by).toBe('explicit');
        expect(confirmed.margin).toBeLessThan(0);
        expect(confirmed.shown.largestShift).toBeLessThanOrEqual(at.scope.radius!);
        expect(margin!.attack).toBeLessThan(0);
        expect(margin!.certificate ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(confirmed.margin + 1e-8);
      }),
      { seed: 9, numRuns: 1500 },
    );
    // The law says nothing where no trial is violated, or none certified.
    expect(Math.min(seen.violated, seen.certified)).toBeGreaterThan(100);
  });

  it('no certificate stands beside a witness of the other effort: decide and exhaust never contradict each other', () => {
    fc.assert(
      fc.property(places, fc.nat({ max: 9 }), (place, index) => {
        const at = bind(place);
        const [quick, full] = [trialOf(at, index, 'decide'), trialOf(at, index, 'exhaust')];
        const kinds = [quick.outcome.kind, full.outcome.kind].sort();
        expect(kinds).not.toEqual(['certified', 'violated']);
        if (quick.outcome.kind !== 'unresolved') expect(full.outcome.kind).toBe(quick.outcome.kind);
      }),
      { seed: 10, numRuns: 500 },
    );
  });

  it('explicit and revealed confirmation agree, where both are made', () => {
    let both = 0;
    fc.assert(
      fc.property(places, fc.nat({ max: 9 }), (place, index) => {
        const at = bind(place);
        const { draw, found } = searched(at, index);
        const explicit = confirm(at, draw, found, 'explicit');
        const revealed = confirm(at, draw, found, 'revealed');
        if (explicit === null || revealed === null) return;
        both++;
        for (const [name, value] of Object.entries(explicit.values)) {
          // m·d ≤ 2400 terms of size below 50 and a step of at most 100 times ∇f: some 1e-11; see `confirm` for the slack.
          expect(Math.abs(value - revealed.values[name]!)).toBeLessThan(1e-8 * (1 + Math.abs(value)));
        }
      }),
      { seed: 11, numRuns: 300 },
    );
    expect(both).toBeGreaterThan(30);
  });

  it('a witness outside the ball is none', () => {
    const at = bind({ claim: claimsWithSlack(0.2)[0]!, d: 5, m: 40, C0: 2, C2: 1, mode: 'reduced' });
    const { draw, found } = searched(at, 0);
    const valueSup = found.valueSup as Found<Movement>;
    const stretched = (factor: number): Searched['found'] => ({
      ...found,
      valueSup: {
        ...valueSup,
        attainedAt: () => {
          const movement = valueSup.attainedAt!();
          return { ...movement, along: movement.along.map((shift) => shift * factor) };
        },
      },
    });
    // At factor 1 it is one, so that it is the factor that the others fail by.
    for (const by of ['explicit', 'revealed'] as const)
      expect(confirm(at, draw, stretched(1), by)).not.toBeNull();
    for (const factor of [1 + 1e-6, 2, Number.NaN, Number.POSITIVE_INFINITY]) {
      for (const by of ['explicit', 'revealed'] as const)
        expect(confirm(at, draw, stretched(factor), by)).toBeNull();
    }
  });

  it('a trial is the same whatever was examined before it', () => {
    fc.assert(
      fc.property(
        places,
        fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 2, maxLength: 5 }),
        (place, order) => {
          const at = bind(place);
          const forwards = new Map(order.map((index) => [index, trialOf(at, index)]));
          const again = bind(place);
          for (const index of [...order].reverse())
            expect(trialOf(again, index)).toEqual(forwards.get(index));
        },
      ),
      { seed: 12, numRuns: 100 },
    );
  });

  it('C0, γ and the constants do not move the draw', () => {
    const f0 = (C0: number, gamma: number, C2: number): Bracket => {
      const at = bind({ claim: oneStepFlips, d: 7, m: 30, C0, C2, mode: 'reduced' }, gamma);
      const { lower, upper } = refineDraw(at, addressOf(at).child(3), 'decide').found.f0!;
      return { lower, upper };
    };
    expect(f0(0, 0.05, 1)).toEqual(f0(5, 0.2, 4));
  });
});

describe('few-neurons-flip, whose law is known', () => {
  // γ near 1 leaves almost no room above the mean, so that the claim fails often enough to be counted.
  it.each([
    { m: 100, C0: 1, gamma: 0.99 },
    { m: 25, C0: 0.5, gamma: 0.9 },
    { m: 400, C0: 0.5, gamma: 0.98 },
  ])(
    'fails as often as its binomial tail says: m = $m, C0 = $C0, γ = $gamma (false-alarm rate 1e-9)',
    ({ m, C0, gamma }) => {
      const at = bind({ claim: fewNeuronsFlip, d: 3, m, C0, C2: 1, mode: 'reduced' }, gamma);
      const threshold = at.bound.conclusion.rhs.evaluate(at.scope);
      const rate = signChangesQuantity.upperTail!(threshold, at.scope);
      expect(rate).toBeGreaterThan(0.05);
      expect(rate).toBeLessThan(0.5);
      const n = 3000;
      let violated = 0;
      let certified = 0;
      for (let index = 0; index < n; index++) {
        const { kind } = trialOf(at, index).outcome;
        if (kind === 'violated') violated++;
        if (kind === 'certified') certified++;
      }
      // Both ends of what the trials say must be consistent with the exact rate, at a sixth of 1e-9 each side and place.
      expect(upperTail(n, violated, rate)).toBeGreaterThan(1e-9 / 6);
      expect(lowerTail(n, n - certified, rate)).toBeGreaterThan(1e-9 / 6);
      expect(n - certified - violated).toBeLessThan(n / 100);
    },
  );
});
