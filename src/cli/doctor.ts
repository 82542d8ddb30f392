import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { DEFAULT_SEED } from '../core/report/defaults.ts';
import { baselineFolder } from '../core/run/baseline.ts';
import { readBaseline } from '../core/run/baselineFile.ts';
import { machine } from '../core/run/machine.ts';
import { engineOf, packageRoot, version } from '../core/run/provenance.ts';
import { listed, profiles } from '../core/theorem.ts';
import type { EngineName } from '../numerics/engine/engine.ts';
import { builtEngine, nativeFolder } from '../numerics/engine/nativeFolder.ts';
import { openEngine } from '../numerics/engine/openEngine.ts';
import { type Generator, generators } from '../numerics/kernels/generator.ts';
import { kernels } from '../numerics/kernels/inUse.ts';
import { BLOCK_LENGTH, fillGaussian } from '../numerics/random/gaussian.ts';
import { rootOf } from '../numerics/random/root.ts';
import { fillSigns, SIGN_BLOCK_LENGTH } from '../numerics/random/signs.ts';
import { toJson } from '../render/json.ts';
import { EXIT } from './exitCodes.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** One thing that was looked at: `fails` stops nothing else from being looked at, `absent` is not a fault. */
interface Finding {
  readonly name: string;
  readonly state: 'fine' | 'absent' | 'fails';
  readonly says: string;
}

interface GoldenDraws {
  readonly seed: string;
  readonly path: readonly string[];
  readonly gaussian: readonly { readonly block: number; readonly sha256: string }[];
  readonly signs: readonly { readonly block: number; readonly sha256: string }[];
}

/** The golden draws of each generator, below fixtures/draws. */
const GOLDEN: Readonly<Record<Generator, string>> = {
  'philox-sfc32': 'golden.json',
  chacha8: 'chacha8.json',
};

/** Whether this engine draws the numbers that every other one draws, bit for bit. */
const conformance = (generator: Generator): Finding => {
  const name = `generator ${generator}`;
  const fails = (says: string): Finding => ({ name, state: 'fails', says });
  try {
    const file = `${packageRoot}/fixtures/draws/${GOLDEN[generator]}`;
    const golden = JSON.parse(readFileSync(file, 'utf8')) as GoldenDraws;
    const root = rootOf(golden.seed, generator);
    const stream = golden.path.reduce((at, child) => at.child(child), root);
    const values = new Float32Array(BLOCK_LENGTH);
    for (const { block, sha256 } of golden.gaussian) {
      fillGaussian(stream, values, block * BLOCK_LENGTH);
      const found = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
      if (found !== sha256)
        return fails(`block ${block} differs from the golden draws; do not trust a verdict of this engine`);
    }
    const signs = new Int8Array(SIGN_BLOCK_LENGTH);
    for (const { block, sha256 } of golden.signs) {
      fillSigns(stream, signs, block * SIGN_BLOCK_LENGTH);
      const text = Array.from(signs, (sign) => (sign > 0 ? '+' : '-')).join('');
      if (createHash('sha256').update(text).digest('hex') !== sha256)
        return fails(
          `the signs of block ${block} differ from the golden draws; do not trust a verdict of this engine`,
        );
    }
    const blocks = golden.gaussian.length + golden.signs.length;
    const says = `${blocks} golden blocks agree bit for bit, ${kernels().name} kernels`;
    return { name, state: 'fine', says };
  } catch (error) {
    return fails(`the golden draws cannot be compared: ${(error as Error).message}`);
  }
};

/** Whether an engine runs here, and where from; one that was asked for by name has to. */
const engine = async (name: EngineName, use: string, asked: boolean): Promise<Finding> => {
  const finding = { name: `engine ${name}` };
  const built = name === 'tfjs-node' ? builtEngine() : null;
  const since = built === null ? '' : `, built ${built.built.slice(0, 10)} in ${nativeFolder()}`;
  try {
    return { ...finding, state: 'fine', says: `${(await openEngine(name)).says}${since}: ${use}` };
  } catch (error) {
    const says = (error as Error).message;
    // Nobody waits for the optional one.
    const absent = !asked && name === 'tfjs-node';
    return { ...finding, state: absent ? 'absent' : 'fails', says: absent ? `optional: ${says}` : says };
  }
};

