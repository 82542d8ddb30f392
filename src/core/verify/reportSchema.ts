import { z } from 'zod';

/** Characters beyond which a text is not a report that anybody wrote: the quick profile's has some 300 000. */
export const MOST_CHARACTERS = 2 ** 27;

const MOST_CLAIMS = 1000;
const MOST_CELLS = 1e5;

const line = z.string().max(2000);
const long = z.string().max(1e5);
const finite = z.number();
const count = z.number().int().min(0).max(1e7);
const verdict = z.enum(['refuted', 'supported', 'consistent', 'undecided', 'vacuous']);
const reading = z.enum(['printed', 'intended']);
const basis = z.enum(['proof', 'exact', 'draws', 'consequence', 'test', 'experiment']);
const named = <T extends z.ZodType>(entry: T) => z.record(z.string().max(200), entry);
const rate = z.number().gt(0).lt(1);
const spread = z.object({ min: finite, median: finite, max: finite });
const formula = z.object({ text: line, tex: long });

const at = named(finite);

const ranges = named(z.object({ atLeast: finite.nullable(), atMost: finite.nullable() }));

const failureRate = z.object({ value: z.number().min(0).lt(1), formula: line });

const witness = z.object({
  address: line,
  trial: count,
  confirmed: z.object({
    by: z.enum(['explicit', 'revealed']),
    shown: named(finite),
    values: named(finite),
    margin: finite,
  }),
});

/** What every cell has, however its claim was examined. */
const anyCell = z.looseObject({
  at,
  named: named(line).optional(),
  failureRate: failureRate.nullable(),
  constants: named(finite),
  regime: z.enum(['inside', 'outside']),
  verdict,
  trials: count,
  violated: count,
  certified: count,
  unresolved: count,
  skipped: count,
  replay: z.string().max(5000),
  crashes: z.array(long).max(1e5),
  note: long.nullable(),
  setting: line.optional(),
  because: long.optional(),
  basis: basis.optional(),
  excludes: ranges.optional(),
  error: finite.nullable().optional(),
  /** Looked at by the checks of its method, which know what they need of it. */
  figures: z.array(z.unknown()).max(1000).optional(),
});

/** A cell whose evidence is a failure rate: counts of trials. */
const rateCell = z.object({
  at,
  named: named(line).optional(),
  constants: named(finite),
  constantRanges: ranges,
  reaches: named(finite).optional(),
  derived: named(finite),
  failureRate,
  alphaShare: z.number().gt(0).max(1),
  regime: z.enum(['inside', 'outside']),
  mode: z.enum(['reduced', 'ambient']),
  expect: z.enum(['holds', ...verdict.options]),
  trials: count,
  violated: count,
  certified: count,
  unresolved: count,
  skipped: count,
  cap: z.number().int().min(1).max(1e7),
  capCanDecide: z.object({ refute: z.boolean(), support: z.boolean() }),
  power: z.object({ refuteTwiceGamma: finite, supportQuarterGamma: finite }).nullable(),
  verdict,
  basis: basis.optional(),
  log10ER: finite.nullable(),
  log10EA: finite.nullable(),
  rate: z.object({ lower: finite, upper: finite, confidence: finite }).nullable(),
  exactRate: finite.nullable(),
  margin: spread.nullable(),
  observed: named(z.object({ lower: spread.nullable(), upper: spread.nullable() })),
  bound: finite.nullable(),
  witness: witness.nullable(),
  replay: z.string().max(5000),
  crashed: count.min(1).exactOptional(),
  crashes: z.array(long).max(1e5),
  withoutValue: count.min(1).exactOptional(),
  valueless: z.array(long).max(1e5).exactOptional(),
  cutShort: count.min(1).exactOptional(),
  endings: z.array(long).max(1e5).exactOptional(),
  note: long.nullable(),
});

const values = named(finite);

/** One end of a half line, under its name. */
const end = named(finite);

const claim = z.object({
  id: z.string().max(200),
  reading,
  theorem: z.string().max(200),
  complete: z.boolean(),
  verdict: z.enum([...verdict.options, 'narrowed']),
  /** How it was examined. */
  method: z.string().max(200),
  source: line,
  says: line,
  control: z.boolean(),
  quantifiers: z.array(line).max(100),
  premise: z.array(formula).max(100),
  conclusion: formula,
  constants: named(
    z.object({
      says: line,
      first: line,
      bound: z.enum(['exists', 'given', 'printed']).default('exists'),
      mayDependOn: z.array(line).max(100).default([]),
      weaker: z.enum(['larger', 'smaller', 'none']).default('none'),
      stands: z.enum(['premise', 'conclusion', 'elsewhere']).default('elsewhere'),
    }),
  ),
  exclusions: z
    .array(
      z.object({
        at: values,
        where: named(end),
        slice: values,
        by: z.enum(['cell', 'search', 'product']),
        cell: values,
        alpha: finite,
      }),
    )
    .max(MOST_CELLS)
    .optional(),
  excludedError: finite.nullable().optional(),
  least: z
    .array(
      z.object({
        ...{ at: values, slice: values, constants: named(end), attained: z.boolean(), verdict },
        // A report may be older than these.
        ...{ tried: count.exactOptional(), error: finite.nullable().exactOptional() },
        ...{ inside: count, supported: count, consistent: count, undecided: count },
      }),
    )
    .max(MOST_CELLS)
    .optional(),
  sentence: long.nullable().optional(),
  regressions: z.array(long).max(1e5).exactOptional(),
  basis: basis.optional(),
  onTrust: long.optional(),
  proof: z
    .object({
      verdict: z.enum(['refuted', 'supported']),
      because: long,
      anchor: line,
      checked: long.nullable(),
    })
    .optional(),
  follows: z
    .array(
      z.object({
        cell: count,
        verdict: z.enum(['supported', 'refuted', 'undecided']),
        because: long,
        anchor: line,
        error: finite.nullable(),
      }),
    )
    .max(1e5)
    .optional(),
  prefix: z.array(long).max(100).optional(),
  error: finite.nullable(),
  product: z.object({ cells: count, log10ER: finite }).nullable(),
  cells: z.array(anyCell).max(MOST_CELLS),
});

