import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { builtEngine, NATIVE_PACKAGE, nativeFolder } from './nativeFolder.ts';
import { type Tensors, tensorEngine } from './tensorEngine.ts';

/** What the package is made of. */
type Loaded = { readonly default?: unknown };

/**
 * The words of `node:util` that the package, as of 4.22, asks for at every operation: Node 22 warns of the
 * first, Node 23 took both out.
 *
 * Source: tensorflow/tfjs pull request 8425, merged after that release.
 */
const restoreWords = (): void => {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown): boolean => value === null || value === undefined;
  util.isArray = Array.isArray;
};

/** Whether the package itself, not one that it needs, is absent. */
const isAbsent = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' &&
  (error as Error).message.includes(`'${NATIVE_PACKAGE}'`);

/** The engine that was built on this machine where there is one, else the package beside this one. */
const loadInstalled = async (): Promise<unknown> => {
  const folder = nativeFolder();
  if (builtEngine(folder) !== null) return createRequire(join(folder, 'package.json'))(NATIVE_PACKAGE);
  // The name is a variable since the package need not be there.
  const name: string = NATIVE_PACKAGE;
  return import(name);
};

/** Throws: `Error` unless [2] · [3] is [6] there. */
const requireComputes = (engine: Engine): void => {
  const [product] = engine.scope(() => {
    const [two, three] = [2, 3].map((value) => engine.matrix(1, 1, Float32Array.of(value)));
    return engine.read(engine.product(two!, three!));
  });
  if (product !== 6) throw new Error(`2 · 3 gave ${product}`);
};

/**
 * TensorFlow.js on TensorFlow's native library, or null where it is not installed.
 *
 * Its sums depend on the processor and its threads, so its bits are those of one machine. The library takes
 * as many threads as there are cores, whatever `--threads` says.
 *
 * Throws: `Error` where it is installed and does not compute.
 */
export const openNodeEngine = async (
  load: () => Promise<unknown> = loadInstalled,
): Promise<Engine | null> => {
  // Else it tells about processors on stderr. What a thread sets does not reach the library: the command sets it too.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  restoreWords();
  let loaded: Loaded;
  try {
    loaded = (await load()) as Loaded;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
  const tf = (loaded.default ?? loaded) as Tensors & {
    readonly version: Readonly<Record<string, string>>;
    env(): { set(flag: string, value: boolean): void };
  };
  tf.env().set('PROD', true);
  if (!(await tf.setBackend('tensorflow'))) throw new Error('its backend did not start');
  const version = tf.version['tfjs-node'] ?? tf.version['tfjs-core'] ?? '';
  const engine = tensorEngine(tf, 'tensorflow', 'tfjs-node', `TensorFlow.js ${version}, native library`);
  requireComputes(engine);
  return engine;
};