const configuration = async (config: string | undefined, env: Terminal['env']): Promise<Finding> => {
  try {
    const settings = await resolveSettings(config === undefined ? {} : { config }, env);
    const ids = listed(settings.theorems).flatMap(({ statement }) =>
      statement.control ? [] : [statement.id],
    );
    const count = new Set(ids).size;
    const says = `${settings.theorems.length === 1 ? '1 theorem' : `${settings.theorems.length} theorems`}, ${count} claims, profile ${settings.profile}, seed ${settings.seed}, ${settings.threads} threads`;
    return { name: 'configuration', state: 'fine', says };
  } catch (error) {
    return { name: 'configuration', state: 'fails', says: (error as Error).message };
  }
};

const baselines = async (config: string | undefined, env: Terminal['env']): Promise<Finding> => {
  const name = 'baselines';
  try {
    const settings = await resolveSettings(config === undefined ? {} : { config }, env).catch(() => null);
    const folder = settings?.baselines ?? baselineFolder;
    const present = profiles.filter((profile) => readBaseline(profile, folder) !== null);
    if (present.length > 0) return { name, state: 'fine', says: `accepted for ${present.join(', ')}` };
    return { name, state: 'absent', says: 'none accepted yet: every claim is expected to hold' };
  } catch (error) {
    return { name, state: 'fails', says: (error as Error).message };
  }
};

const supportedNode = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fine = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    state: fine ? 'fine' : 'fails',
    says: `${process.version}${fine ? '' : '; at least 20.19 is needed'}`,
  };
};

const inGigabytes = (bytes: number): string => {
  const gigabytes = bytes / 2 ** 30;
  return `${gigabytes < 10 ? gigabytes.toPrecision(2) : gigabytes.toFixed(0)} GB`;
};

/** What a container leaves of the machine, in words. */
const limitsInWords = (): string => {
  const { cores, memory } = machine().limits;
  if (cores === null && memory === null) return 'no container limits them';
  const said = [
    ...(cores === null ? [] : [`${Number(cores.toPrecision(3))} cores' worth of time`]),
    ...(memory === null ? [] : [inGigabytes(memory)]),
  ];
  return `the container allows ${said.join(' and ')}`;
};

const marks = { fine: '✓', absent: '–', fails: '✗' } as const;

/** The flags of `doctor`, as commander hands them over. */
export interface DoctorFlags {
  readonly json?: boolean;
  readonly config?: string;
  readonly engine?: string;
}

/** `lakatos doctor`: whether this machine gives the numbers every other one gives, and what it has. */
export const doctor = async (flags: DoctorFlags, terminal: Terminal): Promise<number> => {
  const findings: Finding[] = [
    { name: 'lakatos', state: 'fine', says: `${version}, engine ${engineOf(DEFAULT_SEED)}` },
    supportedNode(),
    {
      name: 'machine',
      state: 'fine',
      says: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, ${inGigabytes(totalmem())}; ${limitsInWords()}`,
    },
    ...generators.map(conformance),
    await configuration(flags.config, terminal.env),
    await baselines(flags.config, terminal.env),
    await engine('wasm', 'searches over all weights, and training', flags.engine === 'wasm'),
    await engine(
      'tfjs-node',
      'training takes it before wasm; verdicts do not need it',
      flags.engine === 'tfjs-node',
    ),
  ];
  const healthy = findings.every(({ state }) => state !== 'fails');
  if (flags.json === true) terminal.out(toJson({ schema: 'lakatos/doctor@1', healthy, findings }, 'doctor'));
  else {
    for (const { name, state, says } of findings)
      terminal.out(
        `${marks[state]} ${name.padEnd(22)} ${wrapped(says, terminal.width, ' '.repeat(25)).trimStart()}\n`,
      );
    terminal.out(healthy ? '\nAll is well.\n' : '\nSomething is wrong; see ✗ above.\n');
  }
  return healthy ? EXIT.nothingUnexpected : EXIT.unexpected;
};
