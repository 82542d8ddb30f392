import { describe, expect, it } from 'vitest';
import { boundMutants, mutatedBounds, objectionToBounds } from '../mutants/boundMutants.ts';
import { boxMutants } from '../mutants/boxMutants.ts';
import { certificateMutants } from '../mutants/certificateMutants.ts';
import { claimMutants, coins } from '../mutants/claimMutants.ts';
import { constantMutants } from '../mutants/constantMutants.ts';
import { mutatedBoxes } from '../mutants/mutatedBoxes.ts';
import { mutatedCertificate } from '../mutants/mutatedCertificate.ts';
import { mutants, objectionToTheTruth, runMutants } from '../mutants/runMutants.ts';

// The short form: `npm run mutants` tries every planted error, and holds the certificates against more draws.

const DRAWS = 30;

/** Those that take seconds, or more draws than are tried here. */
const LONG: ReadonlySet<string> = new Set([
  'sign changes of a smaller order',
  'sign changes: γ ignored',
  'the initial value near its critical bound × 0.9',
  'the theorem with a step that forgets the initial value',
  'the theorem near its critical step × 0.75',
  'the may-flip set’s products without their tail',
  'the rounding of the value dropped',
]);

/** Modules of the certificate by boxes whose errors are found without an adversary. */
const QUICK: ReadonlySet<string> = new Set([
  'boxes/allowance.ts',
  'boxes/boxTables.ts',
  'boxes/linesLogMoment.ts',
  'boxes/raisingMoments.ts',
]);

const unexpectedAmong = async (chosen: typeof mutants): Promise<string[]> => {
  const rows = await runMutants(chosen, DRAWS, () => {});
  return rows
    .filter(({ unexpected }) => unexpected)
    .map(({ mutant, killedBy }) => `${mutant.name}: ${killedBy ?? 'stands'}`);
};

describe('planted errors, in their short form', () => {
  it('coins of known rate get the verdict of their rate (one pinned seed; false-alarm rate 2e-3)', async () => {
    expect(await unexpectedAmong(coins)).toEqual([]);
  });

  it('in claims on draws: each is refuted where the claim itself is not (pinned seed)', async () => {
    expect(await unexpectedAmong(claimMutants.filter(({ name }) => !LONG.has(name)))).toEqual([]);
  });

  it(`in the certificate: each is contradicted within ${DRAWS} draws, and none of them contradicts it as it is`, async () => {
    const short = certificateMutants.filter(({ name }) => !LONG.has(name) && !name.startsWith('boxes: '));
    expect(await unexpectedAmong(short)).toEqual([]);
    expect(objectionToTheTruth(DRAWS)).toBe(null);
  });

  it('in the certificate by boxes: each is contradicted, of those that sums and tails alone tell', async () => {
    const short = boxMutants.filter(({ where }) => QUICK.has(where));
    expect(short.length).toBeGreaterThan(6);
    expect(await unexpectedAmong(short)).toEqual([]);
  });

  it('in the bounds without a draw: each is contradicted, and none of what contradicts it holds of the bounds as they are', async () => {
    expect(await unexpectedAmong(boundMutants)).toEqual([]);
    expect(objectionToBounds(mutatedBounds(null))).toBe(null);
  });

  it('in the rules for constants, searches and paths: each is told from the truth (pinned seeds)', async () => {
    expect(await unexpectedAmong(constantMutants)).toEqual([]);
  });

  it('has no two mutants of one name, and no text that the code has left behind', () => {
    const names = mutants.map(({ name, kind }) => `${kind} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { replacement } of certificateMutants)
      expect(() =>
        replacement.file.startsWith('boxes/') ? mutatedBoxes(replacement) : mutatedCertificate(replacement),
      ).not.toThrow();
    expect([...LONG].filter((name) => !mutants.some((mutant) => mutant.name === name))).toEqual([]);
  });

  it('refuses a replacement whose text is not there exactly once', () => {
    const at = (text: string) => () => mutatedCertificate({ file: 'peeling.ts', text, by: '' });
    expect(at('no such text')).toThrow('got 0 times');
    expect(at('const ')).toThrow(/got \d+ times/);
  });
});
