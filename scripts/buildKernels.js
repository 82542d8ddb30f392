// Compiles the SIMD kernels: src/numerics/kernels/simd/assembly/*.ts (AssemblyScript) to kernels.wasm beside that folder.
//
//   node scripts/buildKernels.js
//
// WASM SIMD128 without its relaxed operations, whose results differ between processors; nothing is fused or reordered.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = 'src/numerics/kernels/simd/assembly';
const target = `${root}src/numerics/kernels/simd/kernels.wasm`;

const options = [
  `${source}/index.ts`,
  ...['--outFile', 'kernels.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0'],
  ...['--runtime', 'stub', '--importMemory', '--noAssert', '--enable', 'simd', '--use', 'abort='],
];

let binary = null;
const { error, stderr } = await asc.main(options, {
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
if (error !== null || binary === null) {
  console.error(`${stderr}\nbuildKernels: the kernels do not compile; see above`);
  process.exit(1);
}
// Renamed into place, so that a test running beside a build never reads half a file.
mkdirSync(dirname(target), { recursive: true });
writeFileSync(`${target}.${process.pid}`, binary);
renameSync(`${target}.${process.pid}`, target);
