import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Claim } from '../core/claim.ts';
import type { BoundCell } from '../core/judge/bindCell.ts';
import { bindClaim, regimeAt } from '../core/judge/boundClaim.ts';
import type { Cell } from '../core/judge/cell.ts';
import { streamOf } from '../core/judge/judgeCell.ts';
import type { Confirmed } from '../core/judge/outcome.ts';
import { type Rebuilt, rebuildWitness } from '../core/judge/rebuildWitness.ts';
import { twelveDigits } from '../core/report/decimals.ts';
import { parseWitnessFile, type WitnessFile } from '../core/report/witnessFile.ts';
import { planCells } from '../core/run/plan.ts';
import { packageRoot } from '../core/run/provenance.ts';
import { LARGEST_SHRUNK, shrinkWitness } from '../core/run/shrinkWitness.ts';
import { UsageError } from '../core/run/usageError.ts';
import { parseWitness, type WitnessAddress } from '../core/run/witnessAddress.ts';
import type { Confirmation, Theorem, Written } from '../core/theorem.ts';
import { type Recheck, recheckNumbers, recheckWitness } from '../core/verify/recheckWitness.ts';
import type { Verifiable } from '../core/verify/verifiable.ts';
import { claimsIn, type ListedClaim } from './context.ts';

type Numbers = NonNullable<WitnessFile['network']>;

/** Where confirmed witnesses are kept, to be replayed first in every run. */
export const corpusFolder = join(packageRoot, 'fixtures', 'witnesses');

/** The claim of a witness, in its reading, with its theorem. Throws: `UsageError` when there is none. */
export const claimOf = (
  { claim: id, reading }: { claim: string; reading: string },
  theorems: readonly Theorem[],
): ListedClaim => {
  const found = claimsIn(theorems).find(({ claim }) => claim.id === id && claim.reading === reading);
  if (found !== undefined) return found;
  throw new UsageError(`there is no claim "${id}" in a ${reading} reading; \`lakatos claims\` lists them`);
};

/** The claim of a witness, with what reads draws of its theorem that are written out. Throws: as `claimOf` does. */
const namedIn = (
  witness: { claim: string; reading: string },
  verifiables: readonly Verifiable[],
): ListedClaim & { readonly written: Written | undefined } => {
  const listed = claimOf(
    witness,
    verifiables.map(({ theorem }) => theorem),
  );
  const own = verifiables.find(({ theorem }) => theorem === listed.theorem);
  return { ...listed, written: own?.redraw?.written };
};

/** The cell that an address names, with the claim bound to it. Throws: `UsageError` on values no cell can have. */
export const cellOfWitness = ({ theorem, claim }: ListedClaim, { cell }: WitnessAddress): BoundCell => {
  const [planned] = planCells({
    theorem,
    claims: [claim],
    profile: 'quick',
    axes: Object.fromEntries(Object.entries(cell.at).map(([symbol, value]) => [symbol, [value]])),
    constantValues: Object.fromEntries(
      Object.entries(cell.constants).map(([name, value]) => [name, [value]]),
    ),
    readings: null,
    mode: cell.mode,
    trials: null,
    threads: 1,
  });
  return planned!.at;
};

/** Draws the witness at an address again; null when it does not reproduce. */
export const rebuildAt = (at: BoundCell, address: WitnessAddress, by: Confirmation): Rebuilt | null => {
  return rebuildWitness(at, streamOf(at, address), address.trial, by);
};

/** A cell as witness files write it. */
export const cellOnFile = ({ at, constants }: Cell): WitnessFile['cell'] =>
  ({ ...at, constants }) as WitnessFile['cell'];

/** All numbers of a witness: the draw, and the choice that its quantities were taken at. */
export const numbersOf = ({ setting, wanted }: BoundCell, { draw, found }: Rebuilt): Numbers => {
  const chosen = [...wanted].find((symbol) => found[symbol]?.attainedAt !== undefined);
  const choice = chosen === undefined ? null : found[chosen]!.attainedAt!();
  return setting.written!(draw, choice) as Numbers;
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
export const replayFile = (witness: WitnessFile, verifiables: readonly Verifiable[]): Recheck => {
  const claim = namedIn(witness, verifiables);
  if (witness.network !== null)
    return recheckWitness(claim.written, bindClaim(claim.claim, claim.theorem.axes), {
      ...witness,
      network: witness.network,
    });
  const address = parseWitness(
    witness.address,
    verifiables.map(({ theorem }) => theorem),
  );
  const at = cellOfWitness(claim, address);
  if (
    address.claim !== witness.claim ||
    address.reading !== witness.reading ||
    !isDeepStrictEqual(cellOnFile(at.cell), witness.cell)
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
export const replayCorpus = (
  claims: Iterable<Claim>,
  verifiables: readonly Verifiable[],
): readonly string[] => {
  const ids = new Set(Array.from(claims, ({ id, reading }) => `${id}/${reading}`));
  return readCorpus()
    .filter(({ witness }) => ids.has(`${witness.claim}/${witness.reading}`))
    .flatMap(({ file, witness }) => {
      const found = replayFile(witness, verifiables);
      return 'fails' in found ? [`the kept witness ${file} does not reproduce: ${found.fails}`] : [];
    });
};

const shrunk = (
  written: Written | undefined,
  at: BoundCell,
  address: WitnessAddress,
  rebuilt: Rebuilt,
): {
  readonly cell: WitnessFile['cell'];
  readonly numbers: Numbers;
  readonly confirmed: Confirmed;
} | null => {
  const { bound, setting, scope } = at;
  const size = setting.size?.(scope) ?? Number.POSITIVE_INFINITY;
  if (written === undefined || setting.written === undefined || size > LARGEST_SHRUNK) return null;
  const cell = cellOnFile(at.cell);
  const looked = (place: WitnessFile['cell'], numbers: Numbers): Recheck =>
    recheckNumbers(written, bound, place, numbers);
  const numbers = numbersOf(at, rebuilt);
  if ('fails' in looked(cell, numbers)) return null;
  const overrides = address.cell.constants;
  const found = shrinkWitness(
    written,
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
  verifiables: readonly Verifiable[],
): WitnessFile | null => {
  const named = namedIn(address, verifiables);
  const { claim } = named;
  const at = cellOfWitness(named, address);
  const rebuilt = rebuildAt(
    at,
    address,
    (at.setting.size?.(at.scope) ?? 0) <= LARGEST_SHRUNK ? 'explicit' : 'revealed',
  );
  if (rebuilt === null) return null;
  const small = shrunk(named.written, at, address, rebuilt);
  const { values, margin } = small?.confirmed ?? rebuilt.confirmed;
  return {
    schema: 'lakatos/witness@1',
    claim: claim.id,
    reading: claim.reading,
    says: `${claim.says}: not so at this W`,
    cell: small?.cell ?? cellOnFile(at.cell),
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
