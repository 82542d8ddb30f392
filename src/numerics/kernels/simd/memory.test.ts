import { afterEach, describe, expect, it } from 'vitest';
import { growingMemory, PAGE } from './memory.ts';
import { instantiated } from './webAssembly.ts';

interface Size {
  readonly initial: number;
  readonly maximum: number;
  readonly shared: true;
}

/** The part of the engine that a test stands in for. */
const engine = (globalThis as unknown as { WebAssembly: { Memory: new (size: Size) => object } }).WebAssembly;
const { Memory } = engine;

/** Lets the engine refuse memories of more than `most` pages, and answers the list of what is asked of it. */
const refuseBeyond = (most: number): number[] => {
  const asked: number[] = [];
  engine.Memory = class extends Memory {
    constructor(size: Size) {
      asked.push(size.maximum);
      if (size.maximum > most) throw new RangeError('could not allocate memory');
      super(size);
    }
  };
  return asked;
};

describe('growingMemory', () => {
  afterEach(() => {
    engine.Memory = Memory;
  });

  it('grows when it is asked to, and what lies in it stays where it is', () => {
    const { reserve, views, holds } = growingMemory(PAGE);
    const before = views();
    before.f32[5] = 7;
    expect(before.u8).toHaveLength(PAGE);
    expect(reserve(PAGE)).toBe(true);
    expect(views()).toBe(before);
    expect(reserve(3 * PAGE + 1)).toBe(true);
    expect(views().u8.length).toBeGreaterThan(3 * PAGE);
    expect(views().f32[5]).toBe(7);
    before.f32[5] = 8;
    expect(views().f32[5]).toBe(8);
    expect([before.f32, views().f32].map(holds)).toEqual([true, true]);
    expect(holds(new Float32Array(4))).toBe(false);
  });

  it('says no to more than there can be, and goes on', () => {
    const { reserve, views } = growingMemory(PAGE);
    expect(reserve(2 ** 33)).toBe(false);
    expect(views().u8).toHaveLength(PAGE);
  });

  it('asks for less address space where a lot is refused', () => {
    const asked = refuseBeyond(8192);
    const { reserve, most } = growingMemory(PAGE);
    expect(asked.at(0)).toBe(65535);
    expect(asked.at(-1)).toBe(8192);
    expect(reserve(most)).toBe(true);
    expect(reserve(8193 * PAGE)).toBe(false);
  });

  it('says what is missing where nothing can be had', () => {
    refuseBeyond(0);
    expect(() => growingMemory(PAGE)).toThrow(
      /expected 64 MiB of address space and were refused them; raise/,
    );
  });
});

describe('instantiated', () => {
  it('names the file that is missing, and the command that makes it', () => {
    const { memory } = growingMemory(PAGE);
    expect(() => instantiated(new URL('./missing.wasm', import.meta.url), memory)).toThrow(
      /^the SIMD kernels are missing: expected .*missing\.wasm, found no such file; run `npm run build`$/,
    );
  });
});
