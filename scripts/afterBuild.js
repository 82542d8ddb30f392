// What the compiler leaves to be done: the command is made executable, and the SIMD kernels are copied beside their loader.
import { chmodSync, copyFileSync } from 'node:fs';

const inRoot = (path) => new URL(`../${path}`, import.meta.url);
chmodSync(inRoot('dist/cli/main.js'), 0o755);
for (const file of ['kernels.wasm', 'sharedKernels.wasm']) {
  const kernels = `numerics/kernels/simd/${file}`;
  copyFileSync(inRoot(`src/${kernels}`), inRoot(`dist/${kernels}`));
}
