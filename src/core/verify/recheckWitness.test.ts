import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NetworkNumbers } from '../../theorems/lazyTraining/network/printedNetwork.ts';
import { written } from '../../theorems/lazyTraining/plain/written.ts';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { type BoundClaim, bindClaim } from '../judge/boundClaim.ts';
import { parseWitnessFile, type WitnessFile } from '../report/witnessFile.ts';
import { claimsOf } from '../theorem.ts';
import { type Recheck, recheckNumbers, recheckWitness } from './recheckWitness.ts';

type Printed = WitnessFile & { readonly network: NetworkNumbers };

const folder = new URL('../../../fixtures/witnesses/', import.meta.url);

const boundOf = ({ claim, reading }: WitnessFile): BoundClaim =>
  bindClaim(
    claimsOf(lazyTraining).find((one) => one.id === claim && one.reading === reading)!,
    lazySpace.axes,
  );

const printed: readonly Printed[] = readdirSync(folder)
  .map((name) => parseWitnessFile(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name))
  .filter((file): file is Printed => file.network !== null);

const named = printed.map((file) => [`${file.claim}, ${file.reading}`, file] as const);

const why = (found: Recheck): string => ('fails' in found ? found.fails : 'confirmed');

const first = <T>(list: readonly T[], by: (entry: T) => T): T[] => [by(list[0]!), ...list.slice(1)];

it('some kept witnesses print their network', () => {
  expect(printed.length).toBeGreaterThan(0);
});

describe.each(named)('the kept witness of %s', (_, file) => {
  const bound = boundOf(file);

  it('is confirmed, with the values that its file says', () => {
    const found = recheckWitness(written, bound, file);
    if ('fails' in found) throw new Error(found.fails);
    const { confirmed } = found;
    expect(confirmed.by).toBe('explicit');
    expect(confirmed.shown.largestShift).toBeLessThanOrEqual(confirmed.shown.radius!);
    expect(Object.keys(confirmed.values)).toEqual(Object.keys(file.values));
    // Files keep twelve digits.
    for (const [name, value] of Object.entries(file.values))
      expect(confirmed.values[name]).toBeCloseTo(value, 11);
  });

  it('is refused with another margin', () => {
    for (const margin of [file.margin * 1.001, file.margin + 1e-6, -file.margin, 0])
      expect(why(recheckWitness(written, bound, { ...file, margin }))).toMatch(
        /^its margin is .*, and the file says/,
      );
  });

  it('is refused when a row moves beyond the radius, along or across', () => {
    const { along, across } = file.network;
    // At C0 = 0 the ball is W0 alone.
    const far = 2 * file.cell.C0 + 0.1;
    const moves = [
      { along: first(along, () => far) },
      // In one dimension there is nothing across.
      ...(file.cell.d === 1 ? [] : [{ across: first(across, () => -far) }]),
    ];
    for (const move of moves)
      expect(why(recheckWitness(written, bound, { ...file, network: { ...file.network, ...move } }))).toMatch(
        /^a row moves by .*, beyond the radius/,
      );
  });

  it('is refused at a failure rate that puts its cell outside the premise', () => {
    const cell = { ...file.cell, gamma: 1e-300 };
    expect(why(recheckWitness(written, bound, { ...file, cell }))).toBe('its cell lies outside the premise');
  });

  it('is refused by a claim about a quantity that the reference does not know', () => {
    const unknown = bindClaim({ ...bound.claim, conclusion: { lhs: 'halfLife', rhs: '0' } }, lazySpace.axes);
    expect(why(recheckWitness(written, unknown, file))).toBe(
      'the plain reference knows no quantity "halfLife"',
    );
  });
});

describe('a network at which the conclusion holds', () => {
  const claim = claimsOf(lazyTraining).find(
    ({ id, reading }) => id === 'gradient-is-large' && reading === 'printed',
  )!;
  const bound = bindClaim(claim, lazySpace.axes);
  const cell = { d: 2, m: 4, C0: 0, gamma: 0.05, constants: { C1: 0.25, K: 1 } };
  const networkOf = (active: number): NetworkNumbers => ({
    signs: [1, 1, 1, 1],
    W0: [
      [active, 0],
      [-1, 1],
      [-1, 0],
      [-1, -1],
    ],
    along: [0, 0, 0, 0],
    across: [0, 0, 0, 0],
  });

  it('is not a witness', () => {
    // ‖∇f‖ = 3/√4 against √2/4.
    expect(why(recheckNumbers(written, bound, cell, networkOf(3)))).toMatch(
      /^its margin is 1\.146.*, not below zero$/,
    );
  });

  it('is none either where both sides agree to rounding, and is one a little further', () => {
    // ‖∇f‖ = active/2 = √2/4.
    const even = Math.SQRT1_2;
    expect(why(recheckNumbers(written, bound, cell, networkOf(even * (1 - 1e-12))))).toMatch(
      /not below zero$/,
    );
    expect(why(recheckNumbers(written, bound, cell, networkOf(even * (1 - 1e-6))))).toBe('confirmed');
  });
});

describe('the constants of a cell', () => {
  const bound = bindClaim(
    claimsOf(lazyTraining).find(({ id, reading }) => id === 'gradient-is-large' && reading === 'printed')!,
    lazySpace.axes,
  );
  const cell = { d: 2, m: 4, C0: 0, gamma: 0.05, constants: { C1: 0.25, K: 1 } };
  const numbers: NetworkNumbers = {
    signs: [1, 1, 1, 1],
    W0: new Array(4).fill([3, 0]),
    along: [0, 0, 0, 0],
    across: [0, 0, 0, 0],
  };

  it('cannot stand in for a quantity', () => {
    const constants = { ...cell.constants, gradientInf: 0 };
    expect(recheckNumbers(written, bound, { ...cell, constants }, numbers)).toHaveProperty('fails');
  });

  it('are those of the claim, or the witness is refused in a sentence', () => {
    expect(recheckNumbers(written, bound, { ...cell, constants: { C1: 0.25 } }, numbers)).toHaveProperty(
      'fails',
    );
  });
});
