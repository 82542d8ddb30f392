import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { openNodeEngine } from './nodeEngine.ts';

const requireHere = createRequire(import.meta.url);
const util = requireHere('node:util') as Record<string, unknown>;

/**
 * The package as it would be loaded: TensorFlow.js in plain JavaScript under the name of the native backend.
 */
const standIn = (change: object = {}) => {
  requireHere('@tensorflow/tfjs-backend-cpu');
  const tf = requireHere('@tensorflow/tfjs-core') as {
    readonly version_core: string;
    setBackend(name: string): Promise<boolean>;
  };
  const made = {
    ...tf,
    version: { 'tfjs-node': tf.version_core },
    getBackend: () => 'tensorflow',
    setBackend: () => tf.setBackend('cpu'),
    ...change,
  };
  // A CommonJS package, imported.
  return async () => ({ default: made });
};

describe('openNodeEngine', () => {
  it('is null where the package is not installed, and for no other reason', async () => {
    const missing = (name: string): Error =>
      Object.assign(new Error(`Cannot find package '${name}' imported from here`), {
        code: 'ERR_MODULE_NOT_FOUND',
      });
    expect(await openNodeEngine(() => Promise.reject(missing('@tensorflow/tfjs-node')))).toBeNull();
    for (const error of [missing('@mapbox/node-pre-gyp'), new Error('Module did not self-register')])
      await expect(openNodeEngine(() => Promise.reject(error))).rejects.toBe(error);
  });

  it('is the engine where the package computes', async () => {
    const engine = await openNodeEngine(standIn());
    expect(engine!.name).toBe('tfjs-node');
    expect(engine!.says).toMatch(/^TensorFlow\.js 4\.\d+\.\d+, native library$/);
    expect(engine!.held()).toBe(0);
  });

  it('is refused where the package is there and does not compute', async () => {
    const thrown = () => {
      throw new TypeError('util_1.isNullOrUndefined is not a function');
    };
    await expect(openNodeEngine(standIn({ matMul: thrown }))).rejects.toThrow('is not a function');
    const tf = requireHere('@tensorflow/tfjs-core') as { add(a: unknown, b: unknown): unknown };
    await expect(openNodeEngine(standIn({ matMul: tf.add }))).rejects.toThrow('2 · 3 gave 5');
    await expect(openNodeEngine(standIn({ setBackend: async () => false }))).rejects.toThrow(
      'its backend did not start',
    );
  });

  it('finds the words of node:util that it asks for, where Node has them no more or warns of them', async () => {
    const kept = util.isNullOrUndefined;
    try {
      util.isNullOrUndefined = undefined;
      await openNodeEngine(standIn());
      const found = util.isNullOrUndefined as unknown as (value: unknown) => boolean;
      expect([null, undefined, 0, ''].map(found)).toEqual([true, true, false, false]);
    } finally {
      util.isNullOrUndefined = kept;
    }
  });
});
