import type { Engine } from './engine.ts';
import { type Tensors, tensorEngine } from './tensorEngine.ts';

/** An optional dependency: its installer fetches a native library and may fail. The name is a variable since it need not be there. */
const PACKAGE: string = '@tensorflow/tfjs-node';

/** What keeps TensorFlow's native library from telling about processors on stderr; it is read when the library starts. */
const QUIET = 'TF_CPP_MIN_LOG_LEVEL';

/**
 * TensorFlow.js on TensorFlow's native library, or null where it is not installed.
 *
 * Its sums depend on the processor and its threads, so its bits are those of one machine.
 */
export const openNodeEngine = async (): Promise<Engine | null> => {
  process.env[QUIET] ??= '2';
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(PACKAGE)) as typeof loaded;
  } catch {
    return null;
  }
  const tf = (loaded.default ?? loaded) as Tensors & {
    readonly version: Readonly<Record<string, string>>;
    env(): { set(flag: string, value: boolean): void };
  };
  tf.env().set('PROD', true);
  if (!(await tf.setBackend('tensorflow'))) return null;
  const version = tf.version['tfjs-node'] ?? tf.version['tfjs-core'] ?? '';
  return tensorEngine(tf, 'tensorflow', 'tfjs-node', `TensorFlow.js ${version}, native library`);
};
