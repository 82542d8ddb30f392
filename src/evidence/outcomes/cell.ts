/** How the instances of a cell are drawn: by the reduced law, or as the whole matrix W0. */
export type Mode = 'reduced' | 'ambient';

/**
 * One place at which a claim is tried: the dimension d, the width m, the radius factor C0, the allowed failure rate γ
 * and the values of the claim's free constants.
 */
export interface Cell {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly mode: Mode;
}

/** The cell in one line of text, the same for equal cells: `d=100,m=63096,C0=1,gamma=0.05,C2=4.84,mode=reduced`. */
export const cellKey = (cell: Cell): string => {
  const constants = Object.keys(cell.constants)
    .sort()
    .map((name) => `${name}=${cell.constants[name]}`);
  return [
    `d=${cell.d}`,
    `m=${cell.m}`,
    `C0=${cell.C0}`,
    `gamma=${cell.gamma}`,
    ...constants,
    `mode=${cell.mode}`,
  ].join(',');
};
