import { describe, expect, it } from 'vitest';
import { bindClaim, constantsAt } from '../../claims/boundClaim.ts';
import { atMost, type Claim } from '../../claims/claim.ts';
import { gradientIsLarge } from '../../claims/lazyTraining/gradientIsLarge.ts';
import { oneStepFlips } from '../../claims/lazyTraining/oneStepFlips.ts';
import { valueIsBounded } from '../../claims/lazyTraining/valueIsBounded.ts';
import { cellStream } from './address.ts';
import { type BoundCell, bindCell } from './bindCell.ts';
import { examineTrial } from './examineTrial.ts';
import type { Answer } from './quantities/quantity.ts';

const axes = { d: 10, m: 50, C0: 1, gamma: 0.05 };

const bind = (claim: Claim): BoundCell => {
  const bound = bindClaim(claim);
  return bindCell(bound, { ...axes, constants: constantsAt(bound, axes), mode: 'reduced' });
};

const stream = cellStream('examples', 'verdict', 'example', axes.d, axes.m);

/** The same cell, its answers tampered with. */
const tampered = (at: BoundCell, change: (answer: Answer) => Partial<Answer>): BoundCell => ({
  ...at,
  family: {
    ...at.family,
    examine: (draw, question) => {
      const answer = at.family.examine(draw, question);
      return { ...answer, ...change(answer) };
    },
  },
});

describe('examineTrial', () => {
  it('certifies a draw on which nothing in the ball breaks the bound', () => {
    const { outcome, margin, measured } = examineTrial(bind(valueIsBounded), stream, 0, 'decide');
    expect(outcome).toEqual({ kind: 'certified' });
    expect(margin!.certificate).toBeGreaterThan(0);
    expect(measured.valueSup).toBeTypeOf('number');
  });

  it('shows a violation by weights that the reference has looked at', () => {
    const at = bind({ ...valueIsBounded, conclusion: atMost('valueSup', '0.1') });
    const { outcome } = examineTrial(at, stream, 0, 'decide');
    expect(outcome).toMatchObject({ kind: 'violated', confirmed: { by: 'explicit', radius: at.radius } });
  });

  it('brackets the critical constant when carried to its end, and only then', () => {
    const at = bind(gradientIsLarge);
    expect(examineTrial(at, stream, 0, 'decide').critical).toBeNull();
    const { critical } = examineTrial(at, stream, 0, 'exhaust');
    // C1 is violated above the attack's value and certified below the certificate's.
    expect(critical!.certificate!).toBeLessThan(critical!.attack!);
    expect(examineTrial(bind(oneStepFlips), stream, 0, 'exhaust').critical!.attack).toBeGreaterThan(0);
  });

  it('skips a draw that does not meet the premise, and calls what it cannot tell too close', () => {
    const premised = (lhs: string) =>
      bind({ ...gradientIsLarge, premise: [...gradientIsLarge.premise, atMost(lhs, 'gradientNorm0')] });
    expect(examineTrial(premised('1000'), stream, 0, 'decide').outcome.kind).toBe('skipped');
    expect(examineTrial(premised('0'), stream, 0, 'decide').outcome.kind).not.toBe('skipped');
    const unclear = tampered(premised('2'), ({ brackets }) => ({
      brackets: { ...brackets, gradientNorm0: { lower: 1, upper: 3 } },
    }));
    expect(examineTrial(unclear, stream, 0, 'decide').outcome).toMatchObject({
      kind: 'unresolved',
      why: 'too close to call',
    });
  });

  it('a search that throws leaves its trial unresolved, with what it said', () => {
    const at = bind(valueIsBounded);
    const examine = (): never => {
      throw new Error('lost the thread');
    };
    const trial = examineTrial({ ...at, family: { ...at.family, examine } }, stream, 7, 'decide');
    expect(trial).toEqual({
      index: 7,
      outcome: { kind: 'unresolved', why: 'crashed', note: 'lost the thread' },
      margin: null,
      critical: null,
      brackets: {},
      measured: {},
    });
    const confirmCrashes = tampered(
      bind({ ...valueIsBounded, conclusion: atMost('valueSup', '0.1') }),
      () => ({
        explicit: () => {
          throw new Error('no weights');
        },
      }),
    );
    expect(examineTrial(confirmCrashes, stream, 0, 'decide').outcome).toMatchObject({ why: 'crashed' });
  });

  const tooTight = (claim: Claim, conclusion: Claim['conclusion']): Claim => ({ ...claim, conclusion });
  it.each([
    ['valueSup', valueIsBounded],
    ['valueSup', tooTight(valueIsBounded, atMost('valueSup', '0.1'))],
    ['gradientInf', gradientIsLarge],
    ['gradientInf', tooTight(gradientIsLarge, atMost('10 * C1 * sqrt(d)', 'gradientInf'))],
    ['signKeptSup', oneStepFlips],
  ] as const)('a NaN is neither a violation nor a pass: %s', (name, claim) => {
    const NaNs = [
      { lower: Number.NaN, upper: Number.NaN },
      { lower: Number.NaN, upper: 1e9 },
      { lower: -1e9, upper: Number.NaN },
      { lower: Number.NaN, upper: 0 },
      { lower: 0, upper: Number.NaN },
    ];
    for (const bracket of NaNs) {
      const at = tampered(bind(claim), ({ brackets }) => ({ brackets: { ...brackets, [name]: bracket } }));
      for (const effort of ['decide', 'exhaust'] as const)
        expect(examineTrial(at, stream, 0, effort).outcome).toMatchObject({
          kind: 'unresolved',
          why: 'crashed',
          note: expect.stringMatching(/gave a bracket of \w+ from .*NaN.*; return -Infinity or Infinity/),
        });
    }
  });

  it('a violation that the reference does not see is none', () => {
    const at = tampered(bind(valueIsBounded), ({ brackets }) => ({
      brackets: { ...brackets, valueSup: { lower: 100, upper: 101 } },
    }));
    expect(examineTrial(at, stream, 0, 'decide').outcome).toEqual({
      kind: 'unresolved',
      why: 'too close to call',
    });
  });

  it('a NaN in the weights themselves is neither', () => {
    for (const claim of [valueIsBounded, gradientIsLarge]) {
      const at = bind(tooTight(claim, atMost('0.1 * valueSup', '0.001 * f0')));
      const spoilt = tampered(at, ({ movements }) => ({
        movements: {
          ...movements,
          valueSup: () => {
            const movement = movements.valueSup!();
            return { ...movement, along: movement.along.map((shift, s) => (s === 3 ? Number.NaN : shift)) };
          },
        },
      }));
      expect(examineTrial(at, stream, 0, 'decide').outcome.kind).toBe('violated');
      expect(examineTrial(spoilt, stream, 0, 'decide').outcome.kind).toBe('unresolved');
    }
  });
});
