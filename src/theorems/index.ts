import type { Theorem } from '../core/theorem.ts';
import { davidsonSzarek } from './davidsonSzarek.ts';
import { johnsonLindenstrauss } from './johnsonLindenstrauss.ts';
import { laurentMassart } from './laurentMassart.ts';
import { lazyTraining } from './lazyTraining/theorem.ts';
import { ntk } from './ntk/theorem.ts';
import { cover } from './randomMatrices/cover.ts';
import { gaussianRip } from './randomMatrices/gaussianRip.ts';
import { l1Recovery } from './randomMatrices/l1Recovery.ts';
import { randomNetworks } from './randomNetworks/theorem.ts';

/** Every theorem of this package: a new one is a line here. */
export const theorems: readonly Theorem[] = [
  lazyTraining,
  randomNetworks,
  ntk,
  laurentMassart,
  davidsonSzarek,
  johnsonLindenstrauss,
  gaussianRip,
  cover,
  l1Recovery,
];

/** The address of this module, for threads. */
export const theoremsModule = new URL('./index.js', import.meta.url).href;