const search = z.object({
  claim: z.string().max(200),
  reading,
  along: z.string().max(200).nullable(),
  says: line,
  judged: count,
  seed: finite,
  path: line.nullable(),
  verdict: z.enum(['refuted', 'undecided', 'nothing refuted']),
  cell: z.object({ at, constants: named(finite), constantRanges: ranges.optional() }).nullable(),
  failureRate: failureRate.nullable(),
  confirmation: z
    .object({
      alpha: rate,
      trials: count,
      violated: count,
      log10ER: finite.nullable(),
      witness: witness.nullable(),
    })
    .nullable(),
});

const finding = z.object({
  kind: z.string().max(200),
  verdict: z.enum(['refuted', 'narrowed']).optional(),
  claim: z.string().max(200),
  reading,
  source: line,
  says: line,
  summary: z.string().max(5000),
  cell: z.object({ at, named: named(line).optional(), setting: line.optional() }),
  failureRate: failureRate.nullable(),
  constants: named(finite),
  trials: count,
  violated: count,
  witness: line.nullable(),
  replay: z.string().max(5000),
});

const theorem = z.object({
  id: z.string().max(200),
  work: line,
  axes: z
    .array(
      z.object({
        symbol: z.string().max(200),
        says: line,
        kind: z.enum(['count', 'real', 'rate']),
        addressed: z.boolean().optional(),
        tex: line.optional(),
        values: z.array(line).max(1000).optional(),
        label: line.optional(),
      }),
    )
    .max(100),
  table: z.object({ rows: line, columns: line }),
});

const report = z.object({
  schema: z.literal('lakatos/report@2'),
  provenance: z.object({
    version: line,
    seed: line,
    profile: line,
    engine: line,
    alpha: z.object({ refute: rate, support: rate }),
    selection: long.nullable(),
    config: line.optional(),
  }),
  complete: z.boolean(),
  missing: z.array(long).max(MOST_CELLS),
  theorems: z.array(theorem).max(MOST_CLAIMS),
  findings: z.array(finding).max(MOST_CELLS),
  searches: z.array(search).max(MOST_CELLS),
  claims: z.array(claim).max(MOST_CLAIMS),
});

export type RateCell = z.infer<typeof rateCell>;
export type ReadWitness = z.infer<typeof witness>;
export type ReadSearch = z.infer<typeof search>;
export type ReadFinding = z.infer<typeof finding>;

/** A cell by how its claim was examined: on draws, against a failure rate, or as a whole. */
export type ReadCell =
  | { readonly kind: 'rate'; readonly cell: RateCell }
  | { readonly kind: 'whole'; readonly cell: z.infer<typeof anyCell> };

export type ReadClaim = Omit<z.infer<typeof claim>, 'cells'> & { readonly cells: readonly ReadCell[] };
export type ReadReport = Omit<z.infer<typeof report>, 'claims'> & { readonly claims: readonly ReadClaim[] };

const fault = (where: string, path: readonly PropertyKey[], message: string): RangeError =>
  new RangeError(
    `${where}: ${path.length === 0 ? 'this' : `"${path.map(String).join('.').slice(0, 200)}"`} is wrong: ${message.slice(0, 300)}`,
  );

/** The first thing that is wrong, as a `RangeError`; else the value. */
const readAs = <T extends z.ZodType>(
  shape: T,
  value: unknown,
  where: string,
  above: readonly PropertyKey[] = [],
): z.infer<T> => {
  const found = shape.safeParse(value);
  if (found.success) return found.data;
  const issue = found.error.issues[0]!;
  throw fault(where, [...above, ...issue.path], issue.message);
};

/**
 * Reads the text of a `report.json`.
 *
 * Fields that are not known here are left alone, so that a later report can be read too.
 *
 * Throws: `RangeError` of one sentence that names the file and the field at fault.
 */
export const parseReport = (text: string, where: string): ReadReport => {
  if (text.length > MOST_CHARACTERS)
    throw new RangeError(`${where}: ${text.length} characters are too many for a report`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RangeError(`${where} is no JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  if ((value as { schema?: unknown } | null)?.schema === 'lakatos/report@1')
    throw new RangeError(
      `${where} is a report of an older lakatos (lakatos/report@1), which this version cannot verify; run the check again, or verify it with the version that wrote it`,
    );
  const read = readAs(report, value, where);
  const claims = read.claims.map((one, i) => ({
    ...one,
    cells: one.cells.map((cell, j): ReadCell => {
      if (one.method !== 'draws') return { kind: 'whole', cell };
      return { kind: 'rate', cell: readAs(rateCell, cell, where, ['claims', i, 'cells', j]) };
    }),
  }));
  return { ...read, claims };
};
