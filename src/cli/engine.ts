import { builtEngine, nativeFolder } from '../numerics/engine/nativeFolder.ts';
import { BuildError, buildEngine } from './buildEngine.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** The flags of `engine build`, as commander hands them over. */
export interface EngineBuildFlags {
  readonly again?: boolean;
}

/** `lakatos engine build`: the engine tfjs-node, where its own installer brings none. */
export const engineBuild = async (flags: EngineBuildFlags, terminal: Terminal): Promise<number> => {
  const folder = nativeFolder(terminal.env);
  const say = (text: string): void => terminal.out(`${wrapped(text, terminal.width, '')}\n`);
  const before = builtEngine(folder);
  if (before !== null && flags.again !== true) {
    say(
      `${before.package} was built on ${before.built.slice(0, 10)} and is in ${folder}; --again builds it anew.`,
    );
    return EXIT.nothingUnexpected;
  }
  const interruption = interruptible(() => terminal.err('interrupted: nothing is kept\n'));
  try {
    const tell = (step: string): void => terminal.err(`${step} …\n`);
    const built = await buildEngine(folder, tell, interruption.signal);
    say(`${built.package} is built against TensorFlow ${built.tensorflow} and is in ${folder}.`);
    say('Training takes it from now on; `lakatos doctor` shows it, and --engine wasm goes without it.');
    return EXIT.nothingUnexpected;
  } catch (error) {
    const code = interruption.code();
    if (code !== null) return code;
    const why = error instanceof BuildError ? error.message : String((error as Error).message);
    terminal.err(`lakatos: the engine tfjs-node was not built: ${why}\n`);
    return EXIT.incomplete;
  } finally {
    interruption.release();
  }
};
