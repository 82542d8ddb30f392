import { generators } from '../../numerics/kernels/generator.ts';
import { rootOf } from '../../numerics/random/root.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { decisiveConstants } from '../judge/decisiveConstants.ts';
import { twelveDigits } from '../report/decimals.ts';
import { boundCell, type Place } from './statement.ts';

/** Where a witness must lie, beside its cell. */
export interface Drawn {
  readonly trial: number;
  readonly seed: string;
  readonly purpose: 'verdict' | 'confirm';
}

/** Reads `CLAIM:READING:n=…:…:trial=…:seed=…`; null for anything else, a name said twice included. */
const readAddress = (text: string): ReadonlyMap<string, string> | null => {
  const [claim = '', reading = '', ...parts] = text.split(':');
  const fields = new Map([
    ['claim', claim],
    ['reading', reading],
    ['mode', 'reduced'],
    ['purpose', 'verdict'],
  ]);
  const said = new Set<string>();
  for (const part of parts) {
    const found = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/.exec(part);
    if (found === null || said.has(found[1]!)) return null;
    said.add(found[1]!);
    fields.set(found[1]!, found[2]!);
  }
  try {
    return fields.set('seed', decodeURIComponent(fields.get('seed') ?? ''));
  } catch {
    return null;
  }
};

/** Whether an address is that of a draw of this cell; a clause where it is not. */
export const addressFault = (place: Place, text: string, { trial, seed, purpose }: Drawn): string | null => {
  const fields = readAddress(text);
  if (fields === null) return `the address ${JSON.stringify(text.slice(0, 200))} cannot be read`;
  const { statement, cell } = place;
  const { id, reading } = statement.bound.claim;
  const wanted = { claim: id, reading, ...cell.at, mode: cell.mode, purpose, trial, seed };
  for (const [name, value] of Object.entries(wanted)) {
    const said = fields.get(name);
    if (said === undefined) return `the address does not say ${name}`;
    if (typeof value === 'number' ? Number(said) !== value : said !== value)
      return `the address says ${said}, where it must say ${value} as its ${name}`;
  }
  // A claim of another theorem may hold more than is known here to decide.
  const bound = boundCell(place);
  for (const name of bound === null ? [] : Object.keys(decisiveConstants(bound)))
    if (!fields.has(name)) return `the address does not say ${name}`;
  for (const [name, value] of fields)
    if (!Object.hasOwn(wanted, name) && twelveDigits(Number(value)) !== cell.constants[name])
      return `the address says ${name} = ${value}, and the cell ${cell.constants[name] ?? 'has none'}`;
  return null;
};

/** Where all draws of a report begin: its seed, and the generator that its engine names. */
export const rootAt = ({ seed, engine }: { readonly seed: string; readonly engine: string }): Stream =>
  rootOf(seed, generators.find((name) => engine.split('/').includes(name)) ?? generators[0]);
