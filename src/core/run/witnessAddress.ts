import type { Reading } from '../claim.ts';
import type { Purpose } from '../judge/address.ts';
import type { Cell } from '../judge/cell.ts';
import type { Theorem } from '../theorem.ts';
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

/**
 * The address as one word that a shell takes as it is:
 * `gradient-is-large:printed:d=16:m=1000:C0=10:gamma=0.05:C1=0.25:mode=reduced:trial=0:seed=lakatos`.
 */
export const formatWitness = ({ claim, reading, cell, purpose, trial, seed }: WitnessAddress): string =>
  [
    claim,
    reading,
    ...Object.entries(cell.at).map(([axis, value]) => `${axis}=${value}`),
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

/**
 * Reads what `formatWitness` wrote of a claim of one of these theorems, whose axes say which of its values are not constants.
 *
 * Throws: `UsageError` naming the part that is missing or malformed, or the claim that there is not.
 */
export const parseWitness = (text: string, theorems: readonly Theorem[]): WitnessAddress => {
  const [claim, reading, ...parts] = text.split(':');
  if (claim === undefined || claim === '' || (reading !== 'printed' && reading !== 'intended'))
    throw new UsageError(
      `"${text}" is not a witness; expected CLAIM:printed:AXIS=…:trial=…:seed=… as in a report's replay line`,
    );
  const axes = theorems.find(({ statements }) => statements.some(({ id }) => id === claim))?.axes;
  if (axes === undefined) throw new UsageError(`there is no claim "${claim}"; \`lakatos claims\` lists them`);
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
  const known = new Set([...axes.map(({ symbol }) => symbol), 'mode', 'purpose', 'trial', 'seed']);
  const constants = Object.fromEntries(
    [...fields]
      .filter(([name]) => !known.has(name))
      .map(([name, value]) => [name, numberOf(value, name, false)]),
  );
  const cell: Cell = {
    at: Object.fromEntries(
      axes.map(({ symbol, kind }) => [symbol, numberOf(fields.get(symbol), symbol, kind === 'count')]),
    ),
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
