import { existsSync, readFileSync } from 'node:fs';
import type { Claim } from '../core/claim.ts';
import { bindClaim, scopeOf } from '../core/judge/boundClaim.ts';
import type { Confirmed } from '../core/judge/outcome.ts';
import { twelveDigits } from '../core/report/decimals.ts';
import type { WitnessFile } from '../core/report/witnessFile.ts';
import { UsageError } from '../core/run/usageError.ts';
import { parseWitness } from '../core/run/witnessAddress.ts';
import type { Space } from '../core/theorem.ts';
import { type Verifiable, verifiables } from '../core/verify/verifiable.ts';
import { toJson } from '../render/json.ts';
import { significant } from '../render/numbers.ts';
import type { NetworkNumbers } from '../theorems/lazyTraining/network/printedNetwork.ts';
import { EXIT } from './exitCodes.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { unreadable } from './unreadable.ts';
import {
  cellOfWitness,
  cellOnFile,
  claimOf,
  keepWitness,
  numbersOf,
  readWitnessFile,
  rebuildAt,
  replayFile,
  witnessFileOf,
} from './witnesses.ts';
import { wrapped } from './wrapped.ts';

/** Rebuilding all d·m weights takes some 50 ns each; beyond this many it waits to be asked with --explicit. */
const EXPLICIT_BY_ITSELF = 2e8;

export interface ReplayFlags {
  readonly json?: boolean;
  readonly config?: string;
  readonly explicit?: boolean;
  readonly keep?: string | boolean;
}

/** A witness given as its address, or as a file that holds one: a witness file, `{ "address": "…" }`, or the address alone. */
const witnessIn = (text: string): { readonly file: WitnessFile } | { readonly address: string } => {
  if (!existsSync(text)) return { address: text };
  let content: string;
  try {
    content = readFileSync(text, 'utf8').trim();
  } catch (error) {
    throw unreadable(text, error, 'give a witness file, or the address that a report prints');
  }
  if (!content.startsWith('{')) return { address: content };
  if (content.includes('lakatos/witness@1')) return { file: readWitnessFile(text) };
  try {
    const { address } = JSON.parse(content) as { address?: unknown };
    if (typeof address === 'string') return { address };
  } catch {
    // Told below in one sentence, together with a file that is JSON and no witness.
  }
  throw new UsageError(
    `${text} is not a witness file; expected JSON with an "address" as in a report's "witness"`,
  );
};

/** Networks with at most this many weights are printed number by number. */
const PRINTED = 64;

const numbersTold = ({ signs, W0, along, across }: NetworkNumbers): string[] => [
  '  neuron    a_s   w⁰_s → w_s, with x = (1, 0, …)',
  ...W0.map((row, s) => {
    const moved = row.map((entry, i) => entry + (i === 0 ? along[s]! : i === 1 ? across[s]! : 0));
    const list = (entries: readonly number[]): string =>
      `(${entries.map((entry) => significant(entry, 6)).join(', ')})`;
    return `  ${String(s + 1).padStart(6)}    ${signs[s]! > 0 ? ' 1' : '−1'}    ${list(row)} → ${list(moved)}`;
  }),
];

/** Whether the draws of these settings are networks, whose numbers can be written out. */
const drawsNetworks = ({ settings }: Space): boolean => settings.some(({ written }) => written !== undefined);

/** How a witness was looked at, and what the adversary chose. */
const lookedAt = (
  { by, shown }: Confirmed,
  cell: WitnessFile['cell'],
  isNetwork: boolean,
): readonly string[] => {
  const chosen = Object.entries(shown).map(([name, value]) => `${name} = ${significant(value, 8)}`);
  if (!isNetwork)
    return [
      'The draw was made again, and what the claim compares was computed by its definition.',
      ...(chosen.length === 0 ? [] : [`  the adversary’s choice has ${chosen.join(', ')}: it may be made`]),
    ];
  const { d, m } = cell;
  return [
    by === 'explicit'
      ? `W was rebuilt: ${m} × ${d} weights, each row checked in plain f64.`
      : `W was rebuilt in the coordinates that the draw reveals (${m} × ${d} weights in full with --explicit).`,
    ...(chosen.length === 0
      ? []
      : [
          `  farthest row moves ${significant(shown.largestShift!, 8)}, the ball's radius is ${significant(shown.radius!, 8)}: inside`,
        ]),
  ];
};

