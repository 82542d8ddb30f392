import { readFileSync } from 'node:fs';
import type { KernelExports } from './kernelInstance.ts';

/** A memory, alone or shared with other threads. */
export interface Memory<Buffer = ArrayBuffer> {
  readonly buffer: Buffer;
  grow(pages: number): number;
}

/** What of WebAssembly is used here; the type libraries that have all of it bring the whole of the browser along. */
declare const WebAssembly: {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared?: boolean;
  }) => Memory<never>;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory<unknown> } },
  ) => { readonly exports: unknown };
};

/** Throws: `Error`, one sentence, when the kernels have not been built. */
export const compiled = (file: URL): object => {
  let binary: Uint8Array;
  try {
    binary = readFileSync(file);
  } catch {
    throw new Error(
      `the SIMD kernels are missing: expected ${file.pathname}, found no such file; run \`npm run build\``,
    );
  }
  return new WebAssembly.Module(binary);
};

/** Throws: `RangeError` when the system refuses it. */
export const newMemory = (size: { readonly initial: number; readonly maximum: number }): Memory =>
  new WebAssembly.Memory(size);

/** A memory that several threads see. Throws: `RangeError` when the system refuses it. */
export const newSharedMemory = (size: {
  readonly initial: number;
  readonly maximum: number;
}): Memory<SharedArrayBuffer> => new WebAssembly.Memory({ ...size, shared: true });

/** The kernels over a memory. */
export const instantiated = (module: object, memory: Memory<unknown>): KernelExports =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as KernelExports;
