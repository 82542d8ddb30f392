import type { Reading } from '../../claims/claim.ts';
import type { Cell } from '../outcomes/cell.ts';
import type { Purpose } from '../trials/address.ts';
import { UsageError } from './usageError.ts';

/** Where a witness lies: a claim in a reading, a cell, a trial, a seed. */
export interface WitnessAddress {
  readonly claim: string;
  readonly reading: Reading;
  readonly cell: Cell;
  /** What the draw was for: `verdict`, or `confirm` for what a search found. */
  readonly purpose: Purpose;
  readonly trial: number;
  readonly seed: string;
}

const PURPOSES: readonly Purpose[] = ['verdict', 'search', 'confirm', 'calibrate'];

const AXES = ['d', 'm', 'C0', 'gamma'] as const;

/**
 * The address as one word that a shell takes as it is:
 * `gradient-is-large:printed:d=16:m=1000:C0=10:gamma=0.05:C1=0.25:mode=reduced:trial=0:seed=lakatos`.
 */
export const formatWitness = ({ claim, reading, cell, purpose, trial, seed }: WitnessAddress): string =>
  [
    claim,
    reading,
    ...AXES.map((axis) => `${axis}=${cell[axis]}`),
    ...Object.entries(cell.constants).map(([name, value]) => `${name}=${value}`),
    `mode=${cell.mode}`,
    ...(purpose === 'verdict' ? [] : [`purpose=${purpose}`]),
    `trial=${trial}`,
    `seed=${encodeURIComponent(seed).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
  ].join(':');

const numberOf = (text: string | undefined, name: string, whole: boolean): number => {
  const value = Number(text);
  if (
    text === undefined ||
    text === '' ||
    !Number.isFinite(value) ||
    (whole && !(Number.isSafeInteger(value) && value >= 0))
  )
    throw new UsageError(
      `the witness gives ${name} as "${text ?? ''}"; expected ${name}=<number> as in a report's replay line`,
    );
  return value;
};

/** Reads what `formatWitness` wrote. Throws: `UsageError` naming the part that is missing or malformed. */
export const parseWitness = (text: string): WitnessAddress => {
  const [claim, reading, ...parts] = text.split(':');
  if (claim === undefined || claim === '' || (reading !== 'printed' && reading !== 'intended'))
    throw new UsageError(
      `"${text}" is no witness; expected CLAIM:printed:d=…:m=…:C0=…:gamma=…:trial=…:seed=… as in a report's replay line`,
    );
  const fields = new Map(
    parts.map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at), part.slice(at + 1)] as const;
    }),
  );
  const mode = fields.get('mode') ?? 'reduced';
  if (mode !== 'reduced' && mode !== 'ambient')
    throw new UsageError(`the witness gives mode=${mode}; expected mode=reduced or mode=ambient`);
  const purpose = PURPOSES.find((name) => name === (fields.get('purpose') ?? 'verdict'));
  if (purpose === undefined)
    throw new UsageError(
      `the witness gives purpose=${fields.get('purpose')}; expected one of ${PURPOSES.join(', ')}`,
    );
  const seed = fields.get('seed');
  if (seed === undefined) throw new UsageError('the witness names no seed; expected seed=… at its end');
  const known = new Set<string>([...AXES, 'mode', 'purpose', 'trial', 'seed']);
  const constants = Object.fromEntries(
    [...fields]
      .filter(([name]) => !known.has(name))
      .map(([name, value]) => [name, numberOf(value, name, false)]),
  );
  const cell: Cell = {
    d: numberOf(fields.get('d'), 'd', true),
    m: numberOf(fields.get('m'), 'm', true),
    C0: numberOf(fields.get('C0'), 'C0', false),
    gamma: numberOf(fields.get('gamma'), 'gamma', false),
    constants,
    mode,
  };
  try {
    return {
      claim,
      reading,
      cell,
      purpose,
      trial: numberOf(fields.get('trial'), 'trial', true),
      seed: decodeURIComponent(seed),
    };
  } catch (error) {
    if (error instanceof URIError)
      throw new UsageError(`the witness gives seed=${seed}, which cannot be decoded`);
    throw error;
  }
};
