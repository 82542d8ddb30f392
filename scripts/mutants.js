// Plants errors in the claims, the statements and the certificate, and looks whether the harness finds them.
//
//   npm run mutants                        every planted error, some minutes
//   npm run mutants -- --only certificate  those of one kind, or with this in their name
//   npm run mutants -- --draws 1000        the draws a certificate is held against, at most (300)
//
// Prints a table: the mutant, what killed it and after how many trials; then those that stand, each with its reason. A function of the
// code alone, without a clock. Ends with 1 where a mutant stands unexplained, an explained one falls, or the unmutated certificate is
// contradicted.
import { parseArgs } from 'node:util';
import { createJiti } from 'jiti';

const { values } = parseArgs({
  options: { only: { type: 'string' }, draws: { type: 'string', default: '300' } },
});
const draws = Number(values.draws);
if (!(Number.isInteger(draws) && draws >= 1)) {
  console.error(`mutants: --draws ${values.draws}: give a whole number of at least 1`);
  process.exit(2);
}
const jiti = createJiti(import.meta.url);
const { mutants, objectionToTheTruth, runMutants } = await jiti.import('../properties/mutants/runMutants.ts');
const wanted = (mutant) =>
  values.only === undefined ||
  mutant.kind === values.only ||
  mutant.name.includes(values.only) ||
  mutant.where.includes(values.only);
const chosen = mutants.filter(wanted);
if (chosen.length === 0) {
  console.error(`mutants: --only ${values.only}: no mutant is of this kind or has this in its name`);
  process.exit(2);
}

const line = ({ mutant, killedBy, trials, unmutated }) =>
  `${mutant.kind.padEnd(11)} ${mutant.name.padEnd(64)} ${(killedBy ?? 'STANDS').padEnd(44)} ${String(trials).padStart(6)}  ${unmutated}`;
console.log(
  `${'kind'.padEnd(11)} ${'mutant'.padEnd(64)} ${'killed by'.padEnd(44)} ${'trials'.padStart(6)}  unmutated`,
);
const rows = await runMutants(chosen, draws, (row) => console.log(line(row)));
const standing = rows.filter(({ killedBy }) => killedBy === null);
console.log(`\n${rows.length - standing.length} of ${rows.length} killed.`);
for (const { mutant } of standing) console.log(`stands: ${mutant.name}: ${mutant.survives ?? 'UNEXPLAINED'}`);

const unexpected = rows.filter((row) => row.unexpected);
for (const { mutant, killedBy } of unexpected)
  if (killedBy !== null)
    console.log(`fell: ${mutant.name} was said to stand (${mutant.survives}), and is killed by ${killedBy}`);
const objection = chosen.some(({ kind }) => kind === 'certificate') ? objectionToTheTruth(draws) : null;
if (objection !== null) console.log(`the certificate as it is: ${objection}`);
process.exit(unexpected.length > 0 || objection !== null ? 1 : 0);
