import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { requireFreshBuild, root } from '../../../../properties/runs.ts';
import type { Trial } from '../../judge/outcome.ts';
import { type Origin, resultAddress } from './address.ts';
import { resultText } from './resultFile.ts';
import { openStore, type Store } from './store.ts';
import { DeterminismError, StoreError } from './storeError.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const origin: Origin = { seed: 'store', engine: 'none', code: 'none', ownCode: '' };
const address = resultAddress('trials', 'a cell', origin);

const trialOf = (index: number, value = (index + 1) / 3): Trial => ({
  index,
  outcome: index % 2 === 0 ? { kind: 'certified' } : { kind: 'unresolved', why: 'budget spent' },
  margin: { attack: null, certificate: -value },
  critical: null,
  brackets: { f0: { lower: Number.NEGATIVE_INFINITY, upper: index === 2 ? Number.NaN : value } },
});

const trialsUpTo = (n: number): Trial[] => Array.from({ length: n }, (_, i) => trialOf(i));

/** A store in a folder of its own, with what it warned of. */
const fresh = (name: string): { store: Store; warnings: string[]; file: string } => {
  const warnings: string[] = [];
  const store = openStore(join(folder, name), (sentence) => warnings.push(sentence));
  return { store, warnings, file: join(folder, name, address.slice(0, 2), `${address}.json`) };
};

const beside = (file: string): string[] => readdirSync(dirname(file)).sort();

describe('the address of a result', () => {
  it('is another one wherever anything is that the result depends on', () => {
    const changes: readonly Partial<Origin>[] = [
      { seed: 'another' },
      { engine: 'another' },
      { code: 'another' },
      { ownCode: 'another' },
    ];
    const all = [
      address,
      resultAddress('study', 'a cell', origin),
      resultAddress('search', 'a cell', origin),
      resultAddress('trials', 'another cell', origin),
      ...changes.map((change) => resultAddress('trials', 'a cell', { ...origin, ...change })),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const one of all) expect(one).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps neighbouring fields apart', () => {
    const split = resultAddress('trials', 'a', { ...origin, seed: 'bc' });
    expect(resultAddress('trials', 'ab', { ...origin, seed: 'c' })).not.toBe(split);
  });
});

