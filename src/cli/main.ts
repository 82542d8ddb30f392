#!/usr/bin/env node
import { EXIT } from './exitCodes.ts';
import { runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

// A reader that went away (`lakatos claims | head -1`) has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.nothingUnexpected);
  throw error;
});

try {
  process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
} catch (error) {
  // Not a request that was wrong but a fault of ours: an incomplete run, never a green one.
  process.stderr.write(
    `lakatos: this should not happen: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = EXIT.incomplete;
}
