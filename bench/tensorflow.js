import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { timedLater } from './timing.js';

const requireHere = createRequire(import.meta.url);
const ETA = 0.1;

/** TensorFlow.js in this process on one of its backends; null where that is not installed or does not start. */
export const openTensorFlow = async (backend) => {
  try {
    const tf = requireHere('@tensorflow/tfjs-core');
    const loaded = requireHere(`@tensorflow/tfjs-backend-${backend}`);
    if (backend === 'wasm') {
      const home = dirname(requireHere.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
      loaded.setWasmPaths(join(home, 'wasm-out') + sep);
    }
    tf.env().set('PROD', true);
    if (!(await tf.setBackend(backend))) return null;
    const within = async (compute) => {
      await tf.setBackend(backend);
      return timedLater(async () => {
        tf.engine().startScope();
        const [value] = await compute().data();
        tf.engine().endScope();
        if (!Number.isFinite(value)) throw new Error(`bench: tfjs ${backend} computed ${value}`);
      });
    };
    const ambient = ({ d, m }) => {
      const W = tf.randomNormal([m, d]);
      const a = tf.sub(tf.mul(tf.cast(tf.randomUniformInt([m, 1], 0, 2), 'float32'), 2), 1);
      const raw = tf.randomNormal([d, 1]);
      const x = tf.div(raw, tf.norm(raw));
      const on = tf.cast(tf.greater(tf.matMul(W, x), 0), 'float32');
      const scale = 1 / Math.sqrt(m);
      const g = tf.mul(tf.matMul(W, tf.mul(a, on), true, false), scale);
      const z = tf.sub(x, tf.mul(g, ETA));
      return tf.mul(tf.matMul(a, tf.relu(tf.matMul(W, z)), true, false), scale);
    };
    return {
      says: `tfjs ${tf.version_core} (${backend})`,
      gaussians: ({ d, m }) =>
        within(() => {
          let last = tf.scalar(0);
          for (let turn = 0; turn < d; turn++) {
            last.dispose();
            last = tf.tidy(() => tf.slice(tf.randomNormal([m]), [0], [1]));
          }
          return last;
        }),
      ambient: (place) => within(() => ambient(place)),
    };
  } catch {
    return null;
  }
};
