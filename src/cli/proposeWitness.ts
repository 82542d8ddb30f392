import { streamOf } from '../core/judge/judgeCell.ts';
import { refineDraw } from '../core/judge/runTrial.ts';
import { parseWitness } from '../core/run/witnessAddress.ts';
import type { Verifiable } from '../core/verify/verifiable.ts';
import { cellOfWitness, claimOf } from './witnesses.ts';

/**
 * Finds the choice of a witness again, as its trial did, for somebody else to check: null where the theorem proposes none.
 *
 * Throws: `UsageError` for an address that names no cell a claim of these theorems can have.
 */
export const proposeWitness = (text: string, verifiables: readonly Verifiable[]): unknown => {
  const theorems = verifiables.map(({ theorem }) => theorem);
  const address = parseWitness(text, theorems);
  const listed = claimOf(address, theorems);
  const at = cellOfWitness(listed, address);
  const { redraw } = verifiables.find(({ theorem }) => theorem === listed.theorem)!;
  const proposing = redraw?.propose?.(at.setting);
  if (proposing === undefined) return null;
  const { setting, proposal } = proposing;
  const stream = streamOf(at, address).child(address.trial);
  return proposal(refineDraw({ ...at, setting }, stream, 'decide').found);
};
