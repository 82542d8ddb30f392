import { spawnSync } from 'node:child_process';

/** Looks for a Python in which these modules can be imported: that of LAKATOS_PYTHON, or python3. */
export const pythonWith = (
  ...modules: readonly string[]
): { readonly python: string; readonly lacks: null } | { readonly python: null; readonly lacks: string } => {
  const python = process.env.LAKATOS_PYTHON || 'python3';
  const { status } = spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
  return status === 0
    ? { python, lacks: null }
    : { python: null, lacks: `${python} with ${modules.join(' and ')} is not there` };
};
