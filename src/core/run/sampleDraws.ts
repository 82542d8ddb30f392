import { kernels } from '../../numerics/kernels/inUse.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { cellStream } from '../judge/address.ts';
import { bindCell } from '../judge/bindCell.ts';
import { bindClaim } from '../judge/boundClaim.ts';
import { runTrial } from '../judge/runTrial.ts';
import type { Theorem } from '../theorem.ts';
import type { CriticalMeasurement, Measurement, SampleRow, SampleTask } from './task.ts';

/** The critical constant on one draw. Throws: `Error` where its search crashed: a draw must not be left out of a sample of fixed size. */
const criticalOn = (
  theorem: Theorem,
  { claim, cell }: CriticalMeasurement,
): ((stream: Stream, index: number) => SampleRow) => {
  const at = bindCell(bindClaim(claim, theorem.axes), cell, theorem.settings);
  return (stream, index) => {
    const { critical, outcome, endedBy } = runTrial(at, stream, index, 'exhaust');
    if (outcome.kind === 'unresolved' && outcome.why === 'crashed')
      throw new Error(`${claim.id}, draw ${index}: ${outcome.note ?? 'it crashed'}`);
    const row = critical ?? { attack: null, certificate: null };
    return endedBy === undefined ? row : { ...row, endedBy };
  };
};

const measuring = (
  theorem: Theorem,
  { at, of }: SampleTask,
): ((stream: Stream, index: number) => SampleRow) => {
  if (of.kind === 'critical') return criticalOn(theorem, of as CriticalMeasurement);
  const { measure } = theorem;
  if (measure === undefined) throw new Error(`${theorem.id} measures no ${of.kind}`);
  return (stream, index) => kernels().arena.scope(() => measure(stream.child(index), at, of as Measurement));
};

/** Measures a stretch of draws, and yields to the event loop after each. A search that throws ends it. */
export const sampleDraws = async (
  theorem: Theorem,
  task: SampleTask,
  whenAlive: () => void = () => {},
): Promise<readonly SampleRow[]> => {
  const { seed, purpose, claim, at, from, to } = task;
  const stream = cellStream(seed, purpose, claim, theorem.axes, at);
  const measure = measuring(theorem, task);
  const rows: SampleRow[] = [];
  for (let index = from; index < to; index += 1) {
    rows.push(measure(stream, index));
    await new Promise((resolve) => setImmediate(resolve));
    whenAlive();
  }
  return rows;
};
