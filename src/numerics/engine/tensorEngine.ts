import type * as tfjs from '@tensorflow/tfjs-core';
import type { Engine, EngineName, Held, Matrix } from './engine.ts';

/** TensorFlow.js as far as an engine needs it. */
export type Tensors = Pick<
  typeof tfjs,
  | 'add'
  | 'getBackend'
  | 'matMul'
  | 'memory'
  | 'mul'
  | 'relu'
  | 'setBackend'
  | 'step'
  | 'sub'
  | 'tensor2d'
  | 'tidy'
  | 'transpose'
>;

/**
 * The matrices in what a scope hands out. The library would look for them in every entry of an array of
 * numbers.
 */
const matricesIn = (handed: Held): Matrix[] => {
  if (handed === null || typeof handed !== 'object' || ArrayBuffer.isView(handed)) return [];
  if ('dataId' in handed) return [handed as unknown as Matrix];
  return Object.values(handed as Readonly<Record<string, Held>>).flatMap(matricesIn);
};

/**
 * The engine that a backend of TensorFlow.js makes.
 *
 * The library computes on whichever backend is current in the process, so each call sees to it that this is
 * its own: a backend that has been started is current as soon as it is asked for.
 */
export const tensorEngine = (tf: Tensors, backend: string, name: EngineName, says: string): Engine => {
  const here = (): Tensors => {
    if (tf.getBackend() !== backend) void tf.setBackend(backend);
    return tf;
  };
  const tensor = (matrix: Matrix): tfjs.Tensor2D => matrix as unknown as tfjs.Tensor2D;
  const matrix = (made: tfjs.Tensor): Matrix => made as unknown as Matrix;
  return {
    name,
    says,
    matrix: (rows, columns, values) => {
      if (values.length !== rows * columns)
        throw new RangeError(
          `matrix: expected ${rows} × ${columns} = ${rows * columns} values, got ${values.length}`,
        );
      // A copy, since the library keeps the array it is given.
      return matrix(here().tensor2d(values.slice(), [rows, columns], 'float32'));
    },
    read: (held) => {
      here();
      return tensor(held).dataSync<'float32'>().slice();
    },
    product: (left, right) => matrix(here().matMul(tensor(left), tensor(right))),
    transposed: (held) => matrix(here().transpose(tensor(held))),
    sum: (left, right) => matrix(here().add(tensor(left), tensor(right))),
    difference: (left, right) => matrix(here().sub(tensor(left), tensor(right))),
    times: (left, right) => matrix(here().mul(tensor(left), tensor(right))),
    relu: (held) => matrix(here().relu(tensor(held))),
    active: (held) => matrix(here().step(tensor(held))),
    scope: <Result extends Held>(work: () => Result): Result => {
      let result: Result | null = null;
      here().tidy(() => {
        result = work();
        return matricesIn(result).map(tensor);
      });
      return result as unknown as Result;
    },
    release: (...matrices) => {
      for (const held of matrices) tensor(held).dispose();
    },
    held: () => here().memory().numTensors,
  };
};
