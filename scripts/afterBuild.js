// What the compiler leaves to be done: the command is made executable, and the SIMD kernels are copied beside their loaders.
import { chmodSync, copyFileSync } from 'node:fs';
import { kernelModules } from './kernelModules.js';

const inRoot = (path) => new URL(`../${path}`, import.meta.url);
chmodSync(inRoot('dist/cli/main.js'), 0o755);
for (const { folder, file } of kernelModules)
  copyFileSync(inRoot(`src/${folder}/${file}`), inRoot(`dist/${folder}/${file}`));
