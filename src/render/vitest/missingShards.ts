/** One of `count` parts of a run of vitest, from 1 on. */
export interface SuiteShard {
  readonly index: number;
  readonly count: number;
}

/** The shard that vitest's command line asks for, `--shard=1/2` or `--shard 1/2`; null where it asks for none. */
export const shardAsked = (argv: readonly string[]): SuiteShard | null => {
  const at = argv.findIndex((word) => word === '--shard' || word.startsWith('--shard='));
  const text = argv[at]?.split('=')[1] ?? argv[at + 1] ?? '';
  const found = at < 0 ? null : /^(\d+)\/(\d+)$/.exec(text);
  return found === null ? null : { index: Number(found[1]), count: Number(found[2]) };
};

/** A sentence for each shard of a merged run that left no record in `folder`, told by the shards of the records there. */
export const missingShards = (present: readonly SuiteShard[], folder: string): readonly string[] =>
  [...new Set(present.map(({ count }) => count))].flatMap((count) =>
    Array.from({ length: count }, (_, i) => i + 1)
      .filter((index) => !present.some((shard) => shard.index === index && shard.count === count))
      .map((index) => `shard ${index} of ${count}: no record of it is in ${folder}`),
  );