const told = (
  space: Space,
  claim: Claim,
  cell: WitnessFile['cell'],
  origin: string,
  width: number,
  found:
    | { readonly confirmed: Confirmed; readonly numbers: NetworkNumbers | null }
    | { readonly fails: string },
): string => {
  const { constants, ...at } = cell;
  const isNetwork = drawsNetworks(space);
  const bound = bindClaim(claim, space.axes);
  const { lhs, rhs } = bound.conclusion;
  const place = Object.entries({ ...at, ...constants }).map(
    ([name, value]) => `${name} = ${significant(value, 6)}`,
  );
  const lines = [
    `${claim.id} (${claim.reading}) · ${claim.source.place}`,
    wrapped(`promises${isNetwork ? ', for all W in the ball' : ''}: ${claim.says}`, width, '  '),
    `  that is  ${lhs.text} <= ${rhs.text}`,
    `  at       ${place.join(', ')}`,
    `  ${origin}`,
    '',
  ];
  if ('fails' in found)
    return `${[...lines, `The witness does not reproduce: ${found.fails}.`].join('\n')}\n`;
  const { confirmed, numbers } = found;
  const values = Object.entries(confirmed.values).map(
    ([name, value]) => `${name} = ${significant(value, 8)}`,
  );
  const scope = { ...confirmed.values, ...scopeOf(bound, at, constants) };
  if (numbers !== null && cell.d * cell.m <= PRINTED) lines.push(...numbersTold(numbers), '');
  lines.push(
    ...lookedAt(confirmed, cell, isNetwork),
    `  ${isNetwork ? 'at W    ' : 'there   '} ${values.join(', ')}`,
    `  so       ${significant(lhs.evaluate(scope), 8)} <= ${significant(rhs.evaluate(scope), 8)} is false, by ${significant(-confirmed.margin, 6)}`,
  );
  return `${lines.join('\n')}\n`;
};

const asJson = (witness: string, confirmed: Confirmed | null): string => {
  const values =
    confirmed && Object.fromEntries(Object.entries(confirmed.values).map(([n, v]) => [n, twelveDigits(v)]));
  return toJson(
    {
      schema: 'lakatos/replay@1',
      witness,
      reproduced: confirmed !== null,
      confirmed: confirmed && { ...confirmed, values, margin: twelveDigits(confirmed.margin) },
    },
    'replay',
  );
};

const replayKept = (
  text: string,
  file: WitnessFile,
  flags: ReplayFlags,
  own: readonly Verifiable[],
  terminal: Terminal,
): number => {
  const { theorem, claim } = claimOf(
    file,
    own.map(({ theorem }) => theorem),
  );
  const found = replayFile(file, own);
  const confirmed = 'fails' in found ? null : found.confirmed;
  const origin = file.network === null ? `drawn at ${file.address}` : `shrunk from ${file.address}`;
  if (flags.json === true) terminal.out(asJson(text, confirmed));
  else
    terminal.out(
      told(
        theorem,
        claim,
        file.cell,
        origin,
        terminal.width,
        confirmed === null ? (found as { fails: string }) : { confirmed, numbers: file.network },
      ),
    );
  return confirmed === null ? EXIT.unexpected : EXIT.nothingUnexpected;
};

/**
 * `lakatos replay WITNESS`: draws the network again, rebuilds W, and shows what the claim promised and what W does.
 *
 * A witness file that prints its network is looked at as it stands. `--keep` shrinks the witness and writes such a file.
 * Exit code 1 when the witness does not reproduce.
 */
export const replay = async (witness: string, flags: ReplayFlags, terminal: Terminal): Promise<number> => {
  const settings = await resolveSettings(flags, terminal.env);
  const source = witnessIn(witness);
  if ('file' in source)
    return replayKept(witness, source.file, flags, await verifiables(settings.theorems), terminal);
  const address = parseWitness(source.address, settings.theorems);
  const named = claimOf(address, settings.theorems);
  const { theorem, claim } = named;
  if (flags.keep !== undefined && flags.keep !== false && !drawsNetworks(theorem))
    throw new UsageError(
      `--keep: draws of ${theorem.id} are not written to files; its address keeps a witness`,
    );
  const at = cellOfWitness(named, address);
  const size = at.setting.size?.(at.scope) ?? 0;
  const by = flags.explicit === true || size <= EXPLICIT_BY_ITSELF ? 'explicit' : 'revealed';
  const rebuilt = rebuildAt(at, address, by);
  const origin = `drawn at trial ${address.trial} of seed ${address.seed}`;
  if (flags.json === true) terminal.out(asJson(source.address, rebuilt?.confirmed ?? null));
  else if (rebuilt === null)
    terminal.out(
      told(theorem, claim, cellOnFile(at.cell), origin, terminal.width, {
        fails: `on this draw ${drawsNetworks(theorem) ? 'no W' : 'nothing'} was found that violates it`,
      }),
    );
  else {
    const numbers = drawsNetworks(theorem) && size <= PRINTED ? numbersOf(at, rebuilt) : null;
    terminal.out(
      told(theorem, claim, cellOnFile(at.cell), origin, terminal.width, {
        confirmed: rebuilt.confirmed,
        numbers,
      }),
    );
  }
  if (rebuilt === null) return EXIT.unexpected;
  if (flags.keep !== undefined && flags.keep !== false) {
    const file = witnessFileOf(address, source.address, await verifiables(settings.theorems))!;
    terminal.err(`kept: ${keepWitness(file, typeof flags.keep === 'string' ? flags.keep : undefined)}\n`);
  }
  return EXIT.nothingUnexpected;
};
