import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewNeuronsFlip } from '../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import { signChangesQuantity } from '../../theorems/lazyTraining/settings/value.ts';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { atMost, type Claim } from '../claim.ts';
import { cellStream, type Purpose } from '../judge/address.ts';
import { bindCell } from '../judge/bindCell.ts';
import { bindClaim, regimeAt, scopeOf } from '../judge/boundClaim.ts';
import { judgeCell } from '../judge/judgeCell.ts';
import { runTrial } from '../judge/runTrial.ts';
import { DEFAULT_ALPHA } from '../report/defaults.ts';
import type { SearchReport } from '../report/report.ts';
import { roundedConfirmed } from '../report/reportCell.ts';
import type { Search } from '../theorem.ts';
import { evenOctaves } from './evenOctaves.ts';
import { runSearch } from './runSearch.ts';
import { parseWitness } from './witnessAddress.ts';

/** Lemma 4.3 with its bound cut to a third: about 0.8·C0√m activations can change where V = C0/√m is small. */
const tooFewFlip: Claim = {
  ...fewNeuronsFlip,
  id: 'too-few-flip',
  premise: [atMost('3', 'd'), atMost('100', 'm'), atMost('2', 'C0')],
  conclusion: atMost('signChanges', 'C0 * sqrt(m) / 4'),
};

/** No more activations than neurons can change. */
const alwaysHolds: Claim = { ...tooFewFlip, id: 'always-holds', conclusion: atMost('signChanges', 'm') };

const upToDFlip: Claim = {
  ...fewNeuronsFlip,
  id: 'up-to-d-flip',
  conclusion: atMost('signChanges', 'd'),
};

const smallest: Search = {
  goal: 'smallest',
  over: { d: { from: 1, to: 8 }, m: { from: 1, to: 300 }, C0: { from: 1, to: 40, per: 10 } },
  at: { gamma: 0.05 },
  draws: 20,
};

const largestD = ({ to = 90, m = '50', C0 = 1000, draws = 10 } = {}): Search => ({
  goal: 'largest d',
  over: { d: { from: 1, to } },
  at: { m, C0, gamma: 0.05 },
  draws,
});

const shared = { seed: 'examples', alpha: DEFAULT_ALPHA, theorem: lazyTraining };
const foundIn = (report: SearchReport) => {
  if (report.cell === null || report.confirmation === null || report.path === null)
    throw new Error(`expected a cell, got ${JSON.stringify(report)}`);
  const { at, constants } = report.cell;
  const { d, m, C0, gamma } = at as Readonly<Record<'d' | 'm' | 'C0' | 'gamma', number>>;
  const cell = { d, m, C0, gamma, constants };
  return { cell, confirmation: report.confirmation, path: report.path };
};

