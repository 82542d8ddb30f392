import { beforeAll, describe, expect, it } from 'vitest';
import { proposeWitness } from '../../cli/proposeWitness.ts';
import { fewNeuronsFlip } from '../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import type { Claim } from '../claim.ts';
import { judgeCell } from '../judge/judgeCell.ts';
import { assembleReport, type CellRecord } from '../report/assembleReport.ts';
import { DEFAULT_ALPHA } from '../report/defaults.ts';
import type { Report } from '../report/report.ts';
import { reportCell } from '../report/reportCell.ts';
import { type PlannedCell, planCells } from '../run/plan.ts';
import { provenanceOf } from '../run/provenance.ts';
import { claimsOf } from '../theorem.ts';
import type { Verification } from './ledger.ts';
import type { Propose } from './recheckProposal.ts';
import { parseReport } from './reportSchema.ts';
import { type Verifiable, verifiables } from './verifiable.ts';
import { verifyReport } from './verifyReport.ts';

const provenance = provenanceOf({ seed: 'verify', profile: 'quick', alpha: DEFAULT_ALPHA });
const control = claimsOf(lazyTraining)
  .filter(({ control }) => control)
  .find(({ id }) => id === 'control-value-ignores-the-ball')!;

const places: readonly (readonly [Claim, number, number, number])[] = [
  [valueIsBounded, 5, 40, 1],
  [gradientIsLarge, 16, 200, 3],
  [gradientIsLarge, 25, 200, 1],
  [fewNeuronsFlip, 10, 16, 1],
  [oneStepFlips, 9, 196, 3],
  [control, 5, 100, 10],
];

const cells: readonly PlannedCell[] = places.flatMap(([claim, d, m, C0]) =>
  planCells({
    claims: [claim],
    profile: 'quick',
    axes: { d: [d], m: [String(m)], C0: [C0], gamma: [0.05] },
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: null,
    threads: 1,
    theorem: lazyTraining,
  }),
);

let text = '';
let theorems: readonly Verifiable[];

beforeAll(async () => {
  theorems = await verifiables([lazyTraining]);
  const records: CellRecord[] = [];
  for (const cell of cells) {
    const judging = {
      seed: provenance.seed,
      purpose: 'verdict',
      alpha: provenance.alpha,
      cap: cell.cap,
    } as const;
    records.push({ report: reportCell(cell, await judgeCell(cell.at, judging), provenance, null) });
  }
  text = JSON.stringify(assembleReport(cells, records, provenance));
}, 120_000);

/** The cells of a claim in a report as plain JSON, to be tampered with. */
// biome-ignore lint/suspicious/noExplicitAny: what has been tampered with has no type.
type Loose = any;

const tampered = (how: (report: Loose) => void): string => {
  const report: Loose = JSON.parse(text);
  how(report);
  return JSON.stringify(report);
};

const verified = (
  report: string,
  more: { all?: boolean; sample?: number; propose?: Propose | null } = {},
): Verification =>
  verifyReport(parseReport(report, 'it'), {
    theorems,
    propose: more.propose === undefined ? (address) => proposeWitness(address, theorems) : more.propose,
    sample: more.sample ?? 1,
    all: more.all ?? false,
  });

const objections = (report: string, more: Parameters<typeof verified>[1] = {}): readonly string[] =>
  verified(report, more).discrepancies.map(({ where, what }) => `${where}: ${what}`);

describe('a report as it was written', () => {
  it('holds, by a sample and with all trials drawn again', () => {
    for (const all of [false, true]) expect(objections(text, { all })).toEqual([]);
  });

  it('is checked in every way there is', () => {
    const { passed, onTrust } = verified(text);
    for (const subject of [
      'numbers recomputed from counts',
      'statements compared',
      'totals of claims, searches and findings',
      'draws made again',
      'certificates proved again',
      'witnesses re-validated',
      'laws compared with whole draws',
    ] as const)
      expect(passed[subject], subject).toBeGreaterThan(0);
    const report: Report = JSON.parse(text);
    const witnesses = report.claims.flatMap((claim) => claim.cells).filter((cell) => cell.witness !== null);
    expect(witnesses.length).toBeGreaterThan(2);
    expect(passed['witnesses re-validated']).toBe(witnesses.length);
    expect(onTrust.map(({ what }) => what)).toContain('certificates');
  });

  it('holds without anybody to propose a W, and says that witnesses are on trust', () => {
    const { discrepancies, onTrust } = verified(text, { propose: null });
    expect(discrepancies).toEqual([]);
    expect(onTrust.some(({ what }) => what === 'witnesses')).toBe(true);
  });
});

