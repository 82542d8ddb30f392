import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterEach, describe, expect, it } from 'vitest';
import { kernelInstance } from './kernelInstance.ts';

const PAGE = 65536;

interface Size {
  readonly initial: number;
  readonly maximum: number;
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

describe('kernelInstance', () => {
  afterEach(() => {
    engine.Memory = Memory;
  });

  it('has a memory that grows when it is asked to, and views that follow', () => {
    const { reserve, views } = kernelInstance(PAGE);
    const before = views();
    before.f32[5] = 7;
    expect(before.u8).toHaveLength(PAGE);
    expect(reserve(PAGE)).toBe(true);
    expect(views()).toBe(before);
    expect(reserve(3 * PAGE + 1)).toBe(true);
    expect(before.u8).toHaveLength(0);
    expect(views().u8).toHaveLength(4 * PAGE);
    expect(views().f32[5]).toBe(7);
  });

  it('says no to more than there can be, and goes on', () => {
    const { reserve, views } = kernelInstance(PAGE);
    expect(reserve(2 ** 33)).toBe(false);
    expect(views().u8).toHaveLength(PAGE);
  });

  it('asks for less address space where a lot is refused', () => {
    const asked = refuseBeyond(8192);
    const { reserve } = kernelInstance(PAGE);
    expect(asked.at(0)).toBe(65536);
    expect(asked.at(-1)).toBe(8192);
    expect(reserve(8193 * PAGE)).toBe(false);
  });

  it('says what is missing where nothing can be had', () => {
    refuseBeyond(0);
    expect(() => kernelInstance(PAGE)).toThrow(
      /expected 64 MiB of address space and were refused them; raise/,
    );
  });

  it('names the file that is missing, and the command that makes it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lakatos-kernels-'));
    try {
      const ask = 'try { kernelInstance(1); } catch (error) { console.log(error.message); }';
      for (const [name, more] of [
        ['webAssembly', ''],
        ['kernelInstance', ask],
      ] as const) {
        const source = readFileSync(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), 'utf8');
        const { outputText } = ts.transpileModule(source, {
          compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
        });
        writeFileSync(join(folder, `${name}.mjs`), `${outputText.replaceAll(".ts'", ".mjs'")}\n${more}\n`);
      }
      const loader = join(folder, 'kernelInstance.mjs');
      const said = execFileSync(process.execPath, [loader], { encoding: 'utf8' });
      expect(said).toMatch(
        /^the SIMD kernels are missing: expected .*kernels\.wasm, found no such file; run `npm run build`\n$/,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
