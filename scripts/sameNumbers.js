// Compares the numbers of two reports, whatever the words beside them: statements, cells, counts, verdicts, e-values, margins,
// exact rates, observed ends, findings, searches and constants.
//
//   node scripts/sameNumbers.js OLD.json NEW.json     exit with 1 and the first differences where there are any
//
// OLD may be a lakatos/report@1, whose cells have the fields d, m, C0 and gamma.
import { readFileSync } from 'node:fs';

const SHOWN = 20;

const [oldFile, newFile] = process.argv.slice(2);
if (newFile === undefined) {
  console.error('usage: node scripts/sameNumbers.js OLD.json NEW.json');
  process.exit(2);
}

const AXES = ['d', 'm', 'C0', 'gamma'];

/** The axes of a cell by symbol; of a cell of @1 those that its statement involves and that have a value. */
const axesOf = (cell) =>
  cell.at ??
  Object.fromEntries(
    AXES.filter((axis) => (cell.axes ?? AXES).includes(axis) && (cell[axis] ?? null) !== null).map((axis) => [
      axis,
      cell[axis],
    ]),
  );

const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A witness by its address and what it shows; how the choice is shown to be allowed has been written in several ways. */
const witnessNumbers = (witness) =>
  witness && {
    ...{ address: witness.address, trial: witness.trial, by: witness.confirmed.by },
    ...{ values: witness.confirmed.values, margin: witness.confirmed.margin },
  };

/** A counterexample of @1 had its numbers in fields of a network's own. */
const figureNumbers = ({ title: _, ...figure }) => {
  if (figure.kind !== 'network') return figure;
  const { kind: __, x, a, W0, W, given, ...rest } = figure;
  return { kind: 'instance', given: { x, a, W0, ...(W === null ? {} : { W }), ...given }, ...rest };
};

const cellNumbers = (cell) => ({
  at: sorted(axesOf(cell)),
  constants: sorted(cell.constants),
  ...{ setting: cell.setting ?? null, constantRanges: cell.constantRanges, regime: cell.regime },
  ...{ mode: cell.mode, expect: cell.expect, verdict: cell.verdict, cap: cell.cap, trials: cell.trials },
  ...{ violated: cell.violated, certified: cell.certified, unresolved: cell.unresolved },
  ...{ skipped: cell.skipped, log10ER: cell.log10ER, log10EA: cell.log10EA, rate: cell.rate },
  ...{ exactRate: cell.exactRate, margin: cell.margin, observed: cell.observed, bound: cell.bound },
  ...{ capCanDecide: cell.capCanDecide, power: cell.power, error: cell.error ?? null },
  witness: witnessNumbers(cell.witness),
  // Some figures carry all that a study computed.
  figures: (cell.figures ?? []).map(figureNumbers),
});

const boundsOf = ({ name, claim, trials, lower, upper, alpha, exact, ...rest }) => ({
  ...{ name, claim, at: sorted(axesOf(rest)), trials, lower, upper, alpha, exact },
});

/** What is compared, by a name that says where it stands. */
const numbersOf = (report) => {
  const found = new Map();
  const add = (name, value) => {
    let turn = 1;
    while (found.has(`${name} #${turn}`)) turn++;
    found.set(`${name} #${turn}`, value);
  };
  for (const { id, reading, verdict, error, product, cells } of report.claims) {
    add(`${id} (${reading})`, { verdict, error, product });
    for (const cell of cells) {
      const numbers = cellNumbers(cell);
      const place = JSON.stringify({ ...numbers.at, ...numbers.constants });
      for (const [field, value] of Object.entries(numbers))
        add(`${id} (${reading}) ${place} ${field}`, value);
    }
  }
  report.findings.forEach(({ kind, claim, reading, cell, constants, trials, violated, witness }) => {
    const place = { at: sorted(axesOf(cell)), setting: cell.setting ?? null };
    add(`finding: ${claim} (${reading}) ${kind}`, { ...place, constants, trials, violated, witness });
  });
  for (const { claim, reading, says, judged, seed, path, verdict, cell, confirmation } of report.searches) {
    const place = cell && { at: sorted(axesOf(cell)), constants: sorted(cell.constants) };
    const shown = confirmation && { ...confirmation, witness: witnessNumbers(confirmation.witness) };
    add(`search: ${claim} (${reading}), ${says}`, { judged, seed, path, verdict, place, shown });
  }
  for (const { name, claim, constants, drift, law } of report.constants?.chapters ?? []) {
    for (const one of constants) add(`constant: ${name} of ${claim}`, boundsOf(one));
    for (const { against, exponent, lower, upper, confidence, verdict, range } of drift)
      add(`drift: ${name} of ${claim} against ${against}`, {
        exponent,
        lower,
        upper,
        confidence,
        verdict,
        range,
      });
    add(`law: ${name} of ${claim}`, law);
  }
  return found;
};

const read = (file) => numbersOf(JSON.parse(readFileSync(file, 'utf8')));
const [before, after] = [read(oldFile), read(newFile)];
const differences = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
  const [was, is] = [before.get(name), after.get(name)].map((value) => JSON.stringify(value) ?? 'absent');
  return was === is ? [] : [`${name}\n  was ${was.slice(0, 500)}\n  is  ${is.slice(0, 500)}`];
});
for (const one of differences.slice(0, SHOWN)) console.log(one);
console.log(
  differences.length === 0
    ? `the same ${before.size} entries`
    : `${differences.length} of ${Math.max(before.size, after.size)} entries differ${differences.length > SHOWN ? `; the first ${SHOWN} are shown` : ''}`,
);
process.exit(differences.length === 0 ? 0 : 1);
