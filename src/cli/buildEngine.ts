import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BUILT_FILE, type Built, NATIVE_PACKAGE, NATIVE_VERSION } from '../numerics/engine/nativeFolder.ts';

/** The engine was not built: one sentence that says why. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  /** Whether something that a build starts from cannot be had here; else what was there did not build. */
  readonly missing: boolean;

  constructor(says: string, missing = false) {
    super(says);
    this.missing = missing;
  }
}

/**
 * TensorFlow's library and headers, from its Python wheel: the library speaks the C interface that the package
 * binds to. Of the wheels for each release of Python this one is taken whatever Python is here, since only its
 * files are used.
 */
const WHEEL = {
  name: 'tensorflow-cpu',
  version: '2.21.0',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  of: ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
  platform: 'manylinux_2_27_x86_64',
} as const;

/** Node's own C interface. */
const HEADERS = { name: 'node-api-headers', version: '1.9.0' } as const;

/** The newest version of that interface that the package knows, and the one by which it looks for its binding. */
const NAPI = 8;

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;

/** What a build holds at once: the wheel, the library unpacked, and the package with what it needs. */
const ROOM = 2.5e9;

/** What a test replaces. */
export interface Surroundings {
  readonly platform: string;
  readonly arch: string;
  /** Whether this program starts here. */
  readonly starts: (program: string, ...args: readonly string[]) => boolean;
  /** Bytes free where this folder is to be. */
  readonly free: (folder: string) => number;
}

const starts: Surroundings['starts'] = (program, ...args) => spawnSync(program, args).status === 0;

const here: Surroundings = {
  platform: process.platform,
  arch: process.arch,
  starts,
  free: (folder) => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  },
};

/** What is missing here for a build, in one sentence; null where nothing is. */
export const missingForBuild = (folder: string, found: Surroundings = here): string | null => {
  if (found.platform !== 'linux' || found.arch !== 'x64')
    return `it is built on Linux with an x64 processor alone, and this is ${found.platform} on ${found.arch}: npm install ${NATIVE_PACKAGE} may bring one`;
  const debian = (name: string): string => `on Debian and Ubuntu: apt-get install ${name}`;
  if (!found.starts('g++', '--version')) return `there is no compiler g++ (${debian('g++')})`;
  if (!found.starts('python3', '-m', 'pip', '--version'))
    return `there is no python3 with pip, which fetches TensorFlow (${debian('python3-pip')})`;
  if (!found.starts('npm', '--version')) return 'there is no npm, which fetches the package';
  const free = found.free(folder);
  if (free < ROOM)
    return `it takes ${ROOM / 1e9} GB while it is built and 0.9 GB then, and ${(free / 1e9).toFixed(1)} GB are free in ${folder}: name another place with LAKATOS_ENGINES`;
  return null;
};

/** The text that Python runs to take out of the wheel what is needed: the whole of it would be twice as large. */
const UNPACK = `
import sys, zipfile
wheel, into = sys.argv[1:]
keep = ('tensorflow/libtensorflow', 'tensorflow/include/tensorflow/', 'tensorflow/include/tsl/', 'tensorflow/include/xla/')
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(into, [name for name in archive.namelist() if name.startswith(keep)])
`;

/** The text that Node runs to see whether the engine computes: it may end the process that loads it. */
const TRY = `
require('node:util').isNullOrUndefined = (value) => value === null || value === undefined;
const tf = require('${NATIVE_PACKAGE}');
if (tf.matMul([[2]], [[3]]).dataSync()[0] !== 6) process.exit(1);
`;

/** The line of what a program said that tells of an error, or the last one. */
const errorIn = (said: string): string => {
  const lines = said.trim().split('\n');
  return (lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1)!).trim();
};

interface Step {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Whether it fetches something, which may not be to be had. */
  readonly fetches: boolean;
}

/** Throws: `BuildError` with what the program said last, unless it ends well; the signal's reason. */
const done = ({ program, args, cwd, signal, fetches }: Step): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
    const child = spawn(program, args, { cwd, env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-16_000);
    });
    child.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    child.on('close', (code) => {
      if (signal.aborted) reject(signal.reason);
      else if (code === 0) resolve();
      else {
        const how = fetches ? 'could not fetch it' : `ended with ${code}`;
        reject(new BuildError(`${program} ${how} (${errorIn(said)})`, fetches));
      }
    });
  });