/** The cells by claim: 0 value, 1 gradient (its two cells), 2 flips, 3 step, 4 control. */
const at = (report: Loose, claim: number, cell = 0): Loose => report.claims[claim].cells[cell];

/** What stands in a witness's address and in the lines made of it. */
const readdressed = (report: Loose, claim: number, from: string | RegExp, to: string): void => {
  const cell = at(report, claim);
  const old: string = cell.witness.address;
  cell.witness.address = old.replace(from, to);
  cell.replay = cell.replay.replace(old, cell.witness.address);
  for (const finding of report.findings)
    if (finding.witness === old) {
      finding.witness = cell.witness.address;
      finding.replay = cell.replay;
    }
};

const tamperings: readonly (readonly [string, (report: Loose) => void, RegExp])[] = [
  [
    'a count of violations',
    (r) => {
      at(r, 1).violated--;
    },
    /number of trials|log10ER|verdict/,
  ],
  [
    'violated trials said to be certified, with their sum',
    (r) => {
      at(r, 1).violated -= 1;
      at(r, 1).certified += 1;
    },
    /log10ER/,
  ],
  [
    'a count of trials',
    (r) => {
      at(r, 0).trials += 16;
    },
    /number of trials/,
  ],
  [
    'sixteen more certified trials',
    (r) => {
      at(r, 0).trials += 16;
      at(r, 0).certified += 16;
    },
    /a batch earlier/,
  ],
  [
    'the seed',
    (r) => {
      r.provenance.seed = 'verity';
    },
    /the address says verify|margins is/,
  ],
  [
    'a cell’s verdict',
    (r) => {
      at(r, 1).verdict = 'supported';
    },
    /its verdict is "supported"/,
  ],
  [
    'a claim’s verdict',
    (r) => {
      r.claims[1].verdict = 'supported';
    },
    /its verdict is "supported"/,
  ],
  [
    'the last digit of an e-value',
    (r) => {
      at(r, 0).log10EA += 1e-11;
    },
    /log10EA/,
  ],
  [
    'an e-value’s sign',
    (r) => {
      at(r, 0).log10ER *= -1;
    },
    /log10ER/,
  ],
  [
    'the upper end of a rate',
    (r) => {
      at(r, 0).rate.upper -= 1e-12;
    },
    /upper end of its rate/,
  ],
  [
    'the lower end of a rate',
    (r) => {
      at(r, 1).rate.lower += 1e-10;
    },
    /lower end of its rate/,
  ],
  [
    'the confidence',
    (r) => {
      at(r, 0).rate.confidence = 0.9999;
    },
    /confidence/,
  ],
  [
    'an exact rate',
    (r) => {
      at(r, 2).exactRate *= 1.0000001;
    },
    /exact rate/,
  ],
  [
    'an exact rate left out',
    (r) => {
      at(r, 2).exactRate = null;
    },
    /exact rate/,
  ],
  [
    'a power',
    (r) => {
      at(r, 0).power.refuteTwiceGamma = 0.9;
    },
    /its power/,
  ],
  [
    'what the cap can decide',
    (r) => {
      at(r, 0).capCanDecide.support = false;
    },
    /cap can decide/,
  ],
  [
    'the cap',
    (r) => {
      at(r, 0).cap = 160;
    },
    /cap|--trials/,
  ],
  [
    'the least margin',
    (r) => {
      at(r, 0).margin.min *= 1.01;
    },
    /min of its margins/,
  ],
  [
    'the median margin',
    (r) => {
      at(r, 0).margin.median *= 1.01;
    },
    /median of its margins/,
  ],
  [
    'the largest margin',
    (r) => {
      at(r, 0).margin.max *= 1.01;
    },
    /max of its margins/,
  ],
  [
    'an observed end',
    (r) => {
      at(r, 2).observed.signChanges.upper.max = 0;
    },
    /signChanges/,
  ],
  [
    'the bound',
    (r) => {
      at(r, 0).bound += 0.01;
    },
    /"bound"/,
  ],
  [
    'the regime',
    (r) => {
      at(r, 0).regime = 'outside';
    },
    /its regime/,
  ],
  [
    'the range of a constant',
    (r) => {
      at(r, 0).constantRanges.K.atMost += 1;
    },
    /range of its constants/,
  ],
  [
    'a constant',
    (r) => {
      at(r, 1).constants.C1 = 0.2;
    },
    /bound|address/,
  ],
  [
    'γ',
    (r) => {
      at(r, 0).at.gamma = 0.06;
    },
    /log10EA/,
  ],
  [
    'α',
    (r) => {
      r.provenance.alpha.refute = 1e-5;
    },
    /its error/,
  ],
  ['the witness’s trial', (r) => readdressed(r, 1, /trial=\d+/, 'trial=9'), /address says 9/],
  [
    'the witness’s trial, everywhere',
    (r) => {
      readdressed(r, 3, /trial=\d+/, 'trial=3');
      at(r, 3).witness.trial = 3;
    },
    /witness/,
  ],
  ['the witness’s seed', (r) => readdressed(r, 1, 'seed=verify', 'seed=verity'), /address says verity/],
  ['the witness’s cell', (r) => readdressed(r, 1, 'd=16', 'd=17'), /address says 17/],
  ['the witness’s C2', (r) => readdressed(r, 3, /C2=[^:]*/, 'C2=9'), /C2 = 9/],
  [
    'a margin of a witness, with its values',
    (r) => {
      const { confirmed } = at(r, 1).witness;
      confirmed.margin -= 0.01;
      confirmed.values.gradientInf -= 0.01;
      at(r, 1).margin.min -= 0.01;
    },
    /the margin of its choice is/,
  ],
  [
    'a margin of a witness alone',
    (r) => {
      at(r, 3).witness.confirmed.margin *= 1.001;
    },
    /margin of its witness/,
  ],
  [
    'how far a witness moves left out',
    (r) => {
      delete at(r, 1).witness.confirmed.shown.largestShift;
    },
    /witness.*(move|largestShift)/,
  ],
  [
    'what a witness shows left out',
    (r) => {
      at(r, 1).witness.confirmed.shown = {};
    },
    /witness.*(radius|move|largestShift|shown)/,
  ],
  [
    'how far a witness moves',
    (r) => {
      at(r, 1).witness.confirmed.shown.largestShift = 1;
    },
    /beyond/,
  ],
  [
    'the radius',
    (r) => {
      at(r, 1).witness.confirmed.shown.radius *= 2;
    },
    /radius of its witness/,
  ],
  [
    'a witness taken away',
    (r) => {
      at(r, 1).witness = null;
    },
    /there is no witness|replay/,
  ],
  [
    'a replay line',
    (r) => {
      at(r, 0).replay = at(r, 0).replay.replace('--m 40', '--m 41');
    },
    /--m 41/,
  ],
  [
    'a conclusion',
    (r) => {
      r.claims[0].conclusion.text = 'valueSup <= 9';
    },
    /its conclusion/,
  ],
  [
    'a premise',
    (r) => {
      r.claims[0].premise = [];
    },
    /its premise/,
  ],
  [
    'a control said to be none',
    (r) => {
      r.claims[4].control = false;
    },
    /"control"/,
  ],
  [
    'an error',
    (r) => {
      r.claims[1].error = 1e-6;
    },
    /its error/,
  ],
  [
    'a product',
    (r) => {
      r.claims[1].product.log10ER += 1;
    },
    /its product/,
  ],
  [
    'a note',
    (r) => {
      at(r, 0).note = 'all is well';
    },
    /its note/,
  ],
  [
    'a finding left out',
    (r) => {
      r.findings.pop();
    },
    /number of findings/,
  ],
  [
    'a finding’s count',
    (r) => {
      r.findings[0].violated++;
    },
    /"violated"/,
  ],
  [
    'a finding’s sentence',
    (r) => {
      r.findings[0].summary = r.findings[0].summary.replace(/\d+ of/, '999 of');
    },
    /"summary"/,
  ],
  [
    '"complete"',
    (r) => {
      r.complete = false;
    },
    /"complete"/,
  ],
  [
    'something said to be missing',
    (r) => {
      r.missing.push('a cell');
    },
    /"complete"/,
  ],
];

