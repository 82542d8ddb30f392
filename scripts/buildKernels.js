// Compiles the SIMD kernels: src/numerics/kernels/simd/assembly/*.ts (AssemblyScript) to kernels.wasm and
// sharedKernels.wasm beside that folder.
//
//   node scripts/buildKernels.js
//
// WASM SIMD128 without its relaxed operations, whose results differ between processors; nothing is fused or reordered.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = 'src/numerics/kernels/simd/assembly';
const folder = `${root}src/numerics/kernels/simd`;

const options = [
  `${source}/index.ts`,
  ...['--outFile', 'kernels.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0'],
  ...['--runtime', 'stub', '--importMemory', '--noAssert', '--enable', 'simd', '--use', 'abort='],
];

/** The same kernels over a memory of one thread, and over one that several threads see. */
const forms = [
  { file: 'kernels.wasm', more: [] },
  {
    file: 'sharedKernels.wasm',
    more: ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  },
];

const compile = async (more) => {
  let binary = null;
  const { error, stderr } = await asc.main([...options, ...more], {
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

mkdirSync(folder, { recursive: true });
for (const { file, more } of forms) {
  const binary = await compile(more);
  // Renamed into place, so that a test running beside a build never reads half a file.
  writeFileSync(`${folder}/${file}.${process.pid}`, binary);
  renameSync(`${folder}/${file}.${process.pid}`, `${folder}/${file}`);
}