/**
 * Builds the engine tfjs-node on a Linux machine with a compiler: its source from the npm package, against the
 * library of TensorFlow's Python wheel. The package's own installer would fetch a library from a host that is
 * not always to be had.
 *
 * The folder is there whole or not at all: what is not finished is taken away again, an engine that was there
 * before stays until then. It is 0.9 GB large, and half a minute of work beside fetching 0.35 GB.
 *
 * Throws: `BuildError`, one sentence that says what was missing or went wrong; the reason of `signal`.
 */
export const buildEngine = async (
  folder: string,
  tell: (step: string) => void,
  signal: AbortSignal,
): Promise<Built> => {
  const partial = `${folder}.${process.pid}.partial`;
  mkdirSync(partial, { recursive: true });
  const step = (program: string, args: readonly string[], fetches = false): Promise<void> =>
    done({ program, args, cwd: partial, signal, fetches });
  try {
    const missing = missingForBuild(partial);
    if (missing !== null) throw new BuildError(missing, true);
    tell(`fetching ${NATIVE_PACKAGE} ${NATIVE_VERSION} and what it needs`);
    const exact = [`${NATIVE_PACKAGE}@${NATIVE_VERSION}`, `${HEADERS.name}@${HEADERS.version}`];
    writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await step('npm', ['install', ...quiet, ...exact], true);
    const inPartial = createRequire(join(partial, 'package.json'));
    const home = dirname(inPartial.resolve(`${NATIVE_PACKAGE}/package.json`));
    const headers = join(partial, 'node_modules', HEADERS.name, 'include');

    tell(`fetching TensorFlow ${WHEEL.version}, 0.27 GB`);
    const asked = `${WHEEL.name}==${WHEEL.version} --hash=sha256:${WHEEL.sha256}\n`;
    writeFileSync(join(partial, 'asked.txt'), asked);
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps'];
    const which = ['--only-binary=:all:', '--platform', WHEEL.platform, ...WHEEL.of];
    await step('python3', [...pip, ...which, '--require-hashes', '-r', 'asked.txt', '-d', 'wheel'], true);
    const wheel = readdirSync(join(partial, 'wheel'))[0]!;
    await step('python3', ['-c', UNPACK, join('wheel', wheel), 'unpacked']);

    tell('compiling');
    const libraries = join(home, 'deps', 'lib');
    const binding = join(home, 'lib', `napi-v${NAPI}`);
    for (const made of [libraries, binding]) mkdirSync(made, { recursive: true });
    const unpacked = join(partial, 'unpacked', 'tensorflow');
    for (const library of LIBRARIES) {
      renameSync(join(unpacked, library), join(libraries, library));
      // Names that nobody links by are a quarter of it.
      if (starts('strip', '--version')) await step('strip', ['--strip-unneeded', join(libraries, library)]);
    }
    const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(home, 'binding', file));
    const flags = ['-std=c++17', '-O2', '-fPIC', '-shared', '-w', `-DNAPI_VERSION=${NAPI}`];
    const where = ['-I', join(unpacked, 'include'), '-I', headers, '-L', libraries];
    const linked = [...LIBRARIES.map((library) => `-l:${library}`), '-Wl,-rpath,$ORIGIN/../../deps/lib'];
    const into = ['-o', join(binding, 'tfjs_binding.node')];
    await step('g++', [...flags, ...where, ...sources, ...into, ...linked]);

    tell('trying it');
    for (const rest of ['wheel', 'unpacked', 'asked.txt']) rmSync(join(partial, rest), { recursive: true });
    await step(process.execPath, ['--no-deprecation', '-e', TRY]);
    const built: Built = {
      package: `${NATIVE_PACKAGE} ${NATIVE_VERSION}`,
      tensorflow: WHEEL.version,
      built: new Date().toISOString(),
    };
    writeFileSync(join(partial, BUILT_FILE), `${JSON.stringify(built, null, 2)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    return built;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
};
