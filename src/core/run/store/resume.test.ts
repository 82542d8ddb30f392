import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fewNeuronsFlip } from '../../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import { gradientIsLarge } from '../../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { valueIsBounded } from '../../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazySpace } from '../../../theorems/lazyTraining/space.ts';
import { atMost, type Claim } from '../../claim.ts';
import { type BoundCell, bindCell } from '../../judge/bindCell.ts';
import { bindClaim, constantsAt } from '../../judge/boundClaim.ts';
import { BATCH } from '../../judge/cellTest.ts';
import { type Judging, judgeCell } from '../../judge/judgeCell.ts';
import type { Evidence } from '../../study.ts';
import { type Origin, resultAddress } from './address.ts';
import { openStore } from './store.ts';
import { trialLogIn } from './trialLog.ts';

// A cell that is interrupted, resumed or extended, against the same cell judged in one go.

const folder = mkdtempSync(join(tmpdir(), 'lakatos-resume-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const origin: Origin = { seed: 'resume', engine: 'none', code: 'none', ownCode: '' };
const complain = (sentence: string): void => {
  throw new Error(`unexpected: ${sentence}`);
};
const store = openStore(folder, complain);

let opened = 0;
/** The address of a cell that nothing is known of. */
const fresh = (): string => resultAddress('trials', `cell ${opened++}`, origin);

const bound = (claim: Claim, m: number, C0: number, gamma: number): BoundCell => {
  const axes = { d: 4, m, C0, gamma };
  const at = bindClaim(claim, lazySpace.axes);
  return bindCell(at, { at: axes, constants: constantsAt(at, axes), mode: 'reduced' }, lazySpace.settings);
};

const premised: Claim = { ...valueIsBounded, premise: [{ lhs: 'valueSup', rhs: '1.2' }] };

/** Cells that end in every way: early and late, by every verdict, with skipped and with unresolved trials. */
const cells: readonly (readonly [string, BoundCell, number])[] = [
  ['supported', bound(valueIsBounded, 20, 1, 0.1), 200],
  ['refuted', bound({ ...valueIsBounded, conclusion: atMost('valueSup', '1') }, 20, 1, 0.3), 200],
  ['supported', bound(gradientIsLarge, 40, 0.1, 0.1), 200],
  ['supported', bound(fewNeuronsFlip, 30, 1, 0.1), 100],
  ['undecided', bound({ ...valueIsBounded, conclusion: atMost('valueSup', '1.6') }, 20, 1, 0.15), 150],
  ['undecided', bound(valueIsBounded, 20, 1, 0.1), 23],
  ['supported', bound(premised, 20, 1, 0.1), 300],
];

const judging = (cap: number, change: Partial<Judging> = {}): Judging => ({
  seed: 'resume',
  purpose: 'verdict',
  alpha: { refute: 1e-3, support: 1e-2 },
  cap,
  ...change,
});

/** What a report is made of: equal text is equal bytes there. */
const text = (result: Evidence): string => JSON.stringify(result);

/** Judges with a log, and is interrupted at these numbers of batches, one run after the other. */
const interrupted = async (
  at: BoundCell,
  how: Judging,
  address: string,
  cuts: readonly number[],
): Promise<Evidence> => {
  for (const cut of cuts) {
    const controller = new AbortController();
    let batches = 0;
    const told = (): void => {
      batches += 1;
      if (batches === cut) controller.abort(new Error('interrupted'));
    };
    try {
      // An endless pace: what is kept is kept because of the interruption alone.
      const log = trialLogIn(store, address, Number.POSITIVE_INFINITY);
      return await judgeCell(at, how, told, controller.signal, log);
    } catch (error) {
      expect((error as Error).message).toBe('interrupted');
      expect(store.trials(address).length).toBeGreaterThanOrEqual(Math.min(how.cap, cut * BATCH));
    }
  }
  return judgeCell(at, how, undefined, undefined, trialLogIn(store, address));
};

describe('a cell with a log', () => {
  it('comes in every way', async () => {
    const results = await Promise.all(cells.map(([, at, cap]) => judgeCell(at, judging(cap))));
    expect(results.map(({ verdict }) => verdict)).toEqual(cells.map(([verdict]) => verdict));
    expect(results.at(-1)!.tally.skipped).toBeGreaterThan(0);
  });

  it('interrupted anywhere, any number of times, ends as it would have undisturbed', async () => {
    const whole = await Promise.all(cells.map(([, at, cap]) => judgeCell(at, judging(cap)).then(text)));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(cells.length - 1),
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
        async (i, cuts) => {
          const [, at, cap] = cells[i]!;
          expect(text(await interrupted(at, judging(cap), fresh(), cuts))).toBe(whole[i]);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('killed anywhere, whatever prefix was written, ends as it would have undisturbed', async () => {
    for (const [, at, cap] of cells) {
      const address = fresh();
      const whole = text(await judgeCell(at, judging(cap), undefined, undefined, trialLogIn(store, address)));
      const all = store.trials(address);
      expect(all.length).toBeGreaterThan(BATCH);
      for (const length of [0, 1, BATCH - 1, BATCH, BATCH + 1, all.length - 1, all.length]) {
        const cut = fresh();
        if (length > 0) store.keepTrials(cut, all.slice(0, length));
        const log = trialLogIn(store, cut);
        expect(log.known).toHaveLength(length);
        expect(text(await judgeCell(at, judging(cap), undefined, undefined, log)), `${length} trials`).toBe(
          whole,
        );
        expect(store.trials(cut)).toEqual(all);
      }
    }
  });

  it('examines nothing that is known already', async () => {
    const [, at, cap] = cells[0]!;
    const address = fresh();
    const whole = await judgeCell(at, judging(cap), undefined, undefined, trialLogIn(store, address));
    const sample = (): never => {
      throw new Error('examined again');
    };
    const again = { ...at, setting: { ...at.setting, sample } };
    const log = trialLogIn(store, address);
    expect(text(await judgeCell(again, judging(cap), undefined, undefined, log))).toBe(text(whole));
  });

  it('extended to a larger cap is the cell judged with that cap, and shrunk to a smaller one with that', async () => {
    for (const [, at, cap] of cells) {
      const address = fresh();
      for (const next of [17, 50, cap, 2 * cap, 40]) {
        const log = trialLogIn(store, address);
        const grown = await judgeCell(at, judging(next), undefined, undefined, log);
        expect(text(grown), `cap ${next}`).toBe(text(await judgeCell(at, judging(next))));
      }
    }
  });

  it('does not keep what a crash said, and is itself again when the crash is over', async () => {
    const [, at, cap] = cells[0]!;
    const address = fresh();
    const { sample } = at.setting;
    let trials = 0;
    const failing: BoundCell = {
      ...at,
      setting: {
        ...at.setting,
        sample: (...asked) => {
          trials += 1;
          if (trials === 21) throw new Error('out of memory');
          return sample(...asked);
        },
      },
    };
    const crashed = await judgeCell(
      failing,
      judging(cap),
      undefined,
      undefined,
      trialLogIn(store, address, 0),
    );
    expect(crashed.crashes).toEqual(['out of memory']);
    expect(store.trials(address)).toHaveLength(20);
    const mended = await judgeCell(at, judging(cap), undefined, undefined, trialLogIn(store, address));
    expect(text(mended)).toBe(text(await judgeCell(at, judging(cap))));
  });
});
