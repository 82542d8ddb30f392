import { describe, expect, it } from 'vitest';
import { certificateMutants } from '../mutants/certificateMutants.ts';
import { claimMutants, coins } from '../mutants/claimMutants.ts';
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
  'the strip’s products without their tail',
  'the rounding of the value dropped',
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
    expect(await unexpectedAmong(certificateMutants.filter(({ name }) => !LONG.has(name)))).toEqual([]);
    expect(objectionToTheTruth(DRAWS)).toBe(null);
  });

  it('has no two mutants of one name, and no text that the code has left behind', () => {
    const names = mutants.map(({ name, kind }) => `${kind} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { replacement } of certificateMutants)
      expect(() => mutatedCertificate(replacement)).not.toThrow();
    expect([...LONG].filter((name) => !mutants.some((mutant) => mutant.name === name))).toEqual([]);
  });

  it('refuses a replacement whose text is not there exactly once', () => {
    const at = (text: string) => () => mutatedCertificate({ file: 'peeling.ts', text, by: '' });
    expect(at('no such text')).toThrow('got 0 times');
    expect(at('const ')).toThrow(/got \d+ times/);
  });
});
