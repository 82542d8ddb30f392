// Compiles the SIMD kernels, AssemblyScript in folders named `assembly`, each to a module beside its folder.
//
//   node scripts/buildKernels.js
//
// WASM SIMD128 without its relaxed operations, whose results differ between processors; nothing is fused or reordered.
// Every module works on a memory it is handed, which several threads may see.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { kernelModules } from './kernelModules.js';

const root = fileURLToPath(new URL('..', import.meta.url));

const options = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--runtime', 'stub', '--noAssert', '--use', 'abort='],
  ...['--enable', 'simd', '--enable', 'threads', '--importMemory', '--sharedMemory'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
];

const compile = async (source) => {
  let binary = null;
  const { error, stderr } = await asc.main([source, '--outFile', 'module.wasm', ...options], {
    readFile: (name, base) => {
      try {
        return readFileSync(`${base === '.' ? root : `${base}/`}${name}`, 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error === null && binary !== null) return binary;
  console.error(`${stderr}\nbuildKernels: the kernels do not compile; see above`);
  process.exit(1);
};

for (const { folder, file } of kernelModules) {
  const binary = await compile(`src/${folder}/assembly/index.ts`);
  const target = `${root}src/${folder}/${file}`;
  // Renamed into place, so that a test running beside a build never reads half a file.
  writeFileSync(`${target}.${process.pid}`, binary);
  renameSync(`${target}.${process.pid}`, target);
}
