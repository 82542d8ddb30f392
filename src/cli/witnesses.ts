import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type BoundClaim, bindClaim, regimeAt } from '../claims/boundClaim.ts';
import type { Claim } from '../claims/claim.ts';
import { twelveDigits } from '../evidence/outcomes/decimals.ts';
import type { Confirmation } from '../evidence/outcomes/outcome.ts';
import { parseWitnessFile, type WitnessFile } from '../evidence/outcomes/witnessFile.ts';
import { requireAxes } from '../evidence/runner/axes.ts';
import { planCells } from '../evidence/runner/plan.ts';
import { packageRoot } from '../evidence/runner/provenance.ts';
import type { Settings } from '../evidence/runner/settings.ts';
import { LARGEST_SHRUNK, shrinkWitness } from '../evidence/runner/shrinkWitness.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { parseWitness, type WitnessAddress } from '../evidence/runner/witnessAddress.ts';
import { cellStream } from '../evidence/trials/address.ts';
import type { BoundCell } from '../evidence/trials/bindCell.ts';
import { type Rebuilt, rebuildWitness } from '../evidence/trials/rebuildWitness.ts';
import { type Recheck, recheckNumbers, recheckWitness } from '../evidence/verification/recheckWitness.ts';

/** Where confirmed witnesses are kept, to be replayed first in every run. */
export const corpusFolder = join(packageRoot, 'fixtures', 'witnesses');

/** The claim of a witness, in its reading. Throws: `UsageError` when there is none. */
export const claimOf = (
  { claim: id, reading }: { claim: string; reading: string },
  claims: readonly Claim[],
): Claim => {
  const found = claims.find((claim) => claim.id === id && claim.reading === reading);
  if (found !== undefined) return found;
  throw new UsageError(`there is no claim "${id}" in a ${reading} reading; \`lakatos claims\` lists them`);
};

/** The cell that an address names, with the claim bound to it. Throws: `UsageError` on values no cell can have. */
export const cellOfWitness = (claim: Claim, { cell }: WitnessAddress, { catalogue }: Settings): BoundCell => {
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
    catalogue,
  });
  return planned!.at;
};

/** Draws the witness at an address again; null when it does not reproduce. */
export const rebuildAt = (at: BoundCell, address: WitnessAddress, by: Confirmation): Rebuilt | null => {
  const { d, m } = at.cell;
  const stream = cellStream(address.seed, address.purpose, address.claim, d, m);
  return rebuildWitness(at, stream, address.trial, by);
};

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as a witness: ${(error as Error).message}`);
  }
};

/** Reads a witness file. Throws: `UsageError` naming the file and the field at fault. */
export const readWitnessFile = (file: string): WitnessFile => {
  try {
    return parseWitnessFile(readJson(file), file);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
};

/** The witnesses kept in a folder, in the order of their names. */
export const readCorpus = (
  folder = corpusFolder,
): readonly { readonly file: string; readonly witness: WitnessFile }[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => ({ file: name, witness: readWitnessFile(join(folder, name)) }))
    : [];

/** Looks at a kept witness again: its printed numbers by the plain reference, else the draw at its address. */
export const replayFile = (witness: WitnessFile, settings: Settings): Recheck => {
  const claim = claimOf(witness, settings.claims);
  if (witness.network !== null)
    return recheckWitness(bindClaim(claim), { ...witness, network: witness.network });
  const address = parseWitness(witness.address);
  const at = cellOfWitness(claim, address, settings);
  const { d, m, C0, gamma, constants } = at.cell;
  if (
    address.claim !== witness.claim ||
    address.reading !== witness.reading ||
    !isDeepStrictEqual({ d, m, C0, gamma, constants }, witness.cell)
  )
    return { fails: 'its address is that of another claim or cell' };
  if (regimeAt(at.bound, at.scope) === 'outside') return { fails: 'its cell lies outside the premise' };
  const rebuilt = rebuildAt(at, address, 'revealed');
  if (rebuilt === null) return { fails: 'no W that violates the claim was found on its draw' };
  const { margin } = rebuilt.confirmed;
  return Math.abs(margin - witness.margin) <= 1e-9 * (1 + Math.abs(witness.margin))
    ? rebuilt
    : { fails: `its margin is ${margin}, and the file says ${witness.margin}` };
};

/** What no longer reproduces of the corpus, one sentence each, for the claims of a run. */
export const replayCorpus = (claims: readonly Claim[], settings: Settings): readonly string[] => {
  const ids = new Set(claims.map(({ id, reading }) => `${id}/${reading}`));
  return readCorpus()
    .filter(({ witness }) => ids.has(`${witness.claim}/${witness.reading}`))
    .flatMap(({ file, witness }) => {
      const found = replayFile(witness, settings);
      return 'fails' in found ? [`the kept witness ${file} does not reproduce: ${found.fails}`] : [];
    });
};

const shrunk = (bound: BoundClaim, at: BoundCell, address: WitnessAddress, rebuilt: Rebuilt) => {
  const { d, m, C0, gamma, constants } = at.cell;
  const cell = { d, m, C0, gamma, constants };
  if (d * m > LARGEST_SHRUNK) return null;
  const looked = (place: WitnessFile['cell'], numbers: NonNullable<WitnessFile['network']>): Recheck =>
    recheckNumbers(bound, place, numbers);
  const numbers = rebuilt.numbers();
  if ('fails' in looked(cell, numbers)) return null;
  const overrides = address.cell.constants;
  const found = shrinkWitness(
    bound,
    { cell, numbers, overrides },
    (place, one) => 'confirmed' in looked(place, one),
  );
  const recheck = looked(found.cell, found.numbers);
  return 'fails' in recheck ? null : { ...found, confirmed: recheck.confirmed };
};

/**
 * Makes a file of a witness: shrunk to few and short numbers where the network is small, else by its address alone.
 *
 * Null when the witness does not reproduce.
 */
export const witnessFileOf = (
  address: WitnessAddress,
  text: string,
  settings: Settings,
): WitnessFile | null => {
  const claim = claimOf(address, settings.claims);
  const bound = bindClaim(claim);
  const at = cellOfWitness(claim, address, settings);
  const rebuilt = rebuildAt(at, address, at.cell.d * at.cell.m <= LARGEST_SHRUNK ? 'explicit' : 'revealed');
  if (rebuilt === null) return null;
  const small = shrunk(bound, at, address, rebuilt);
  const { d, m, C0, gamma, constants } = small?.cell ?? at.cell;
  const { values, margin } = small?.confirmed ?? rebuilt.confirmed;
  return {
    schema: 'lakatos/witness@1',
    claim: claim.id,
    reading: claim.reading,
    says: `${claim.says}: not so at this W`,
    cell: { d, m, C0, gamma, constants },
    address: text,
    network: small?.numbers ?? null,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, twelveDigits(value)])),
    margin: twelveDigits(margin),
  };
};

/** Writes a witness file and returns its path. Throws: `UsageError` when the folder cannot be written. */
export const keepWitness = (witness: WitnessFile, folder = corpusFolder): string => {
  const { d, m, C0 } = witness.cell;
  const file = join(folder, `${witness.claim}-${witness.reading}-d${d}-m${m}-C0_${C0}.json`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(witness, null, 1)}\n`);
  } catch (error) {
    throw new UsageError(`the witness cannot be written to ${file}: ${(error as Error).message}`);
  }
  return file;
};
