import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveSettings } from '../../src/cli/settings.ts';
import { ClaimError } from '../../src/core/claimError.ts';
import { FormulaError, parseFormula } from '../../src/core/formula/formula.ts';
import { bindClaim } from '../../src/core/judge/boundClaim.ts';
import { parseWitnessFile } from '../../src/core/report/witnessFile.ts';
import { readBaseline } from '../../src/core/run/baselineFile.ts';
import { readResultFile, resultText } from '../../src/core/run/store/resultFile.ts';
import { evidenceShape, searchShape } from '../../src/core/run/store/shapes.ts';
import { storedTrial } from '../../src/core/run/store/trialCodec.ts';
import { UsageError } from '../../src/core/run/usageError.ts';
import { parseWitness } from '../../src/core/run/witnessAddress.ts';
import { claimsOf } from '../../src/core/theorem.ts';
import { parseClaim } from '../../src/core/validateClaim.ts';
import { recheckWitness } from '../../src/core/verify/recheckWitness.ts';
import { parseReport } from '../../src/core/verify/reportSchema.ts';
import { verifiables } from '../../src/core/verify/verifiable.ts';
import { verifyReport } from '../../src/core/verify/verifyReport.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { lazyTraining } from '../../src/theorems/lazyTraining/theorem.ts';
import { inProcess } from '../inProcess.ts';

/** Files that come from outside are written by anybody: whatever stands in them, the answer is a result or one sentence. */

