import { createContext, Script } from 'node:vm';

// No timer fires while a function does not return: only V8 can end it, and does so for scripts that have a timeout.
const script = new Script('work()');
const context: { work: () => unknown } = createContext({ work: () => {} }) as never;

/**
 * What `work` returns. Throws: what it throws; `Error` with this sentence where it does not return within so many seconds.
 *
 * What an asynchronous function does after its first `await` is not watched.
 */
export const withinPatience = <T>(seconds: number, says: () => string, work: () => T): T => {
  const outer = context.work;
  context.work = work;
  try {
    return script.runInContext(context, { timeout: Math.ceil(1000 * seconds), displayErrors: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Error(says());
  } finally {
    context.work = outer;
  }
};
