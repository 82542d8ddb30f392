import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

/** What of a machine this process may use. */
export interface Machine {
  /** Bytes of memory: those of the host, or fewer where a container limits them. */
  readonly memory: number;
  /** Cores: those of the host that it may run on, or fewer where a container has a quota of their time. */
  readonly cores: number;
  /** The limits of the container; null where it sets none. */
  readonly limits: { readonly memory: number | null; readonly cores: number | null };
}

/** What is asked of the system; replaced in tests. */
export interface Probes {
  readonly total: () => number;
  /** 0 or a number beyond all memories where nothing is limited. */
  readonly constrained: () => number;
  readonly parallelism: () => number;
  /** The text of a file, or null. */
  readonly read: (file: string) => string | null;
}

const system: Probes = {
  total: totalmem,
  constrained: () => process.constrainedMemory(),
  parallelism: availableParallelism,
  read: (file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return null;
    }
  },
};

const ROOT = '/sys/fs/cgroup';

/** A file of the control group (version 2) of this process and of all groups around it: each of them limits it. */
const inGroups = (read: Probes['read'], name: string): readonly string[] => {
  const [, path = '/'] = /^0::(.*)$/m.exec(read('/proc/self/cgroup') ?? '') ?? [];
  const parts = path.split('/').filter((part) => part !== '' && part !== '..');
  return Array.from({ length: parts.length + 1 }, (_, i) =>
    [ROOT, ...parts.slice(0, i), name].join('/'),
  ).flatMap((file) => read(file) ?? []);
};

/** The least of these numbers; null where there is none, or none that limits anything. */
const least = (numbers: readonly number[]): number | null => {
  const real = numbers.filter((one) => one > 0 && Number.isFinite(one));
  return real.length === 0 ? null : Math.min(...real);
};

/** Cores' worth of time: in version 2 `QUOTA PERIOD` in one file, in version 1 two files. Null where there is no quota. */
const quota = (read: Probes['read']): number | null => {
  const shares = inGroups(read, 'cpu.max').map((text) => text.trim().split(/\s+/).map(Number));
  const old = ['cpu.cfs_quota_us', 'cpu.cfs_period_us'].map((name) =>
    Number(read(`${ROOT}/cpu/${name}`) ?? ''),
  );
  return least([...shares, old].map(([granted = 0, period = 0]) => granted / period));
};

/** What this process may use of the machine, containers and all. */
export const machineNow = ({ total, constrained, parallelism, read }: Probes = system): Machine => {
  const host = total();
  const limit = least([constrained(), ...inGroups(read, 'memory.max').map(Number)]);
  const share = quota(read);
  const memory = limit !== null && limit < host ? limit : null;
  const cores = share !== null && share < parallelism() ? share : null;
  return {
    memory: memory ?? host,
    // A quota of half a core is one thread.
    cores: cores === null ? parallelism() : Math.max(1, Math.floor(cores)),
    limits: { memory, cores },
  };
};

let known: Machine | undefined;

/** The same, asked once. */
export const machine = (): Machine => {
  known ??= machineNow();
  return known;
};
