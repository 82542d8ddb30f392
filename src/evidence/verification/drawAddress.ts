import { generators } from '../../numerics/kernels/generator.ts';
import { rootOf } from '../../numerics/random/root.ts';
import type { Stream } from '../../numerics/random/stream.ts';

/** Where a draw lies, as the address of a witness says it. */
export interface DrawAddress {
  readonly claim: string;
  readonly reading: string;
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: number;
  readonly constants: ReadonlyMap<string, number>;
  readonly mode: string;
  readonly purpose: string;
  readonly trial: number;
  readonly seed: string;
}

const AXES: readonly string[] = ['d', 'm', 'C0', 'gamma', 'mode', 'purpose', 'trial', 'seed'];

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Reads `CLAIM:READING:d=…:m=…:…:trial=…:seed=…`; null for anything else, a name said twice included. */
export const readAddress = (text: string): DrawAddress | null => {
  const [claim = '', reading = '', ...parts] = text.split(':');
  const fields = new Map<string, string>();
  for (const part of parts) {
    const found = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/.exec(part);
    if (found === null || fields.has(found[1]!)) return null;
    fields.set(found[1]!, found[2]!);
  }
  const number = (name: string): number => Number(fields.get(name) ?? Number.NaN);
  const seed = decoded(fields.get('seed') ?? '');
  const constants = new Map(
    [...fields].filter(([name]) => !AXES.includes(name)).map(([n, v]) => [n, Number(v)]),
  );
  const numbers = [
    number('d'),
    number('m'),
    number('C0'),
    number('gamma'),
    number('trial'),
    ...constants.values(),
  ];
  if (seed === null || !fields.has('seed') || !numbers.every(Number.isFinite)) return null;
  return {
    claim,
    reading,
    d: number('d'),
    m: number('m'),
    C0: number('C0'),
    gamma: number('gamma'),
    constants,
    mode: fields.get('mode') ?? 'reduced',
    purpose: fields.get('purpose') ?? 'verdict',
    trial: number('trial'),
    seed,
  };
};

/** Where all draws of a report begin: its seed, and the generator that its engine names. */
export const rootAt = ({ seed, engine }: { readonly seed: string; readonly engine: string }): Stream =>
  rootOf(seed, generators.find((name) => engine.split('/').includes(name)) ?? generators[0]);

/** The stream of one draw: root → purpose → claim → d → m → trial. */
export const drawStream = (
  root: Stream,
  purpose: string,
  claim: string,
  { d, m }: { readonly d: number; readonly m: number },
  trial: number,
): Stream => root.child(purpose).child(claim).child(d).child(m).child(trial);