describe('runSearch', () => {
  it('gives the same record for the same seed, and another for another', async () => {
    const one = await runSearch(tooFewFlip, smallest, shared);
    expect(JSON.stringify(await runSearch(tooFewFlip, smallest, shared))).toBe(JSON.stringify(one));
    const other = await runSearch(tooFewFlip, smallest, { ...shared, seed: 'another' });
    expect(other.seed).not.toBe(one.seed);
    expect(other.confirmation!.witness!.confirmed).not.toEqual(one.confirmation!.witness!.confirmed);
  });

  it('shrinks to the corner of the premise of a claim that fails wherever it speaks', async () => {
    const report = await runSearch(tooFewFlip, smallest, shared);
    const { cell } = foundIn(report);
    expect(report).toMatchObject({ claim: 'too-few-flip', reading: 'printed', along: null });
    expect(report.verdict).toBe('refuted');
    expect(report.cell).toEqual({
      ...{ at: { d: 3, m: 100, C0: 2, gamma: 0.05 }, constants: {} },
      constantRanges: {},
    });
    const bound = bindClaim(tooFewFlip, lazySpace.axes);
    expect(regimeAt(bound, scopeOf(bound, report.cell!.at, cell.constants))).toBe('inside');
  });

  it('confirms at α_R divided by the number of cells it judged, in twelve digits', async () => {
    const report = await runSearch(tooFewFlip, smallest, shared);
    const { alpha, trials, violated, log10ER } = foundIn(report).confirmation;
    expect(report.judged).toBeGreaterThan(1);
    expect(alpha).toBe(Number((DEFAULT_ALPHA.refute / report.judged).toPrecision(12)));
    expect(violated).toBeLessThanOrEqual(trials);
    expect(log10ER).toBeGreaterThanOrEqual(-Math.log10(alpha));
  });

  it('a witness is one of the fresh trials: its address says so and leads back to it', async () => {
    const report = await runSearch(tooFewFlip, smallest, { ...shared, seed: "it's: 5%" });
    const { cell, confirmation } = foundIn(report);
    const { address, trial, confirmed } = confirmation.witness!;
    expect(address).toContain(':purpose=confirm:');
    const back = parseWitness(address, [{ ...lazyTraining, statements: [tooFewFlip] }]);
    expect(back).toMatchObject({ claim: 'too-few-flip', purpose: 'confirm', trial, seed: "it's: 5%" });
    const { constants, ...axes } = cell;
    expect(back.cell).toEqual({ at: axes, constants, mode: 'reduced' });
    const at = bindCell(bindClaim(tooFewFlip, lazySpace.axes), back.cell, lazySpace.settings);
    const outcomeFor = (purpose: Purpose) =>
      runTrial(at, cellStream(back.seed, purpose, back.claim, lazySpace.axes, axes), trial, 'decide');
    const { outcome } = outcomeFor(back.purpose);
    expect(outcome.kind === 'violated' && roundedConfirmed(outcome.confirmed)).toEqual(confirmed);
    // The trials that selected the cell, and those of the grid, are others.
    expect(outcomeFor('search').brackets).not.toEqual(outcomeFor('confirm').brackets);
    expect(outcomeFor('verdict').brackets).not.toEqual(outcomeFor('confirm').brackets);
  });

  it('finds nothing against a claim that always holds', async () => {
    const report = await runSearch(alwaysHolds, smallest, shared);
    expect(report).toMatchObject({ verdict: 'nothing refuted', cell: null, confirmation: null, path: null });
    expect(report.judged).toBeGreaterThan(0);
    expect(report.judged).toBeLessThanOrEqual(smallest.draws);
  });

  it('ends, having judged nothing, where no cell meets the premise', async () => {
    const nowhere = { ...tooFewFlip, premise: [atMost('m + 1', 'm')] };
    const report = await runSearch(nowhere, smallest, shared);
    expect(report).toMatchObject({ verdict: 'nothing refuted', cell: null, confirmation: null, judged: 0 });
  });

  it('does not believe the trials that selected a cell (a pinned seed; another confirms with chance below 1/2)', async () => {
    // f(x; a, W0) is close to N(0, 1/2), so its upper 5 % begin at 1.645/√2 = 1.163: the claim is true by a hair, and at α_R = 1/2
    // up to every other cell looks refuted.
    const trueByAHair: Claim = { ...fewNeuronsFlip, id: 'by-a-hair', conclusion: atMost('f0', '1.17') };
    const report = await runSearch(trueByAHair, largestD({ m: '400', C0: 1, draws: 20 }), {
      ...shared,
      seed: 'a',
      alpha: { refute: 0.5, support: 1e-3 },
    });
    expect(report.verdict).toBe('undecided');
    expect(foundIn(report).confirmation.trials).toBeGreaterThan(256);
  });

  it('passes over cells outside the premise, even where a constant has no value there', async () => {
    const undefinedAtOne: Claim = {
      ...tooFewFlip,
      id: 'undefined-at-one',
      constants: { K: { first: '1 / (d - 1)', says: 'infinite at d = 1, which the premise excludes' } },
    };
    const report = await runSearch(undefinedAtOne, smallest, shared);
    expect(report.cell).toMatchObject({ at: { d: 3, m: 100, C0: 2 } });
  });

  it('throws the reason of an abort, before it and in its midst', async () => {
    const reason = new Error('enough');
    const before = AbortSignal.abort(reason);
    await expect(runSearch(alwaysHolds, smallest, shared, before)).rejects.toBe(reason);
    await expect(runSearch(tooFewFlip, smallest, shared, before)).rejects.toBe(reason);
    const controller = new AbortController();
    setImmediate(() => setImmediate(() => controller.abort(reason)));
    await expect(runSearch(tooFewFlip, smallest, shared, controller.signal)).rejects.toBe(reason);
  });
});

