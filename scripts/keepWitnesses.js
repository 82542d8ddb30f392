// Keeps a shrunk witness for every finding of a report: `node scripts/keepWitnesses.js [reports/report.json]`.
// Run after a whole profile; the files go to fixtures/witnesses and are replayed first in every run.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const lakatos = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const report = JSON.parse(readFileSync(process.argv[2] ?? 'reports/report.json', 'utf8'));
for (const { witness } of report.findings) {
  if (witness === null) continue;
  execFileSync(process.execPath, [lakatos, 'replay', witness, '--keep'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
