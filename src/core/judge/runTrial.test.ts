import { describe, expect, it } from 'vitest';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import type { Movement } from '../../theorems/lazyTraining/network/movement.ts';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { atMost, type Claim } from '../claim.ts';
import type { Found, Setting } from '../theorem.ts';
import { cellStream } from './address.ts';
import { type BoundCell, bindCell } from './bindCell.ts';
import { bindClaim, constantsAt } from './boundClaim.ts';
import { runTrial } from './runTrial.ts';

const axes = { d: 10, m: 50, C0: 1, gamma: 0.05 };

const bind = (claim: Claim): BoundCell => {
  const bound = bindClaim(claim, lazySpace.axes);
  return bindCell(
    bound,
    { at: axes, constants: constantsAt(bound, axes), mode: 'reduced' },
    lazySpace.settings,
  );
};

const stream = cellStream('examples', 'verdict', 'example', lazySpace.axes, axes);

type Brackets = Readonly<Record<string, Found<Movement>>>;

/** The same cell, with some of its setting replaced. */
const having = (at: BoundCell, change: Partial<Setting>): BoundCell => ({
  ...at,
  setting: { ...at.setting, ...change },
});

/** The same cell, all its brackets tampered with. */
const tampered = (at: BoundCell, change: (found: Brackets) => Brackets): BoundCell =>
  having(at, {
    *refine(...asked) {
      for (const found of at.setting.refine(...asked)) yield { ...found, ...change(found) };
    },
  });

/** The same cell, with these brackets one after the other. */
const refining = (at: BoundCell, ...all: readonly Readonly<Record<string, unknown>>[]): BoundCell =>
  having(at, { refine: () => all as readonly Brackets[] });

