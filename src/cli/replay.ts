import { existsSync, readFileSync } from 'node:fs';
import type { Claim } from '../claims/claim.ts';
import { twelveDigits } from '../evidence/outcomes/decimals.ts';
import type { Confirmed } from '../evidence/outcomes/outcome.ts';
import { requireAxes } from '../evidence/runner/axes.ts';
import { planCells } from '../evidence/runner/plan.ts';
import { resolveSettings } from '../evidence/runner/settings.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { parseWitness, type WitnessAddress } from '../evidence/runner/witnessAddress.ts';
import { cellStream } from '../evidence/trials/address.ts';
import type { BoundCell } from '../evidence/trials/bindCell.ts';
import { rebuildWitness } from '../evidence/trials/rebuildWitness.ts';
import { toJson } from '../reporters/json.ts';
import { significant } from '../reporters/numbers.ts';
import { claimsNamed } from './context.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';

/** Rebuilding all d·m weights takes some 50 ns each; beyond this many it waits to be asked with --explicit. */
const EXPLICIT_BY_ITSELF = 2e8;

export interface ReplayFlags {
  readonly json?: boolean;
  readonly config?: string;
  readonly explicit?: boolean;
}

/** A witness given as its address, or as a file that holds one (`{ "address": "…" }` or the address alone). */
const addressIn = (text: string): string => {
  if (!existsSync(text)) return text;
  let content: string;
  try {
    content = readFileSync(text, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`${text} cannot be read: ${(error as Error).message}`);
  }
  if (!content.startsWith('{')) return content;
  try {
    const { address } = JSON.parse(content) as { address?: unknown };
    if (typeof address === 'string') return address;
  } catch {
    // Told below in one sentence, together with a file that is JSON and no witness.
  }
  throw new UsageError(
    `${text} is no witness file; expected JSON with an "address" as in a report's "witness"`,
  );
};

const cellOf = (claim: Claim, { cell }: WitnessAddress): BoundCell => {
  requireAxes({ d: [cell.d], C0: [cell.C0], gamma: [cell.gamma] });
  const [planned] = planCells({
    claims: [claim],
    profile: 'quick',
    axes: { d: [cell.d], m: [String(cell.m)], C0: [cell.C0], gamma: [cell.gamma] },
    lets: Object.fromEntries(Object.entries(cell.constants).map(([name, value]) => [name, [value]])),
    readings: null,
    mode: cell.mode,
    trials: null,
    threads: 1,
  });
  return planned!.at;
};

const told = (claim: Claim, at: BoundCell, address: WitnessAddress, confirmed: Confirmed | null): string => {
  const { d, m, C0, gamma, constants } = at.cell;
  const { lhs, rhs } = at.bound.conclusion;
  const settings = Object.entries({ d, m, C0, gamma, ...constants }).map(
    ([name, value]) => `${name} = ${significant(value, 6)}`,
  );
  const lines = [
    `${claim.id} (${claim.reading}) · ${claim.source.place}`,
    `  promises, for all W in the ball: ${claim.says}`,
    `  that is  ${lhs.text} <= ${rhs.text}`,
    `  at       ${settings.join(', ')}`,
    `  draw     trial ${address.trial} of seed ${address.seed}`,
    '',
  ];
  if (confirmed === null) {
    lines.push('On this draw no W was found that violates it: the witness does not reproduce.');
    return `${lines.join('\n')}\n`;
  }
  const values = Object.entries(confirmed.values).map(
    ([name, value]) => `${name} = ${significant(value, 8)}`,
  );
  const scope = { ...confirmed.values, ...at.scope };
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

/**
 * `lakatos replay WITNESS`: draws the network again, rebuilds W, and shows what the claim promised and what W does.
 *
 * Exit code 1 when the witness does not reproduce.
 */
export const replay = async (witness: string, flags: ReplayFlags, terminal: Terminal): Promise<number> => {
  const { claims } = await resolveSettings(flags, terminal.env);
  const address = parseWitness(addressIn(witness));
  const claim = claimsNamed([address.claim], claims).find(({ reading }) => reading === address.reading);
  if (claim === undefined)
    throw new UsageError(
      `claim "${address.claim}" has no ${address.reading} reading; \`lakatos claims\` lists the readings`,
    );
  const at = cellOf(claim, address);
  const { d, m } = at.cell;
  const by = flags.explicit === true || d * m <= EXPLICIT_BY_ITSELF ? 'explicit' : 'revealed';
  const stream = cellStream(address.seed, 'verdict', claim.id, d, m);
  const confirmed = rebuildWitness(at, stream, address.trial, by);
  if (flags.json === true) {
    const values =
      confirmed && Object.fromEntries(Object.entries(confirmed.values).map(([n, v]) => [n, twelveDigits(v)]));
    terminal.out(
      toJson(
        {
          schema: 'lakatos/replay@1',
          witness: addressIn(witness),
          reproduced: confirmed !== null,
          confirmed: confirmed && { ...confirmed, values, margin: twelveDigits(confirmed.margin) },
        },
        'replay',
      ),
    );
  } else terminal.out(told(claim, at, address, confirmed));
  return confirmed === null ? EXIT.unexpected : EXIT.nothingUnexpected;
};
