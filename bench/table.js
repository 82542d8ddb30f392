const short = (value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(3);
export const milliseconds = (value) => `${short(value)} ms`;
export const seconds = (value) => `${short(value / 1e3)} s`;
export const nanoseconds = (value) => `${short(value)} ns`;
export const megabytes = (value) => `${(value / 1e6).toFixed(0)} MB`;
export { short };

/** Prints a table: the first column to the left, the others to the right. */
export const printTable = (title, head, rows) => {
  const lines = [head, ...rows];
  const lengths = head.map((_, i) => Math.max(...lines.map((line) => String(line[i]).length)));
  const text = lines.map((line) =>
    line
      .map((entry, i) => (i === 0 ? String(entry).padEnd(lengths[i]) : String(entry).padStart(lengths[i])))
      .join('  ')
      .trimEnd(),
  );
  console.log(`\n${title}\n\n  ${text.join('\n  ')}`);
};

const timeOf = (by) => (by === 'cpu' ? 'CPU' : 'wall');

/** The comparisons with the peers, in at most 80 columns. */
export const printPairs = ({ pairs, question }) => {
  for (const { title, by, load, rows, targets, spread } of pairs.comparisons) {
    const [first] = rows;
    printTable(
      `${title} (load ${load.toFixed(1)})`,
      ['', 'wall', 'CPU', `times ours (${timeOf(by)})`],
      rows.map((row) => [
        row.name,
        milliseconds(row.wall.median),
        milliseconds(row.cpu.median),
        short(row[by].median / first[by].median),
      ]),
    );
    for (const { ours, other, by, atMost, ratio, met } of targets)
      console.log(
        `  ${ours} / ${other}: ${ratio[by].toFixed(2)} (${timeOf(by)}); asked ${atMost}: ${met ? 'met' : 'missed'}`,
      );
    if (spread.length > 0) console.log(`  took more than one core: ${spread.join('; ')}`);
  }
  const { speedup, atLeast } = pairs.twoThreads;
  console.log(`\n  two threads do ${speedup.toFixed(2)} times the trials of one; asked ${atLeast}`);
  for (const note of pairs.notes) console.log(`  ${note}`);
  if (question === null) return;
  const { trials, verdict, ours, torch, factor, atLeast: asked } = question;
  console.log(
    `\nIs Lemma 4.2 true at d = 784, m = 100 000, C0 = 10, gamma = 0.05?\n\n  ${verdict} after ${trials} trials: ${seconds(ours.wall)}, CPU ${seconds(ours.cpu)}`,
  );
  if (torch !== null)
    console.log(
      `  torch draws as many instances in ${seconds(torch.wall)}, CPU ${seconds(torch.cpu)}: ${short(factor.wall)} times (CPU ${short(factor.cpu)}); asked ${asked}`,
    );
};

/** What our own trials cost, how that grows, and what whole runs take. */
export const printOwn = (bench) => {
  const { trials, growth, memory, check } = bench;
  printTable(
    'One trial, on one thread',
    ['claim', 'd', 'm', 'C0', 'wall', 'CPU', 'asked', ''],
    trials.map((row) => [
      row.claim,
      row.d,
      row.m,
      row.C0,
      ...[row.wall.median, row.cpu.median, row.target].map(milliseconds),
      row.verdict,
    ]),
  );
  printTable(
    'Growth of the CPU time (slopes against threads: wall time)',
    ['claim', 'against', 'from', 'to', 'log-log slope'],
    growth.map((row) => [
      row.claim,
      row.against,
      ...[row.points[0], row.points.at(-1)].map(({ at, cpu }) => `${at}: ${milliseconds(cpu)}`),
      row.slope.toFixed(2),
    ]),
  );
  if (memory !== null)
    printTable(
      `Peak memory of a process with ${memory[0].trials} trials, d = ${memory[0].d}, m = ${memory[0].m}`,
      ['claim', 'C0', 'effort', 'peak', 'CPU', 'asked', ''],
      memory.map((row) => [
        row.claim,
        row.C0,
        row.effort,
        megabytes(row.bytes),
        seconds(row.cpu),
        megabytes(row.target),
        row.verdict,
      ]),
    );
  if (check === null) return;
  printTable(
    'check --profile quick --no-search',
    ['threads', 'wall', 'CPU', 'peak', 'exit code'],
    check.runs.map((row) => [
      row.threads,
      seconds(row.wall),
      seconds(row.cpu),
      megabytes(row.bytes),
      row.exit,
    ]),
  );
  console.log(
    `\n  2 threads take ${short(check.wallRatio)} of the wall time of one and ${short(check.cpuRatio)} of its CPU time; ` +
      `report.json ${check.sameReport ? 'has the same bytes' : 'DIFFERS'}`,
  );
};
