import { describe, expect, it } from 'vitest';
import { machineNow, type Probes } from './machine.ts';

const GB = 2 ** 30;

/** A host of 64 GB and 16 cores in which these files are to be read. */
const probes = (files: Readonly<Record<string, string>>, change: Partial<Probes> = {}): Probes => ({
  total: () => 64 * GB,
  constrained: () => 0,
  parallelism: () => 16,
  read: (file) => files[file] ?? null,
  ...change,
});

describe('machineNow', () => {
  it('is the host where nothing limits it', () => {
    const whole = { memory: 64 * GB, cores: 16, limits: { memory: null, cores: null } };
    expect(machineNow(probes({}))).toEqual(whole);
    // What Node says where there is a control group without a limit, and what its files hold then.
    expect(machineNow(probes({}, { constrained: () => 2 ** 64 }))).toEqual(whole);
    const free = {
      '/proc/self/cgroup': '0::/\n',
      '/sys/fs/cgroup/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/memory.max': 'max\n',
    };
    expect(machineNow(probes(free))).toEqual(whole);
  });

  it('is what the container allows where that is less', () => {
    expect(machineNow(probes({}, { constrained: () => 4 * GB }))).toMatchObject({
      ...{ memory: 4 * GB, limits: { memory: 4 * GB } },
    });
    const two = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '250000 100000\n' };
    expect(machineNow(probes(two))).toMatchObject({ cores: 2, limits: { cores: 2.5 } });
    const half = { ...two, '/sys/fs/cgroup/cpu.max': '50000 100000\n' };
    expect(machineNow(probes(half))).toMatchObject({ cores: 1, limits: { cores: 0.5 } });
    const old = {
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '300000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    };
    expect(machineNow(probes(old))).toMatchObject({ cores: 3 });
    expect(machineNow(probes({ ...old, '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n' }))).toMatchObject({
      cores: 16,
    });
  });

  it('takes the least of all groups around the process, as a batch system sets them', () => {
    const files = {
      '/proc/self/cgroup': '0::/slurm/job_7/step_0\n',
      '/sys/fs/cgroup/slurm/job_7/memory.max': `${8 * GB}\n`,
      '/sys/fs/cgroup/slurm/job_7/step_0/memory.max': 'max\n',
      '/sys/fs/cgroup/slurm/cpu.max': '800000 100000\n',
      '/sys/fs/cgroup/slurm/job_7/cpu.max': '400000 100000\n',
    };
    expect(machineNow(probes(files))).toEqual({
      ...{ memory: 8 * GB, cores: 4, limits: { memory: 8 * GB, cores: 4 } },
    });
  });
});