describe('a report that was tampered with', () => {
  it.each(tamperings)('%s is found', (_, how, expected) => {
    const changed = tampered(how);
    expect(changed).not.toBe(text);
    // Most are told by the numbers alone; drawing again takes most of the time.
    const quick = objections(changed, { sample: 0, propose: null }).join('\n');
    if (!expected.test(quick)) expect(objections(changed).join('\n')).toMatch(expected);
  });

  it('counts that the draws contradict are found, whatever else they contradict', () => {
    const changed = tampered((r) => {
      at(r, 2).violated = 1;
      at(r, 2).certified -= 1;
    });
    expect(objections(changed, { all: true }).join('\n')).toMatch(/144 trials hold, and the report has 143/);
  });

  it('a W that does nothing, leaves the ball, or is of another size is not a witness', () => {
    const still = (m: number) => ({ along: new Float64Array(m), across: null, normal: null });
    const far = (m: number) => ({ along: new Float64Array(m).fill(1), across: null, normal: null });
    const with_ =
      (W: (m: number) => ReturnType<typeof still>, m?: number) =>
      (address: string): unknown => {
        const size = m ?? Number(/:m=(\d+)/.exec(address)![1]);
        const all = ['valueSup', 'gradientInf', 'signKeptSup'].map((name) => [name, W(size)]);
        return { movements: Object.fromEntries(all), asked: [] };
      };
    expect(objections(text, { propose: with_(far) }).join('\n')).toMatch(/beyond the radius/);
    expect(objections(text, { propose: with_(still, 3) }).join('\n')).toMatch(/is no W/);
    expect(objections(text, { propose: with_(still) }).join('\n')).toMatch(/the margin of its choice is/);
    expect(objections(text, { propose: () => null }).join('\n')).toMatch(/no choice was found/);
  });
});

