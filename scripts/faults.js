// Breaks runs of the built harness (dist/) on purpose, and holds what comes of them against an undisturbed run.
//
//   npm run faults                              every fault five times, some minutes
//   npm run faults -- --repeat 1 --only "clock" one of them once
//
// After every fault a run ends with the bytes of the undisturbed one, or as an honest incomplete with exit code 3, and the run
// after it with those bytes. Prints a table, and exits with 1 where anything was lost, duplicated or different.
import { parseArgs } from 'node:util';
import { faults } from './faults/all.js';
import { openCampaign } from './faults/campaign.js';

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const repeat = Number(values.repeat);
if (!(Number.isInteger(repeat) && repeat >= 1))
  throw new Error(`--repeat ${values.repeat}: give a whole number of at least 1`);
const chosen = faults.filter(({ name }) => values.only === undefined || name.includes(values.only));
if (chosen.length === 0)
  throw new Error(`--only ${values.only}: there are ${faults.map(({ name }) => name).join(', ')}`);

const sum = (ends, field) => ends.reduce((total, end) => total + end[field], 0);
const count = (ends, ...kinds) => ends.filter(({ end }) => kinds.includes(end)).length;

const campaign = await openCampaign();
const rows = [];
try {
  for (const fault of chosen) {
    const skipped = await fault.unavailable();
    const ends = [];
    const wrong = [];
    for (let i = 0; skipped === null && i < repeat; i++) {
      const now = await fault.once(campaign, i);
      ends.push(...now);
      wrong.push(...now.filter(({ end }) => end === 'wrong').map(({ why }) => why));
      if (fault.strikes !== undefined && now[0].end !== fault.strikes)
        wrong.push(`repetition ${i} was not struck: its first run ended as "${now[0].end}"`);
      if (now.at(-1).end !== 'same') wrong.push(`repetition ${i}: the last run ended as "${now.at(-1).end}"`);
    }
    rows.push({
      fault: fault.name,
      times: skipped === null ? repeat : 0,
      runs: ends.length,
      same: count(ends, 'same'),
      incomplete: count(ends, 'incomplete'),
      killed: count(ends, 'killed'),
      lost: sum(ends, 'lost'),
      duplicated: sum(ends, 'duplicated'),
      differing: sum(ends, 'differing'),
      skipped,
      wrong,
      said: [...new Set(ends.filter(({ end }) => end === 'incomplete').map(({ why }) => why))].slice(0, 3),
    });
    process.stderr.write(
      `${fault.name}: ${skipped ?? `${ends.length} runs, ${rows.at(-1).wrong.length} wrong`}\n`,
    );
  }
} finally {
  campaign.close();
}

const columns = ['fault', 'times', 'runs', 'same', 'incomplete', 'killed', 'lost', 'duplicated', 'differing'];
const table = [columns, ...rows.map((row) => columns.map((name) => String(row[name])))];
const widths = columns.map((_, i) => Math.max(...table.map((line) => line[i].length)));
const line = (cells) =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
if (values.json) process.stdout.write(`${JSON.stringify({ schema: 'lakatos/faults@1', rows }, null, 2)}\n`);
else {
  process.stdout.write(
    `${campaign.planned.size} cells, each fault ${repeat} times\n\n${table.map(line).join('\n')}\n\n`,
  );
  for (const { fault, skipped, wrong, said } of rows) {
    if (skipped !== null) process.stdout.write(`skipped: ${fault}: ${skipped}\n`);
    for (const why of said) process.stdout.write(`${fault}: incomplete, and says so: ${why}\n`);
    for (const why of wrong) process.stdout.write(`WRONG: ${fault}: ${why}\n`);
  }
}
const bad = rows.some(
  ({ lost, duplicated, differing, wrong }) => lost + duplicated + differing + wrong.length > 0,
);
process.exitCode = bad ? 1 : 0;
