import type { Engine, EngineName } from './engine.ts';
import { openNodeEngine } from './nodeEngine.ts';
import { openWasmEngine } from './wasmEngine.ts';

export const ENGINE_CHOICES = ['auto', 'wasm', 'tfjs-node'] as const;

/** Which engine a run asks for; `auto` is the native one where it is installed, else WebAssembly. */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** An engine was asked for that cannot be had: one sentence that says so and names the way out. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

const opened = new Map<EngineName, Promise<Engine | null>>();

const open = (name: EngineName): Promise<Engine | null> => {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const engine = name === 'wasm' ? openWasmEngine() : openNodeEngine();
  opened.set(name, engine);
  return engine;
};

/** Whether the engine of this name can be opened here. */
export const hasEngine = async (name: EngineName): Promise<boolean> =>
  (await open(name).catch(() => null)) !== null;

/**
 * The native engine; null where it is not installed, and where it does not run if that is not a fault. Throws:
 * `EngineError`.
 */
const openNative = async (choice: string): Promise<Engine | null> => {
  try {
    return await open('tfjs-node');
  } catch (error) {
    if (choice === 'auto') return null;
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
    throw new EngineError(
      `the engine tfjs-node is installed and does not run here (${why}): build it anew with lakatos engine build --again, or take --engine wasm`,
    );
  }
};

/**
 * The engine of that name, started when it is first asked for and then the same one.
 *
 * Throws: `EngineError` when the choice is unknown, or its engine is not installed or does not run.
 */
export const openEngine = async (choice: string): Promise<Engine> => {
  if (!(ENGINE_CHOICES as readonly string[]).includes(choice))
    throw new EngineError(`unknown engine "${choice}": take one of ${ENGINE_CHOICES.join(', ')}`);
  const native = choice === 'wasm' ? null : await openNative(choice);
  if (native !== null) return native;
  if (choice === 'tfjs-node')
    throw new EngineError(
      'the engine tfjs-node is not installed: run lakatos engine build, or take --engine wasm',
    );
  const wasm = await open('wasm');
  if (wasm === null) throw new EngineError('the engine wasm did not start');
  return wasm;
};
