import { norm } from '../../../numerics/linalg/vectors.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import type { Movement } from '../network/movement.ts';
import { noMovement } from '../network/movement.ts';
import { gradientAcrossAt, gradientAt, signChangesAt, stepAt, valueAt } from '../network/reference.ts';

/** A quantity at W = W0 + movement, by the plain f64 reference. */
export type PlainQuantity = (
  network: ExplicitNetwork,
  movement: Movement,
  constants: Readonly<Record<string, number>>,
) => number;

const atInitialization =
  (quantity: PlainQuantity): PlainQuantity =>
  (network, _, constants) =>
    quantity(network, noMovement(network.m), constants);

const gradientNorm: PlainQuantity = (network, movement) => norm(gradientAt(network, movement, network.x));

/**
 * What the quantities of the claims mean, said a second time from the reference alone: what re-checks a witness shares nothing with
 * what found it.
 */
export const plainQuantities: Readonly<Record<string, PlainQuantity>> = {
  f0: atInitialization((network, movement) => valueAt(network, movement, network.x)),
  gradientNorm0: atInitialization(gradientNorm),
  gradientAcross0: atInitialization((network, movement) =>
    norm(gradientAcrossAt(network, movement, network.x)),
  ),
  fAfterStep: atInitialization((network, movement, { C2 }) => stepAt(network, movement, C2!).valueAfterStep),
  valueSup: (network, movement) => Math.abs(valueAt(network, movement, network.x)),
  gradientInf: gradientNorm,
  signChanges: signChangesAt,
  signKeptSup: (network, movement, { C2 }) => {
    const { value, valueAfterStep } = stepAt(network, movement, C2!);
    return Math.sign(value) * valueAfterStep;
  },
};
