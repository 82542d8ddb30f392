import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs-core';
import type { Engine } from './engine.ts';
import { tensorEngine } from './tensorEngine.ts';

const requireHere = createRequire(import.meta.url);

/**
 * The events at which Emscripten's start-up code installs handlers that rethrow, over the heads of the
 * process' own.
 */
const SEIZED = ['uncaughtException', 'unhandledRejection'] as const;

/** Runs `work` and takes away the handlers that it has installed for the whole process. */
const keepingHandlers = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const before = SEIZED.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  const result = await work();
  SEIZED.forEach((event, at) => {
    for (const listener of process.listeners(event as 'uncaughtException'))
      if (!before[at]!.has(listener)) process.removeListener(event, listener);
  });
  return result;
};

/**
 * TensorFlow.js on WebAssembly: SIMD where the machine has it, one thread always.
 *
 * WebAssembly without threads and without relaxed SIMD fixes every rounding, so a run gives the same bits on
 * every machine. The binaries are read from the installed package.
 *
 * Throws: `Error` when WebAssembly does not start.
 */
export const openWasmEngine = (): Promise<Engine> =>
  keepingHandlers(async () => {
    const tf = requireHere('@tensorflow/tfjs-core') as typeof tfjs;
    const backend = requireHere('@tensorflow/tfjs-backend-wasm') as {
      setWasmPaths(folder: string): void;
      version_wasm: string;
    };
    const home = dirname(requireHere.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    // No advice on the console.
    tf.env().set('PROD', true);
    backend.setWasmPaths(join(home, 'wasm-out') + sep);
    if (!(await tf.setBackend('wasm')))
      throw new Error('the tensor engine wasm did not start (does this machine have WebAssembly?)');
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
    const says = `TensorFlow.js ${backend.version_wasm}, WebAssembly${simd ? ' with SIMD' : ''}, one thread`;
    return tensorEngine(tf, 'wasm', 'wasm', says);
  });
