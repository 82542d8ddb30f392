import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * A sentence for each shard whose blob is not in `folder`, told by the names that vitest gives them: `blob-1-2.json` is
 * the first of two. Blobs under other names are merged as they are, and nothing is asked of them.
 */
export const shardsMissingIn = (folder: string): readonly string[] => {
  const shards = readdirSync(folder).flatMap((name) => {
    const found = /^blob-(\d+)-(\d+)\.json$/.exec(basename(name));
    return found === null ? [] : [{ index: Number(found[1]), count: Number(found[2]) }];
  });
  const counts = [...new Set(shards.map(({ count }) => count))];
  return counts.flatMap((count) =>
    Array.from({ length: count }, (_, i) => i + 1)
      .filter((index) => !shards.some((shard) => shard.index === index && shard.count === count))
      .map((index) => `shard ${index} of ${count}: its blob is not in ${folder}`),
  );
};
