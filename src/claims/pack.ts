import type { Claim } from './claim.ts';

/** The claims of one theorem, or of one paper, under one name. */
export interface Pack {
  readonly name: string;
  readonly claims: readonly Claim[];
}