describe('the trials of a cell in a store', () => {
  it('are none at first, and opening writes nothing', () => {
    const { store, file } = fresh('empty');
    expect(store.trials(address)).toEqual([]);
    expect(existsSync(dirname(dirname(file)))).toBe(false);
  });

  it('come back as they were, with infinite and missing ends', () => {
    const { store, warnings } = fresh('round');
    store.keepTrials(address, trialsUpTo(20));
    expect(store.trials(address)).toEqual(trialsUpTo(20));
    expect(warnings).toEqual([]);
  });

  it('grow, and a shorter prefix leaves the longer one', () => {
    const { store, file } = fresh('grow');
    for (const [given, known] of [
      [5, 5],
      [20, 20],
      [7, 20],
      [20, 20],
      [21, 21],
      [0, 21],
    ] as const) {
      store.keepTrials(address, trialsUpTo(given));
      expect(store.trials(address)).toHaveLength(known);
    }
    expect(beside(file)).toEqual([`${address}.json`]);
  });

  it('lie in files of some thousands, of which only the last is written again', () => {
    const { store, file } = fresh('segments');
    const all = trialsUpTo(9000);
    for (let from = 0; from < 9000; from += 1000)
      store.keepTrials(address, all.slice(from, from + 1000), from);
    expect(store.trials(address)).toEqual(all);
    const folder = dirname(dirname(file));
    const files = () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.json'));
    expect(files()).toHaveLength(3);
    const { ino } = statSync(file);
    store.keepTrials(address, trialsUpTo(9001).slice(9000), 9000);
    expect(statSync(file).ino).toBe(ino);
    // All at once they are the same files, and agree.
    const whole = fresh('at once');
    whole.store.keepTrials(address, trialsUpTo(9001));
    expect(whole.store.trials(address)).toEqual(store.trials(address));
    store.keepTrials(address, trialsUpTo(9001));
    const other = trialsUpTo(9001).map((trial, i) => (i === 5000 ? trialOf(5000, 99) : trial));
    expect(() => store.keepTrials(address, other)).toThrow(DeterminismError);
    // Where somebody has taken the first file away, what comes after it is not a prefix, and nothing is added behind it.
    rmSync(file);
    expect(store.trials(address)).toEqual([]);
    store.keepTrials(address, all.slice(3000, 4000), 3000);
    expect(store.trials(address)).toEqual([]);
    store.keepTrials(address, all.slice(0, 4096));
    expect(store.trials(address)).toHaveLength(9001);
  });

  it.each([
    ['a longer run', 30],
    ['a shorter run', 10],
    ['a run of the same length', 20],
  ])('%s that differs is a fault of the harness: both files are kept', (_, length) => {
    const { store, file } = fresh(`differs ${length}`);
    store.keepTrials(address, trialsUpTo(20));
    const before = readFileSync(file, 'utf8');
    const other = trialsUpTo(length).map((trial, i) => (i === 3 ? trialOf(3, 99) : trial));
    expect(() => store.keepTrials(address, other)).toThrow(DeterminismError);
    expect(() => store.keepTrials(address, other)).toThrow(
      /^the same address gave two results, .*: compare .*\.json with .*\.differs-\d+, and report both$/,
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
    const second = beside(file).filter((name) => name.includes('differs'));
    expect(second).toHaveLength(1);
    expect(readFileSync(join(dirname(file), second[0]!), 'utf8')).toContain('-99');
  });
});

describe('a broken file', () => {
  const whole = resultText(address, [{ outcome: { kind: 'certified' }, margin: null, brackets: {} }]);
  const breakages: readonly [string, (file: string) => void, RegExp][] = [
    ['cut short', (file) => truncateSync(file, statSync(file).size - 20), /cut short or no JSON/],
    ['empty', (file) => writeFileSync(file, ''), /cut short or no JSON/],
    ['not even text', (file) => writeFileSync(file, Buffer.from([0, 255, 7])), /cut short or no JSON/],
    ['another document', (file) => writeFileSync(file, '{"schema":"lakatos/report@2"}'), /not a result file/],
    ['null', (file) => writeFileSync(file, 'null'), /not a result file/],
    [
      'of another address',
      (file) => writeFileSync(file, resultText('f'.repeat(64), [])),
      /belongs to another address/,
    ],
    [
      'with one digit changed',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('"certified"', '"skipped"')),
      /checksum does not agree/,
    ],
    [
      'whose content has another shape',
      (file) => writeFileSync(file, resultText(address, { trials: 3 })),
      /content has another shape/,
    ],
    [
      'a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      /EISDIR/,
    ],
  ];

  it.each(breakages)('%s is set aside in one sentence, kept, and computed again', (name, spoil, because) => {
    const { store, warnings, file } = fresh(`broken ${name}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, whole);
    expect(store.trials(address)).toHaveLength(1);
    spoil(file);
    expect(store.trials(address)).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(because);
    expect(warnings[0]).toMatch(
      /\.json is set aside as .*\.broken-1, since .*; its result is computed again$/,
    );
    expect(beside(file)).toEqual([`${address}.json.broken-1`]);
    store.keepTrials(address, trialsUpTo(3));
    expect(store.trials(address)).toHaveLength(3);
    // A second broken one gets a name of its own.
    truncateSync(file, 40);
    expect(store.trials(address)).toEqual([]);
    expect(beside(file)).toEqual([`${address}.json.broken-1`, `${address}.json.broken-2`]);
  });

  it.each(breakages)('%s does not stop a result from being kept', (name, spoil) => {
    const { store, warnings, file } = fresh(`kept over ${name}`);
    store.keepResult(address, ['whole']);
    spoil(file);
    store.keepTrials(address, trialsUpTo(4));
    expect(store.trials(address)).toHaveLength(4);
    expect(warnings).toHaveLength(1);
  });

  it('no file cut at any byte is ever taken for whole', () => {
    const { store, file } = fresh('every cut');
    store.keepTrials(address, trialsUpTo(3));
    const bytes = readFileSync(file);
    const lengths = Array.from({ length: bytes.length }, (_, i) => i);
    // The newline at the end alone may be missing.
    for (const length of lengths.slice(0, -1)) {
      writeFileSync(file, bytes.subarray(0, length));
      expect(store.trials(address), `${length} bytes`).toEqual([]);
      rmSync(`${file}.broken-1`);
    }
  });
});

describe('a whole result', () => {
  const shape = z.object({ verdict: z.string() });

  it('is absent, then there, then the same', () => {
    const { store, file } = fresh('whole');
    expect(store.result(address, shape)).toBeNull();
    store.keepResult(address, { verdict: 'supported', more: [1, 2] });
    // As it was kept, with its fields in their order: the report's bytes depend on it.
    expect(JSON.stringify(store.result(address, shape))).toBe('{"verdict":"supported","more":[1,2]}');
    store.keepResult(address, { verdict: 'supported', more: [1, 2] });
    expect(beside(file)).toEqual([`${address}.json`]);
  });

  it('stays where a second one differs, which is a fault of the harness', () => {
    const { store, file } = fresh('first wins');
    store.keepResult(address, { verdict: 'supported' });
    expect(() => store.keepResult(address, { verdict: 'refuted' })).toThrow(DeterminismError);
    expect(store.result(address, shape)).toEqual({ verdict: 'supported' });
    expect(beside(file)).toHaveLength(2);
  });

  it('takes the place of a broken one', () => {
    const { store, warnings, file } = fresh('over broken');
    store.keepResult(address, { verdict: 'supported' });
    truncateSync(file, 30);
    store.keepResult(address, { verdict: 'refuted' });
    expect(store.result(address, shape)).toEqual({ verdict: 'refuted' });
    expect(warnings).toHaveLength(1);
    expect(beside(file)).toEqual([`${address}.json`, `${address}.json.broken-1`]);
  });
});

describe('a folder that cannot be written to', () => {
  it('is an error of one sentence with the way out, and leaves nothing half written', () => {
    writeFileSync(join(folder, 'in the way'), '');
    const store = openStore(join(folder, 'in the way'), () => {});
    expect(store.trials(address)).toEqual([]);
    for (const keep of [
      () => store.keepTrials(address, trialsUpTo(3)),
      () => store.keepResult(address, {}),
    ]) {
      expect(keep).toThrow(StoreError);
      expect(keep).toThrow(
        /in the way\/\w\w cannot be written to: a file is where a folder should be; name another folder with --store, or give --no-store$/,
      );
    }
  });
});

/** Writers in processes of their own, all at once on one address. */
const writer = (source: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', source], { cwd: root });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', () => resolve(said.trim()));
  });

describe('processes at once on one folder', () => {
  it('none of them fails, every read is whole, and the longest prefix that was last stands', async () => {
    requireFreshBuild();
    const { store, warnings, file } = fresh('many');
    // Trials in the form of `storeTrial`, so that the built store and this one agree.
    const source = (offset: number): string => `
      const { openStore } = await import(${JSON.stringify(new URL('../../../../dist/core/run/store/store.js', import.meta.url).href)});
      const warnings = [];
      const store = openStore(${JSON.stringify(join(folder, 'many'))}, (sentence) => warnings.push(sentence));
      const trial = (index) => ({ index, outcome: { kind: 'certified' }, margin: null, critical: null, brackets: { f0: { lower: index, upper: Infinity } }, measured: {} });
      for (let n = ${offset}; n <= 60; n += 3) {
        store.keepTrials('${address}', Array.from({ length: n }, (_, i) => trial(i)));
        const known = store.trials('${address}');
        if (known.some(({ brackets }, i) => brackets.f0.lower !== i || brackets.f0.upper !== Infinity)) throw new Error('not what was kept');
      }
      store.keepTrials('${address}', Array.from({ length: 60 }, (_, i) => trial(i)));
      console.log(JSON.stringify(warnings));
    `;
    const said = await Promise.all([1, 2, 3].map((offset) => writer(source(offset))));
    expect(said).toEqual(['[]', '[]', '[]']);
    // Each ended by keeping all 60, and a prefix that is as long is never replaced by a shorter one after that.
    expect(store.trials(address)).toHaveLength(60);
    expect([warnings, beside(file)]).toEqual([[], [`${address}.json`]]);
  }, 60_000);
});
