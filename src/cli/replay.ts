import { existsSync, readFileSync } from 'node:fs';
import { bindClaim, scopeOf } from '../claims/boundClaim.ts';
import type { Claim } from '../claims/claim.ts';
import { twelveDigits } from '../evidence/outcomes/decimals.ts';
import type { Confirmed } from '../evidence/outcomes/outcome.ts';
import type { WitnessFile } from '../evidence/outcomes/witnessFile.ts';
import { resolveSettings, type Settings } from '../evidence/runner/settings.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { parseWitness } from '../evidence/runner/witnessAddress.ts';
import type { NetworkNumbers } from '../network/printedNetwork.ts';
import { toJson } from '../reporters/json.ts';
import { significant } from '../reporters/numbers.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';
import { unreadable } from './unreadable.ts';
import {
  cellOfWitness,
  claimOf,
  keepWitness,
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
    `${text} is no witness file; expected JSON with an "address" as in a report's "witness"`,
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

const told = (
  claim: Claim,
  cell: WitnessFile['cell'],
  origin: string,
  width: number,
  found:
    | { readonly confirmed: Confirmed; readonly numbers: NetworkNumbers | null }
    | { readonly fails: string },
): string => {
  const { d, m, C0, gamma, constants } = cell;
  const { lhs, rhs } = bindClaim(claim).conclusion;
  const place = Object.entries({ d, m, C0, gamma, ...constants }).map(
    ([name, value]) => `${name} = ${significant(value, 6)}`,
  );
  const lines = [
    `${claim.id} (${claim.reading}) · ${claim.source.place}`,
    wrapped(`promises, for all W in the ball: ${claim.says}`, width, '  '),
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
  const scope = { ...confirmed.values, ...scopeOf(cell, constants) };
  if (numbers !== null && d * m <= PRINTED) lines.push(...numbersTold(numbers), '');
  lines.push(
    confirmed.by === 'explicit'
      ? `W was rebuilt: ${m} × ${d} weights, each row checked in plain f64.`
      : `W was rebuilt in the coordinates that the draw reveals (${m} × ${d} weights in full with --explicit).`,
    `  farthest row moves ${significant(confirmed.largestShift, 8)}, the ball's radius is ${significant(confirmed.radius, 8)}: inside`,
    `  at W     ${values.join(', ')}`,
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
  settings: Settings,
  terminal: Terminal,
): number => {
  const claim = claimOf(file, settings.claims);
  const found = replayFile(file, settings);
  const confirmed = 'fails' in found ? null : found.confirmed;
  const origin = file.network === null ? `drawn at ${file.address}` : `shrunk from ${file.address}`;
  if (flags.json === true) terminal.out(asJson(text, confirmed));
  else
    terminal.out(
      told(
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
  if ('file' in source) return replayKept(witness, source.file, flags, settings, terminal);
  const address = parseWitness(source.address);
  const claim = claimOf(address, settings.claims);
  const at = cellOfWitness(claim, address, settings);
  const { d, m } = at.cell;
  const by = flags.explicit === true || d * m <= EXPLICIT_BY_ITSELF ? 'explicit' : 'revealed';
  const rebuilt = rebuildAt(at, address, by);
  const origin = `drawn at trial ${address.trial} of seed ${address.seed}`;
  if (flags.json === true) terminal.out(asJson(source.address, rebuilt?.confirmed ?? null));
  else if (rebuilt === null)
    terminal.out(
      told(claim, at.cell, origin, terminal.width, { fails: 'on this draw no W was found that violates it' }),
    );
  else {
    const numbers = d * m <= PRINTED ? rebuilt.numbers() : null;
    terminal.out(told(claim, at.cell, origin, terminal.width, { confirmed: rebuilt.confirmed, numbers }));
  }
  if (rebuilt === null) return EXIT.unexpected;
  if (flags.keep !== undefined && flags.keep !== false) {
    const file = witnessFileOf(address, source.address, settings)!;
    terminal.err(`kept: ${keepWitness(file, typeof flags.keep === 'string' ? flags.keep : undefined)}\n`);
  }
  return EXIT.nothingUnexpected;
};