describe('runTrial', () => {
  it('certifies a draw on which nothing in the ball breaks the bound', () => {
    const { outcome, margin, brackets } = runTrial(bind(valueIsBounded), stream, 0, 'decide');
    expect(outcome).toEqual({ kind: 'certified' });
    expect(margin!.certificate).toBeGreaterThan(0);
    expect(Object.keys(brackets)).toEqual(['valueSup']);
    expect(brackets.valueSup!.lower).toBeGreaterThan(0);
    expect(brackets.valueSup!.upper).toBeGreaterThanOrEqual(brackets.valueSup!.lower);
  });

  it('shows a violation by weights that the reference has looked at', () => {
    const at = bind({ ...valueIsBounded, conclusion: atMost('valueSup', '0.1') });
    const { outcome } = runTrial(at, stream, 0, 'decide');
    const { radius } = at.scope;
    expect(outcome).toMatchObject({ kind: 'violated', confirmed: { by: 'explicit', shown: { radius } } });
    const shift = (outcome as Extract<typeof outcome, { kind: 'violated' }>).confirmed.shown.largestShift!;
    expect(shift).toBeGreaterThan(0.99 * radius!);
    expect(shift).toBeLessThanOrEqual(radius!);
  });

  it('brackets the critical constant when carried to its end, and only then', () => {
    const at = bind(gradientIsLarge);
    expect(runTrial(at, stream, 0, 'decide').critical).toBeNull();
    const { critical } = runTrial(at, stream, 0, 'exhaust');
    // C1 is violated above the attack's value and certified below the certificate's.
    expect(critical!.certificate!).toBeLessThan(critical!.attack!);
    expect(runTrial(bind(oneStepFlips), stream, 0, 'exhaust').critical!.attack).toBeGreaterThan(0);
  });

  it('skips a draw that does not meet the premise, and calls what it cannot tell too close', () => {
    const premised = (lhs: string) =>
      bind({ ...gradientIsLarge, premise: [...gradientIsLarge.premise, atMost(lhs, 'gradientNorm0')] });
    expect(runTrial(premised('1000'), stream, 0, 'decide').outcome.kind).toBe('skipped');
    expect(runTrial(premised('0'), stream, 0, 'decide').outcome.kind).not.toBe('skipped');
    const unclear = tampered(premised('2'), () => ({ gradientNorm0: { lower: 1, upper: 3 } }));
    expect(runTrial(unclear, stream, 0, 'decide').outcome).toMatchObject({
      kind: 'unresolved',
      why: 'too close to call',
    });
  });

  it('a search that throws leaves its trial unresolved, with what it said', () => {
    const at = bind(valueIsBounded);
    const lost = (): never => {
      throw new Error('lost the thread');
    };
    for (const change of [{ refine: lost }, { sample: lost }])
      expect(runTrial(having(at, change), stream, 7, 'decide')).toEqual({
        index: 7,
        outcome: { kind: 'unresolved', why: 'crashed', note: 'lost the thread' },
        margin: null,
        critical: null,
        brackets: {},
      });
    const violated = bind({ ...valueIsBounded, conclusion: atMost('valueSup', '0.1') });
    const confirmCrashes = having(violated, {
      sample: (...asked) => ({ ...violated.setting.sample(...asked), explicit: lost }),
    });
    expect(runTrial(confirmCrashes, stream, 0, 'decide').outcome).toMatchObject({ why: 'crashed' });
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
      const at = tampered(bind(claim), () => ({ [name]: bracket }));
      for (const effort of ['decide', 'exhaust'] as const)
        expect(runTrial(at, stream, 0, effort).outcome).toMatchObject({
          kind: 'unresolved',
          why: 'crashed',
          note: expect.stringMatching(/gave a bracket of \w+ from .*NaN.*; give -Infinity or Infinity/),
        });
    }
  });

  describe('a side that has no value', () => {
    const at = (lhs: string, value: readonly [number, number], premise: Claim['premise'] = []) =>
      refining(bind({ ...valueIsBounded, premise, conclusion: atMost(lhs, '5') }), {
        valueSup: { lower: value[0], upper: value[1] },
      });
    const outcome = (cell: BoundCell) => runTrial(cell, stream, 0, 'decide').outcome;

    it.each<[string, readonly [number, number], string]>([
      ['1 / valueSup', [0, 0], '"1 / valueSup" is Infinity at valueSup = 0'],
      // Interval arithmetic proves −∞ ≤ 5, and log 0 has no value all the same.
      ['log(valueSup)', [0, 0], '"log(valueSup)" is -Infinity at valueSup = 0'],
      ['log(valueSup)', [-1, 2], '"log(valueSup)" is NaN at valueSup = -1'],
      ['exp(valueSup)', [1000, 1000], '"exp(valueSup)" is Infinity at valueSup = 1000'],
      [
        'valueSup',
        [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
        '"valueSup" is Infinity at valueSup = Infinity',
      ],
    ])('%s on %j is neither a violation nor a pass, and says where', (lhs, value, note) => {
      expect(outcome(at(lhs, value))).toEqual({ kind: 'unresolved', why: 'no value', note });
    });

    it('is not to be confused with one that is not known yet', () => {
      const nothing = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
      expect(outcome(at('1 / valueSup', nothing))).toEqual({ kind: 'unresolved', why: 'budget spent' });
      expect(outcome(at('1 / valueSup', [2, 3]))).toEqual({ kind: 'certified' });
      expect(outcome(at('1 / valueSup', [1, 3]))).toEqual({ kind: 'certified' });
    });

    it('in a premise on the draw skips nothing', () => {
      const premise = [atMost('0', '1 / valueSup')];
      expect(outcome(at('valueSup', [0, 0], premise))).toEqual({
        kind: 'unresolved',
        why: 'no value',
        note: '"1 / valueSup" is Infinity at valueSup = 0',
      });
      expect(outcome(at('valueSup', [-1, -1], premise))).toMatchObject({ kind: 'skipped' });
    });
  });

  it('a violation that the reference does not see is none', () => {
    const at = tampered(bind(valueIsBounded), ({ valueSup }) => ({
      valueSup: { ...valueSup!, lower: 100, upper: 101 },
    }));
    expect(runTrial(at, stream, 0, 'decide').outcome).toEqual({
      kind: 'unresolved',
      why: 'too close to call',
    });
  });

  it.each([
    ['a NaN in the weights themselves is neither', Number.NaN],
    ['a choice that the adversary may not make is not a witness', 1],
  ])('%s', (_, shift) => {
    for (const claim of [valueIsBounded, gradientIsLarge]) {
      const at = bind(tooTight(claim, atMost('0.1 * valueSup', '0.001 * f0')));
      const spoilt = tampered(at, ({ valueSup }) => ({
        valueSup: {
          ...valueSup!,
          attainedAt: () => {
            const movement = valueSup!.attainedAt!();
            return { ...movement, along: movement.along.map((own, s) => (s === 3 ? shift : own)) };
          },
        },
      }));
      expect(runTrial(at, stream, 0, 'decide').outcome.kind).toBe('violated');
      expect(runTrial(spoilt, stream, 0, 'decide').outcome.kind).toBe('unresolved');
    }
  });

  it('a choice in a setting that admits none is not a witness', () => {
    const at = bind(tooTight(valueIsBounded, atMost('valueSup', '0.1')));
    const { admits: _, ...setting } = at.setting;
    expect(runTrial({ ...at, setting }, stream, 0, 'decide').outcome).toEqual({
      kind: 'unresolved',
      why: 'too close to call',
    });
  });
});

