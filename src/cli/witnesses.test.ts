import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWitnessFile, type WitnessFile } from '../core/report/witnessFile.ts';
import type { Settings } from '../core/run/settings.ts';
import { UsageError } from '../core/run/usageError.ts';
import { parseWitness } from '../core/run/witnessAddress.ts';
import { type Verifiable, verifiables } from '../core/verify/verifiable.ts';
import { claimsIn } from './context.ts';
import { resolveSettings } from './settings.ts';
import {
  claimOf,
  corpusFolder,
  keepWitness,
  readCorpus,
  readWitnessFile,
  replayCorpus,
  replayFile,
  witnessFileOf,
} from './witnesses.ts';

const address =
  'gradient-is-large:printed:d=16:m=200:C0=3:gamma=0.05:C1=0.25:mode=reduced:trial=0:seed=lakatos';

let folder: string;
let settings: Settings;
let own: readonly Verifiable[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lakatos-witnesses-'));
  settings = await resolveSettings({}, {});
  own = await verifiables(settings.theorems);
});

afterAll(() => rmSync(folder, { recursive: true }));

const allClaims = () => claimsIn(settings.theorems).map(({ claim }) => claim);

/** A folder with one witness file in it. */
const folderWith = (name: string, content: string): string => {
  const own = join(folder, name);
  mkdirSync(own);
  writeFileSync(join(own, 'w.json'), content);
  return own;
};

const messageOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
};

describe('the kept corpus', () => {
  it('is read in the order of its names', () => {
    const corpus = readCorpus();
    expect(corpus.map(({ file }) => file)).toEqual(
      readdirSync(corpusFolder)
        .filter((name) => name.endsWith('.json'))
        .sort(),
    );
    expect(corpus.length).toBeGreaterThan(0);
  });

  it('keeps each file under the name that it would be kept under again', () => {
    const again = join(folder, 'again');
    for (const { file, witness } of readCorpus()) {
      const path = keepWitness(witness, again);
      expect(path).toBe(join(again, file));
      expect(readFileSync(path, 'utf8')).toBe(readFileSync(join(corpusFolder, file), 'utf8'));
    }
  });

  it('reproduces', () => {
    expect(replayCorpus(allClaims(), own)).toEqual([]);
  });

  it('is left alone by a run of no claim', () => {
    expect(replayCorpus([], own)).toEqual([]);
  });

  it('is empty where there is no folder', () => {
    expect(readCorpus(join(folder, 'nowhere'))).toEqual([]);
  });

  it('passes over files of another kind', () => {
    const folderOfOwn = folderWith('kinds', JSON.stringify(readCorpus()[0]!.witness));
    writeFileSync(join(folderOfOwn, 'README.md'), 'no witness');
    expect(readCorpus(folderOfOwn).map(({ file }) => file)).toEqual(['w.json']);
  });
});

describe('a file that was tampered with', () => {
  it.each([
    ['cut short', '{ "schema": '],
    ['another schema', '{ "schema": "lakatos/report@2" }'],
    ['no object', 'null'],
  ])('is named in one sentence: %s', (name, content) => {
    const folderOfOwn = folderWith(name.replaceAll(' ', '-'), content);
    const message = messageOf(() => readCorpus(folderOfOwn));
    expect(message).toContain(join(folderOfOwn, 'w.json'));
    expect(message).not.toContain('\n');
  });

  it('is named with its field', () => {
    const { witness } = readCorpus().find(({ witness }) => witness.network !== null)!;
    const folderOfOwn = folderWith(
      'field',
      JSON.stringify({ ...witness, cell: { ...witness.cell, m: 1000 } }),
    );
    expect(messageOf(() => readCorpus(folderOfOwn))).toBe(
      `${join(folderOfOwn, 'w.json')}: "network" must have m = 1000 neurons, got ${new Array(4).fill(witness.cell.m).join(', ')}`,
    );
  });

  it('does not exist', () => {
    const file = join(folder, 'none.json');
    expect(messageOf(() => readWitnessFile(file))).toContain(`${file} cannot be read as a witness`);
  });

  it('speaks of a claim that there is not', () => {
    const { witness } = readCorpus()[0]!;
    expect(messageOf(() => replayFile({ ...witness, claim: 'no-such' }, own))).toBe(
      `there is no claim "no-such" in a ${witness.reading} reading; \`lakatos claims\` lists them`,
    );
    expect(() => claimOf({ claim: 'one-step-flips', reading: 'intended' }, settings.theorems)).toThrow(
      UsageError,
    );
  });

  it('fails with another margin or network', () => {
    const { witness } = readCorpus().find(({ witness }) => witness.network !== null)!;
    expect(replayFile({ ...witness, margin: 2 * witness.margin }, own)).toHaveProperty('fails');
    const network = { ...witness.network!, W0: witness.network!.W0.map((row) => row.map(() => 9)) };
    expect(replayFile({ ...witness, network }, own)).toHaveProperty('fails');
  });
});

describe('a kept witness without numbers that was tampered with', () => {
  const kept = readCorpus().find(({ witness }) => witness.network === null && witness.reading === 'printed')!;

  it('fails with another margin', () => {
    expect(replayFile({ ...kept.witness, margin: -99 }, own)).toHaveProperty('fails');
  });

  it('fails with a cell that is not the one of its address', () => {
    const cell = { ...kept.witness.cell, d: 9999 };
    expect(replayFile({ ...kept.witness, cell }, own)).toHaveProperty('fails');
  });

  it('fails in another reading than the one of its address', () => {
    // Its d = 42 or 344 is less than 16 C0², so that the intended reading does not even speak of it.
    const gradient = readCorpus().find(
      ({ witness: { claim, reading, network } }) =>
        claim === 'gradient-is-large' && reading === 'printed' && network === null,
    )!;
    expect(replayFile({ ...gradient.witness, reading: 'intended' }, own)).toHaveProperty('fails');
  });
});

describe('a witness made from its address', () => {
  let made: WitnessFile;

  beforeAll(() => {
    made = witnessFileOf(parseWitness(address, settings.theorems), address, own)!;
  });

  it('is a small network that replays', () => {
    expect(made).not.toBeNull();
    expect(made.address).toBe(address);
    expect(made.network).not.toBeNull();
    expect(made.cell.d * made.cell.m).toBeLessThan(16 * 200);
    expect(made.margin).toBeLessThan(0);
    expect(replayFile(made, own)).toHaveProperty('confirmed');
  });

  it('is kept as a file that reads back as it was and replays', () => {
    const file = keepWitness(made, join(folder, 'kept', 'deep'));
    expect(readWitnessFile(file)).toEqual(made);
    expect(parseWitnessFile(JSON.parse(readFileSync(file, 'utf8')), file)).toEqual(made);
    expect(replayFile(readWitnessFile(file), own)).toHaveProperty('confirmed');
  });

  it('is the same when made again', () => {
    expect(witnessFileOf(parseWitness(address, settings.theorems), address, own)).toEqual(made);
  });

  it('is none where the claim holds on the draw', () => {
    const calm = address.replace('C1=0.25', 'C1=0.0001').replace('C0=3', 'C0=0');
    expect(witnessFileOf(parseWitness(calm, settings.theorems), calm, own)).toBeNull();
  });

  it('is not kept where no folder can be', () => {
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, '');
    expect(messageOf(() => keepWitness(made, blocked))).toContain(
      `the witness cannot be written to ${blocked}`,
    );
  });
});
