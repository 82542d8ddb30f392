import { expect, it } from 'vitest';
import { fewNeuronsFlip } from '../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { atMost } from '../claim.ts';
import { judgeCell } from '../judge/judgeCell.ts';
import { assembleReport } from '../report/assembleReport.ts';
import { DEFAULT_ALPHA } from '../report/defaults.ts';
import { reportCell } from '../report/reportCell.ts';
import { judgingOf } from '../run/inProcess.ts';
import { planCells } from '../run/plan.ts';
import { provenanceOf } from '../run/provenance.ts';
import { parseReport } from './reportSchema.ts';
import { verifiables } from './verifiable.ts';
import { verifyReport } from './verifyReport.ts';

// Few neurons flip here on few of the draws, so that a quotient by their number has no value on most.
const claim = { ...fewNeuronsFlip, id: 'flips-are-there', conclusion: atMost('1 / signChanges', '1e6') };
const theorem = { ...lazyTraining, id: 'own', statements: [claim] };
const provenance = provenanceOf({ seed: 'uncompared', profile: 'quick', alpha: DEFAULT_ALPHA });

it('draws without a value are counted in a report that verifies, and cannot be counted away', async () => {
  const [cell] = planCells({
    ...{
      claims: [claim],
      profile: 'quick',
      constantValues: {},
      readings: null,
      mode: 'reduced',
      trials: 64,
      threads: 1,
    },
    axes: { d: [25], m: [4], C0: [0.1], gamma: [0.1] },
    theorem,
  });
  const evidence = await judgeCell(cell!.at, judgingOf(cell!, provenance.seed, provenance.alpha));
  const record = reportCell(cell!, evidence, provenance, null);
  expect(record.withoutValue).toBeGreaterThan(32);
  expect(record.verdict).toBe('undecided');
  const report = assembleReport([cell!], [{ report: record }], provenance);
  const known = await verifiables([theorem]);
  const objections = (change: object): readonly string[] => {
    const altered = structuredClone(report) as unknown as { claims: { cells: object[] }[] };
    Object.assign(altered.claims[0]!.cells[0]!, change);
    const read = parseReport(JSON.stringify(altered), 'it');
    const verifying = { theorems: known, sample: 2, all: false, propose: null };
    return verifyReport(read, verifying).discrepancies.map(({ what }) => what);
  };
  expect(objections({})).toEqual([]);
  const expected: readonly (readonly [object, RegExp])[] = [
    [{ withoutValue: undefined, valueless: undefined, verdict: 'consistent' }, /its note/],
    [{ verdict: 'consistent' }, /its verdict/],
    [{ withoutValue: record.unresolved + 1 }, /have no value to compare/],
    [{ valueless: undefined }, /\(0 and 0 messages\)/],
  ];
  for (const [change, said] of expected) expect(objections(change).join('\n')).toMatch(said);
});