describe('claims that were examined as a whole', () => {
  const counts = { trials: 7, violated: 1, certified: 6, unresolved: 0, skipped: 0 };
  const place = { at: { d: 3, m: 4, C0: 1 }, failureRate: null, constants: {}, regime: 'inside', replay: '' };
  const because = 'on 1 of 7 examples it fails by 0.25';
  const cell = {
    ...place,
    ...counts,
    crashes: [],
    note: null,
    verdict: 'refuted',
    because,
    error: 0,
    mode: 'exact',
  };
  const withOne = (how: (claim: Loose, finding: Loose) => void): string =>
    tampered((r) => {
      const { id, reading, says, source, premise, ...rest } = r.claims[0];
      const claim = {
        ...{ id: 'some-identity', reading, says, source, premise, ...rest },
        ...{
          method: 'deterministic',
          verdict: 'refuted',
          basis: 'exact',
          error: 0,
          product: null,
          cells: [{ ...cell }],
        },
        conclusion: { text: 'what no formula says', tex: '' },
      };
      const finding = {
        ...{
          kind: 'grid',
          verdict: 'refuted',
          claim: claim.id,
          reading,
          says,
          source,
          summary: because,
          witness: null,
        },
        ...{ cell: { at: place.at }, failureRate: null, constants: {}, trials: 7, violated: 1, replay: '' },
      };
      // A statement of nobody's has no proof.
      delete (claim as Loose).proof;
      how(claim, finding);
      r.claims.push(claim);
      r.findings.push(finding);
    });

  it('have their counts and totals checked, and the rest counted as taken on trust', () => {
    const { discrepancies, onTrust } = verified(withOne(() => {}));
    expect(discrepancies).toEqual([]);
    expect(onTrust.find(({ what }) => what === 'counterexamples')?.count).toBe(1);
  });

  const others: readonly (readonly [string, (claim: Loose, finding: Loose) => void, RegExp])[] = [
    [
      'a count',
      (claim) => {
        claim.cells[0].violated = 2;
      },
      /its number of trials/,
    ],
    [
      'a verdict',
      (claim) => {
        claim.verdict = 'consistent';
      },
      /its verdict/,
    ],
    [
      'an error',
      (claim) => {
        claim.error = 0.5;
      },
      /its error/,
    ],
    [
      'a finding’s sentence',
      (_, finding) => {
        finding.summary = 'it fails by 2';
      },
      /"summary"/,
    ],
  ];
  it.each(others)('%s that was tampered with is found', (_, how, expected) => {
    expect(objections(withOne(how), { sample: 0, propose: null }).join('\n')).toMatch(expected);
  });
});