const root = new URL('../../', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'lakatos-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const theorems = await verifiables([lazyTraining]);
const known = claimsOf(lazyTraining);
const example = JSON.parse(readFileSync(new URL('reports/example/report.json', root), 'utf8'));

/** A few cells of the example report: small enough that thousands of mutations take seconds. */
const report = {
  ...example,
  claims: example.claims
    .filter(({ control }: { control: boolean }) => !control)
    .slice(0, 5)
    .map((claim: { cells: unknown[] }) => ({ ...claim, cells: claim.cells.slice(0, 2) })),
  findings: example.findings.slice(0, 2),
  searches: example.searches.slice(0, 2),
};

const witnesses = readdirSync(new URL('fixtures/witnesses/', root))
  .map((name) => readFileSync(new URL(`fixtures/witnesses/${name}`, root), 'utf8'))
  .filter((text) => text.length < 20_000);

/** Values that no honest file holds where they are put. Sizes are either small or beyond every limit. */
const hostile: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 0.5, 1, 2, 1e-320, 1e12, 2 ** 53, -1e308, 1e308],
  ...[
    '',
    ' ',
    '0',
    'NaN',
    '1e999',
    '__proto__',
    'constructor',
    '<script>alert(1)</script>',
    '\u0000',
    '\ud800',
  ],
  ...[
    'process.exit()',
    'm <= m <= m',
    '('.repeat(400),
    'd^'.repeat(200),
    'x'.repeat(3000),
    '../../etc/passwd',
  ],
  ...[[], {}, [[]], [null], { length: 1e9 }, { __proto__: null }, { toString: 1 }],
  JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`),
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
];

type Path = readonly (string | number)[];

/** Every place of a JSON value, from the root down. */
const pathsOf = (value: unknown, above: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [above];
  return [
    above,
    ...Object.entries(value).flatMap(([key, inner]) =>
      pathsOf(inner, [...above, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
};

const replaced = (value: unknown, [key, ...rest]: Path, how: (old: unknown) => unknown): unknown => {
  if (key === undefined) return how(value);
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as Record<string, unknown>) };
  const next = replaced((value as Record<string | number, unknown>)[key], rest, how);
  if (next !== undefined) copy[key] = next;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
};

/** Another value of the same type: what a schema lets through. */
const alike = (old: unknown, pick: number): unknown => {
  if (typeof old === 'boolean') return !old;
  if (typeof old === 'number')
    return [0, 1, old + 1, old - 1, 2 * old, old / 2, -old, old * (1 + 1e-12), 16, 1e5, 1e6][pick % 11];
  if (typeof old === 'string')
    return [`${old}${old}`, old.slice(1), old.toUpperCase(), '', 'd', 'refuted'][pick % 6];
  if (Array.isArray(old)) return [[], [...old, ...old], [...old].reverse(), old.slice(1)][pick % 4];
  return old === null ? [0, '', {}][pick % 3] : null;
};

/** A value with one to three of its places replaced by hostile ones, taken away, or repeated. */
const mutated = (value: unknown): fc.Arbitrary<unknown> => {
  const paths = pathsOf(value);
  const edit = fc.tuple(
    fc.nat({ max: paths.length - 1 }),
    fc.oneof(
      { weight: 8, arbitrary: fc.nat({ max: 65 }).map((pick) => (old: unknown) => alike(old, pick)) },
      { weight: 4, arbitrary: fc.nat({ max: hostile.length - 1 }).map((i) => () => hostile[i]) },
      { weight: 1, arbitrary: fc.constant(() => undefined) },
      {
        weight: 1,
        arbitrary: fc.constant((old: unknown) => (Array.isArray(old) ? [...old, ...old] : [old])),
      },
      { weight: 1, arbitrary: fc.constant((old: unknown) => (typeof old === 'number' ? -old : String(old))) },
    ),
  );
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
    edits.reduce((now, [at, how]) => {
      try {
        return replaced(now, paths[at]!, how);
      } catch {
        // An earlier edit took this place away.
        return now;
      }
    }, value),
  );
};

/** A text with a few of its characters cut out, repeated, or overwritten: broken JSON for the most part, and some that is whole. */
const garbled = (text: string): fc.Arbitrary<string> => {
  const edit = fc.tuple(
    fc.nat({ max: text.length }),
    fc.nat({ max: 40 }),
    fc.constantFrom('cut', 'repeat', 'write', 'end'),
    fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom('}', ']', '"', ',', ':', '9', '1e999', '-', 'null', '\\u0000', '\ufeff', '[[[['),
    ),
  );
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
    edits.reduce((now, [at, length, how, written]) => {
      if (how === 'end') return now.slice(0, at);
      const span = now.slice(at, at + length);
      const put = how === 'cut' ? '' : how === 'repeat' ? span + span : written;
      return now.slice(0, at) + put + now.slice(at + (how === 'write' ? 1 : length));
    }, text),
  );
};

const isOneSentence = (message: string): void => {
  expect(message).not.toContain('\n');
  expect(message.length).toBeGreaterThan(10);
  expect(message.length).toBeLessThan(4000);
};

/** Runs `read`, which may fail with one sentence of one of these kinds and in no other way. */
const oneSentenceOr = <T>(
  read: () => T,
  kinds: readonly (abstract new (...args: never[]) => Error)[],
): T | null => {
  try {
    return read();
  } catch (error) {
    if (!kinds.some((kind) => error instanceof kind)) throw error;
    isOneSentence((error as Error).message);
    return null;
  }
};

/** The longest array of numbers that was asked for since the last look, in entries. */
let longest = 0;

const watched = <T extends new (...args: never[]) => object>(kind: T): T =>
  new Proxy(kind, {
    construct: (target, args: unknown[], made) => {
      if (typeof args[0] === 'number') longest = Math.max(longest, args[0]);
      return Reflect.construct(target, args, made === undefined ? target : target);
    },
  });

/** What an input of this size may ask for: its cells allow caps of some 10⁴ trials. */
const MOST_ENTRIES = 2e6;

beforeEach(() => {
  longest = 0;
  for (const kind of ['Float32Array', 'Float64Array', 'Int8Array', 'Int32Array', 'Uint8Array'] as const)
    vi.stubGlobal(kind, watched(globalThis[kind]));
});
afterEach(() => {
  vi.unstubAllGlobals();
  expect(longest).toBeLessThanOrEqual(MOST_ENTRIES);
  expect(Object.prototype).not.toHaveProperty('polluted');
});

// The mutations are drawn from fixed seeds: a run looks at the same files as the run before.
const some = (numRuns: number): fc.Parameters<[unknown]> => ({ seed: 8, numRuns });
const texts = (numRuns: number): fc.Parameters<[string]> => ({ seed: 8, numRuns });

describe('report files', () => {
  let verified = 0;
  const looked = (text: string, sample = 0): void => {
    const read = oneSentenceOr(() => parseReport(text, 'report.json'), [RangeError]);
    if (read === null) return;
    verified++;
    const { discrepancies } = verifyReport(read, { theorems, propose: null, sample, all: false });
    for (const { where, what } of discrepancies) isOneSentence(`${where}: ${what}`);
  };

  it('the report that is mutated holds as it is, but for what was left out of it', () => {
    const read = parseReport(JSON.stringify(report), 'it');
    const found = verifyReport(read, { theorems, propose: null, sample: 0, all: false }).discrepancies;
    expect(found.map(({ what }) => what.split(' ').slice(0, 2).join(' '))).not.toContain('log10ER is');
  });

  it('2000 with mutated values are verified or refused in one sentence', () => {
    fc.assert(
      fc.property(mutated(report), (value) => looked(JSON.stringify(value) ?? '')),
      some(2000),
    );
    // A mutation that no schema lets through tells nothing about what comes behind it.
    expect(verified).toBeGreaterThan(200);
  });

  it('2000 with mutated characters are verified or refused in one sentence', () => {
    fc.assert(
      fc.property(garbled(JSON.stringify(report)), (text) => looked(text)),
      texts(2000),
    );
  });

  it('60 with mutated values are verified with draws', () => {
    const small = { ...report, claims: report.claims.slice(0, 1), searches: [], findings: [] };
    fc.assert(
      fc.property(mutated(small), (value) => looked(JSON.stringify(value) ?? '', 1)),
      some(60),
    );
  });

  it('no cell however large is drawn or followed: it is taken on trust', () => {
    const [first] = report.claims;
    const cell = first.cells[0];
    for (const size of [
      { m: 1e12 },
      { m: 1e9 },
      { d: 1e8, m: 1e6, mode: 'ambient' },
      { cap: 1e7 },
      { cap: 1e7, gamma: 0.5, trials: 1e7, certified: 6e6, violated: 4e6 },
      { cap: 1e7, gamma: 1e-300 },
      { C0: 1e300 },
      { gamma: 1 - 2 ** -53 },
    ])
      looked(JSON.stringify({ ...report, claims: [{ ...first, cells: [{ ...cell, ...size }] }] }), 2);
  });

  it('a text beyond the limit is refused before it is read', () => {
    expect(() => parseReport({ length: 2 ** 28 } as string, 'big.json')).toThrow(/^big\.json: .* too many/);
  });
});

describe('witness files and addresses', () => {
  const looked = (text: string): void => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    const file = oneSentenceOr(() => parseWitnessFile(value, 'witness.json'), [RangeError]);
    if (file === null || file.network === null) return;
    const claim = known.find(({ id, reading }) => id === file.claim && reading === file.reading);
    if (claim === undefined) return;
    const found = recheckWitness(theorems[0]!.redraw!.written, bindClaim(claim, lazySpace.axes), {
      ...file,
      network: file.network,
    });
    if ('fails' in found) isOneSentence(`its witness: ${found.fails}`);
  };

  it('2000 mutated files are confirmed, or refused in one sentence', () => {
    const any = fc.constantFrom(...witnesses);
    fc.assert(
      fc.property(
        any.chain((text) => mutated(JSON.parse(text))),
        (value) => looked(JSON.stringify(value)),
      ),
      some(1000),
    );
    fc.assert(fc.property(any.chain(garbled), looked), texts(1000));
  });

  it('2000 mutated addresses are read, or refused in one sentence', () => {
    const address =
      'one-step-flips:printed:d=9:m=196:C0=3:gamma=0.05:C2=6.84:mode=reduced:purpose=confirm:trial=0:seed=lakatos';
    fc.assert(
      fc.property(garbled(address), (text) => {
        oneSentenceOr(() => parseWitness(text, [lazyTraining]), [UsageError]);
      }),
      texts(2000),
    );
  });
});

describe('result files', () => {
  const trial = {
    outcome: { kind: 'unresolved', why: 'crashed', note: 'no message' },
    margin: { attack: 1, certificate: null },
    brackets: { f0: { lower: -1, upper: 1 } },
  };
  const searched = example.searches[0];
  const examined = {
    verdict: 'refuted',
    tally: { violated: 1, certified: 0, unresolved: 0, skipped: 0 },
    ...{ error: 0, because: 'it fails', margin: null, figures: [{ kind: 'table', title: 't' }] },
  };
  const address = 'a'.repeat(64);
  const file = join(folder, 'result.json');
  const kinds = [
    ['trial', trial, storedTrial],
    ['search', searched, searchShape],
    ['study', examined, evidenceShape],
  ] as const;

  it.each(kinds)('1000 mutated files of a %s are read whole, or said to be broken', (_, content, shape) => {
    const read = (text: string) => {
      writeFileSync(file, text);
      const found = readResultFile<unknown>(file, address, shape);
      if ('none' in found && found.none === 'broken') isOneSentence(`${file}: ${found.because}`);
      return found;
    };
    const whole = resultText(address, content);
    fc.assert(
      fc.property(garbled(whole), (text) => {
        const found = read(text);
        // A checksum stands over the content: whatever is read is what was written.
        if ('content' in found) expect(JSON.stringify(found.content)).toBe(JSON.stringify(content));
      }),
      texts(500),
    );
    fc.assert(
      fc.property(mutated(content), (value) => {
        if (value !== undefined) read(resultText(address, value));
      }),
      some(500),
    );
  });
});

describe('configuration files', () => {
  const config = {
    ...{ profile: 'quick', seed: 'mine', gamma: [0.05, 0.01], alpha: { refute: 1e-6, support: 1e-3 } },
    ...{ out: 'reports', threads: 2, baselines: 'baselines', claims: [known[0], known[4]], quantities: [] },
  };
  let files = 0;
  const settled = async (text: string): Promise<void> => {
    const file = join(folder, `config${files++}.json`);
    writeFileSync(file, text);
    try {
      await resolveSettings({ config: file }, {});
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof ClaimError || error instanceof FormulaError))
        throw error;
      isOneSentence(error.message);
    }
  };

  it('600 mutated files settle a run, or are refused in one sentence', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(config), async (value) => settled(JSON.stringify(value) ?? '')),
      some(300),
    );
    await fc.assert(fc.asyncProperty(garbled(JSON.stringify(config)), settled), texts(300));
  });

  it('3000 mutated claims are read, or refused in one sentence', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...known).chain((claim) => mutated(claim)),
        (value) => {
          oneSentenceOr(() => parseClaim(value, 'my.claim.ts', lazySpace), [ClaimError]);
        },
      ),
      some(3000),
    );
  });

  it('500 mutated baselines are read, or refused in one sentence', () => {
    const text = readFileSync(new URL('fixtures/baselines/quick.json', root), 'utf8').slice(0, 1e5);
    const whole = JSON.parse(text.endsWith('}\n') ? text : '{}');
    const verdicts = Object.fromEntries(Object.entries(whole.verdicts ?? {}).slice(0, 5));
    const read = (content: string): void => {
      writeFileSync(join(folder, 'quick.json'), content);
      oneSentenceOr(() => readBaseline('quick', folder), [UsageError]);
    };
    fc.assert(
      fc.property(mutated({ ...whole, verdicts }), (value) => read(JSON.stringify(value) ?? '')),
      some(250),
    );
    fc.assert(fc.property(garbled(JSON.stringify({ ...whole, verdicts })), read), texts(250));
  });
});

describe('formulas', () => {
  const words = fc.constantFrom(
    ...['d', 'm', 'C0', 'gamma', 'sqrt', 'log', 'exp', 'abs', 'min', 'max', 'sign', 'x', 'e', 'i', 'pi'],
    ...[
      'constructor',
      '__proto__',
      'prototype',
      'toString',
      'process',
      'globalThis',
      'require',
      'import',
      'eval',
    ],
    ...[
      'Function',
      'this',
      'parse',
      'evaluate',
      'createUnit',
      'mod',
      'to',
      'in',
      'and',
      'not',
      'true',
      'null',
    ],
    ...[
      '1',
      '2.5',
      '1e308',
      '.5',
      '0x10',
      '1e',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ',',
      ';',
      ':',
      '.',
      '=',
      '=>',
      '"',
    ],
    ...[
      '+',
      '-',
      '*',
      '/',
      '^',
      '!',
      '%',
      '<=',
      '==',
      '?',
      '&',
      '|',
      '~',
      '`',
      '$',
      '#',
      '\\',
      '\n',
      ' ',
      'π',
      '₂',
    ],
  );

  it('10000 texts are read or refused in one sentence, and what is read looks at its symbols alone', () => {
    const before = Object.getOwnPropertyNames(globalThis).length;
    let read = 0;
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (parts) => {
        const formula = oneSentenceOr(() => parseFormula(parts.join(' ')), [FormulaError]);
        if (formula === null) return;
        read++;
        const seen = new Set<PropertyKey>();
        const values = Object.fromEntries([...formula.symbols].map((name) => [name, 2]));
        const scope = new Proxy(values, {
          get: (target, name) => {
            seen.add(name);
            return Reflect.get(target, name);
          },
        });
        expect(typeof formula.evaluate(scope)).toBe('number');
        expect([...seen].filter((name) => !formula.symbols.has(name as string))).toEqual([]);
        // With nothing to look at there is nothing that an object or the language would lend.
        if (formula.symbols.size > 0) expect(() => formula.evaluate({})).toThrow(FormulaError);
      }),
      { seed: 8, numRuns: 10_000 },
    );
    expect(read).toBeGreaterThan(100);
    expect(Object.getOwnPropertyNames(globalThis).length).toBe(before);
  });
});

