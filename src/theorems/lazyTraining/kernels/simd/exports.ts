/** What the module of the neurons exports. Addresses and counts in bytes and numbers; see assembly/. */
export interface NeuronExports {
  extremeSums32(u: number, signs: number, reach: number, count: number, out: number): void;
  extremeSums64: NeuronExports['extremeSums32'];
  alwaysActiveSums32(
    u: number,
    signs: number,
    radius: number,
    along: number,
    across: number,
    count: number,
    out: number,
  ): void;
  alwaysActiveSums64: NeuronExports['alwaysActiveSums32'];
  within32(u: number, above: number, atMost: number, count: number, first: number, out: number): number;
  within64: NeuronExports['within32'];
  startSums(signs: number, part: number, count: number, sums: number): void;
  addRow32(target: number, row: number, factor: number, width: number): void;
  addRow64: NeuronExports['addRow32'];
  activeSums(sums: number, signs: number, count: number, out: number): void;
  activePattern32(u: number, signs: number, along: number, count: number, out: number): number;
  activePattern64: NeuronExports['activePattern32'];
  centerPattern32(u: number, signs: number, radius: number, count: number, out: number): void;
  centerPattern64: NeuronExports['centerPattern32'];
  patternSum32(row: number, pattern: number, count: number, out: number): void;
  patternSum64: NeuronExports['patternSum32'];
  patternProduct(p: number, q: number, count: number): number;
  addPatternTo(row: number, pattern: number, factor: number, count: number): void;
  fill(numbers: number, value: number, count: number): void;
  addProjection32(sums: number, squares: number, row: number, factor: number, count: number): void;
  addProjection64: NeuronExports['addProjection32'];
  lengths(squares: number, norms: number, count: number, largest: number): number;
  tracked32(
    u: number,
    signs: number,
    towards: number,
    radius: number,
    sign: number,
    rate: number,
    clearance: number,
    count: number,
    flags: number,
  ): number;
  tracked64: NeuronExports['tracked32'];
  neuronBounds32(
    u: number,
    signs: number,
    towards: number,
    rowNorms: number,
    tracked: number,
    count: number,
    first: number,
    reaches: number,
    terms: number,
    slopes: number,
    kinks: number,
    margins: number,
    jumps: number,
  ): number;
  neuronBounds64: NeuronExports['neuronBounds32'];
  runSums(terms: number, count: number, out: number): void;
  kinkWeights(
    margins: number,
    jumps: number,
    width: number,
    count: number,
    weights: number,
    extra: number,
  ): number;
  gramSums(
    weights: number,
    l0: number,
    r0: number,
    l1: number,
    r1: number,
    l2: number,
    r2: number,
    count: number,
    sums: number,
  ): void;
}
