#!/usr/bin/env node
import { EXIT } from './exitCodes.ts';
import { leave, refuseToLeave } from './leave.ts';
import { flushed, watchStreams } from './watchStreams.ts';

// The native engine would tell about processors on stderr; of the environment it reads what the main thread sets.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

const printFault = watchStreams();
refuseToLeave();

/** The sentence of a fault that is not the request's: an incomplete run, never a green one. */
const sentenceOf = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EMFILE' || code === 'ENFILE')
    return 'too few files may be open at once; raise the limit, as with `ulimit -n 1024`';
  return `this should not happen: ${error instanceof Error ? error.stack : String(error)}`;
};

const run = async (): Promise<number> => {
  try {
    // Loaded here, so that whatever keeps a file from being read is told in a sentence.
    const [{ runProgram }, { processTerminal }] = await Promise.all([
      import('./program.ts'),
      import('./terminal.ts'),
    ]);
    return await runProgram(process.argv.slice(2), processTerminal());
  } catch (error) {
    process.stderr.write(`lakatos: ${sentenceOf(error)}\n`);
    return EXIT.incomplete;
  }
};

/** Ends the process, once what was printed has arrived: with the code of the run, unless that is a lie. */
const end = async (code: number): Promise<never> => {
  await flushed(process.stdout);
  const fault = printFault();
  if (fault !== null) process.stderr.write(`lakatos: not all of it could be printed: ${fault}\n`);
  await flushed(process.stderr);
  return leave(fault === null ? code : EXIT.incomplete);
};

void run().then(end);