describe('commands that are handed such files', () => {
  const refused = async (args: readonly string[]): Promise<void> => {
    const { code, stderr } = await inProcess(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^lakatos: [^\n]+\n$/);
  };

  it('refuse them with exit code 2 and one line', async () => {
    const bad = join(folder, 'bad.json');
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"schema":"lakatos/report@1"}',
      '{"schema":"lakatos/witness@1"}',
    ]) {
      writeFileSync(bad, text);
      await refused(['verify', bad]);
      await refused(['replay', bad]);
      await refused(['claims', '--config', bad]);
    }
    await refused(['verify', join(folder, 'absent.json')]);
    await refused(['verify', folder]);
    await refused(['verify', bad, '--sample', '-1']);
  });

  it('find what was tampered with, with exit code 1', async () => {
    const file = join(folder, 'tampered.json');
    const [first] = report.claims;
    const claims = [{ ...first, verdict: 'refuted' }, ...report.claims.slice(1)];
    writeFileSync(file, JSON.stringify({ ...report, claims }));
    const { code, stdout } = await inProcess(['verify', file, '--sample', '0']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/its\s+verdict\s+is\s+"refuted",\s+and\s+must\s+be\s+"supported"/);
    for (const one of stdout.split('\n')) expect(one.length).toBeLessThanOrEqual(100);
    const json = await inProcess(['verify', file, '--sample', '0', '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ schema: 'lakatos/verification@1', holds: false });
  });
});
