import type { KernelExports } from '../kernelInstance.ts';
import { instantiated, type Memory } from '../webAssembly.ts';
import { scratchOf } from './layout.ts';

/** The kernels of one thread over the memory that all of its team see. */
export interface Workplace {
  readonly run: KernelExports;
  /** Where this thread's scratch begins. */
  readonly base: number;
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** Arrays over the memory as large as it is now; a memory that grew asks for a new workplace. */
export const workplaceOf = (
  module: object,
  memory: Memory<SharedArrayBuffer>,
  thread: number,
  run = instantiated(module, memory),
): Workplace => {
  const { buffer } = memory;
  return {
    run,
    base: scratchOf(thread),
    i8: new Int8Array(buffer),
    u8: new Uint8Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    f32: new Float32Array(buffer),
    f64: new Float64Array(buffer),
  };
};
