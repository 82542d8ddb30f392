import { readFileSync } from 'node:fs';

/** A memory that several threads see. */
export interface Memory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/**
 * What of WebAssembly is used here; the type libraries that have all of it bring the whole of the browser
 * along.
 */
declare const WebAssembly: {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => Memory;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => { readonly exports: unknown };
};

/** Throws: `RangeError` when the system refuses it. */
export const newMemory = (size: { readonly initial: number; readonly maximum: number }): Memory =>
  new WebAssembly.Memory({ ...size, shared: true });

/**
 * What the module of a file exports, over a memory. Throws: `Error`, one sentence, when it has not been
 * built.
 */
export const instantiated = (file: URL, memory: Memory): unknown => {
  let binary: Uint8Array;
  try {
    binary = readFileSync(file);
  } catch {
    throw new Error(
      `the SIMD kernels are missing: expected ${file.pathname}, found no such file; run \`npm run build\``,
    );
  }
  return new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } }).exports;
};