describe('a search for the largest d', () => {
  it('ends at the exact frontier, and seed and path lead fast-check there again', async () => {
    // V = 1000/√50 = 141: every one of the 50 activations can change, so "signChanges <= d" fails for d < 50 alone.
    const search = largestD();
    const report = await runSearch(upToDFlip, search, shared);
    const { cell, path, confirmation } = foundIn(report);
    expect(report).toMatchObject({ along: 'd', verdict: 'refuted' });
    expect(cell).toMatchObject({ d: 49, m: 50, C0: 1000 });
    expect(confirmation.violated).toBe(confirmation.trials);
    const replayed = fc.check(
      fc.property(evenOctaves(search.over.d!), (d) => d >= 50),
      { seed: report.seed, path, endOnFailure: true },
    );
    expect(replayed.counterexample).toEqual([cell.d]);
  });

  it('stops where the trials of the next d do not refute (false-alarm rate 1e-6)', async () => {
    const report = await runSearch(upToDFlip, largestD({ m: '200', C0: 3 }), shared);
    const { cell } = foundIn(report);
    // The frontier was confirmed at α_R = 1e-6, so the failure rate there is above γ.
    expect(signChangesQuantity.upperTail!(cell.d, { m: 200, radius: 3 / Math.sqrt(200) })).toBeGreaterThan(
      cell.gamma,
    );
    const { constants, ...axes } = cell;
    const next = bindCell(
      bindClaim(upToDFlip, lazySpace.axes),
      { at: { ...axes, d: cell.d + 1 }, constants, mode: 'reduced' },
      lazySpace.settings,
    );
    const judging = { ...shared, purpose: 'search', cap: 256 } as const;
    expect((await judgeCell(next, judging)).verdict).not.toBe('refuted');
  });

  it('finds a low frontier in a wide range (five pinned seeds, each of which may miss it with chance 0.4 %)', async () => {
    // All 20 activations can change: the claim fails for d < 20 alone, which is one d in fifty, and four octaves in ten.
    const search = largestD({ m: '20', to: 1000 });
    for (const seed of ['a', 'b', 'c', 'd', 'e'])
      expect((await runSearch(upToDFlip, search, { ...shared, seed })).cell).toMatchObject({ at: { d: 19 } });
  });

  it('says so when its budget ended it', async () => {
    const search = largestD();
    const whole = await runSearch(upToDFlip, search, shared);
    expect(whole.says).toBe('the largest refuted d ≤ 90 at C0 = 1000, m = 50');
    const short = await runSearch(upToDFlip, search, { ...shared, mostCells: whole.judged - 1 });
    expect(short.judged).toBe(whole.judged - 1);
    expect(short.says).toBe(`${whole.says}, ended by its budget of ${whole.judged - 1} cells`);
  });

  it('takes a width that follows d', async () => {
    // All m = 2d activations can change, which is more than d, up to the end of the search.
    const report = await runSearch(upToDFlip, largestD({ m: '2*d', to: 30 }), shared);
    expect(foundIn(report).cell).toMatchObject({ d: 30, m: 60 });
  });
});