describe('a setting that refines', () => {
  const at = bind(valueIsBounded);
  const open = { lower: 0, upper: 100 };
  const closed = { lower: 0.5, upper: 0.5 };

  it('is asked until the claim is decided, and with effort exhaust until it has no more', () => {
    const asked = (effort: 'decide' | 'exhaust') => {
      const given: number[] = [];
      const counting = having(at, {
        *refine() {
          for (const [i, valueSup] of [open, closed, { lower: 0.5, upper: 0.6 }].entries()) {
            given.push(i);
            yield { valueSup };
          }
        },
      });
      return { given, trial: runTrial(counting, stream, 0, effort) };
    };
    const { given, trial } = asked('decide');
    expect(given).toEqual([0, 1]);
    expect(trial).toMatchObject({ outcome: { kind: 'certified' }, brackets: { valueSup: closed } });
    const whole = asked('exhaust');
    expect(whole.given).toEqual([0, 1, 2]);
    expect(whole.trial.brackets).toEqual({ valueSup: { lower: 0.5, upper: 0.6 } });
  });

  it('is told the effort, and asked for the critical constant only where it is to exhaust', () => {
    const step = bind(oneStepFlips);
    const told: unknown[] = [];
    const listening = having(step, {
      *refine(_, wanted, point, effort) {
        told.push([effort, [...wanted], point === step.scope]);
        yield { signKeptSup: { lower: -1, upper: -1 }, C2: { lower: 2, upper: Number.POSITIVE_INFINITY } };
      },
    });
    expect(runTrial(listening, stream, 0, 'decide').critical).toBeNull();
    // What the setting brackets is taken as it is, and an infinite end is not known.
    expect(runTrial(listening, stream, 0, 'exhaust').critical).toEqual({ attack: 2, certificate: null });
    expect(told).toEqual([
      ['decide', ['signKeptSup'], true],
      ['exhaust', ['signKeptSup', 'C2'], true],
    ]);
  });

  it.each([
    [
      'ends without brackets',
      [],
      'refine of the setting "value" ended without brackets; yield at least once',
    ],
    [
      'leaves a bracket out',
      [{ f0: closed }],
      'refine of the setting "value" gave no bracket of valueSup; yield one for every symbol in wanted',
    ],
    [
      'leaves one out after it gave it',
      [{ valueSup: open }, { f0: closed }],
      'refine of the setting "value" gave no bracket of valueSup; yield one for every symbol in wanted',
    ],
    [
      'gives half a bracket',
      [{ valueSup: { lower: 0 } }],
      'refine of the setting "value" gave no bracket of valueSup; yield one for every symbol in wanted',
    ],
    [
      'turns a bracket around',
      [{ valueSup: { lower: 1, upper: 0 } }],
      'refine of the setting "value" gave a bracket of valueSup from 1 to 0; give the lower end first',
    ],
    [
      'gives a NaN that nobody asked for',
      [{ valueSup: closed, f0: { lower: Number.NaN, upper: 0 } }],
      'refine of the setting "value" gave a bracket of f0 from NaN to 0; give -Infinity or Infinity where nothing is known',
    ],
  ])('crashes its trial where it %s, with a sentence that names it', (_, brackets, note) => {
    for (const effort of ['decide', 'exhaust'] as const)
      expect(runTrial(refining(at, ...brackets), stream, 0, effort)).toEqual({
        index: 0,
        outcome: { kind: 'unresolved', why: 'crashed', note },
        margin: null,
        critical: null,
        brackets: {},
      });
  });

  it('leaves a trial open where it never decides', () => {
    const { outcome, margin } = runTrial(refining(at, { valueSup: open }), stream, 0, 'decide');
    expect(outcome).toEqual({ kind: 'unresolved', why: 'budget spent' });
    expect(margin!.certificate).toBeLessThan(0);
    const nothing = { valueSup: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY } };
    expect(runTrial(refining(at, nothing), stream, 0, 'decide').margin).toEqual({
      attack: null,
      certificate: null,
    });
  });

  it('has its witness confirmed by its own definition, without a choice where nothing is chosen', () => {
    const u1: Setting<number> = {
      name: 'one number',
      reads: [],
      quantities: [
        {
          symbol: 'valueSup',
          says: 'a number',
          tex: 'u',
          value: (draw, choice) => (choice === null ? draw : 0),
        },
      ],
      sample: () => 20,
      *refine(draw) {
        yield { valueSup: { lower: draw, upper: draw } };
      },
      // However large: what a draw does not reveal by other means is confirmed from all of it.
      size: () => 1e12,
      cost: () => ({ seconds: 1e-5, bytes: 0 }),
    };
    expect(runTrial({ ...at, setting: u1 }, stream, 0, 'decide').outcome).toMatchObject({
      kind: 'violated',
      confirmed: { by: 'explicit', shown: {}, values: { valueSup: 20 } },
    });
    const denied = { ...u1, quantities: [{ ...u1.quantities[0]!, value: () => 0 }] };
    expect(runTrial({ ...at, setting: denied }, stream, 0, 'decide').outcome).toEqual({
      kind: 'unresolved',
      why: 'too close to call',
    });
  });

  it('of this package gives brackets that only get tighter, for every quantity it has', () => {
    for (const claim of [valueIsBounded, gradientIsLarge, oneStepFlips]) {
      const { setting, scope, wanted } = bind(claim);
      for (let trial = 0; trial < 5; trial++) {
        const draw = setting.sample(stream.child(trial), scope, 'reduced');
        let before: Brackets | undefined;
        for (const found of setting.refine(draw, wanted, scope, 'exhaust')) {
          for (const symbol of Object.keys(before ?? {})) {
            expect(found[symbol]!.lower).toBeGreaterThanOrEqual(before![symbol]!.lower);
            expect(found[symbol]!.upper).toBeLessThanOrEqual(before![symbol]!.upper);
          }
          before = found as Brackets;
        }
        const asked = setting.quantities.filter(
          ({ symbol, over }) => over === undefined || wanted.has(symbol),
        );
        for (const { symbol } of asked) expect(before).toHaveProperty(symbol);
      }
    }
  });
});
