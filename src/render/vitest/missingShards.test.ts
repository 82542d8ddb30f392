import { describe, expect, it } from 'vitest';
import { missingShards, shardAsked } from './missingShards.ts';

describe('missingShards', () => {
  const of = (count: number, ...indices: readonly number[]) => indices.map((index) => ({ index, count }));

  it('asks for nothing where every shard has a record, or none is a shard', () => {
    expect(missingShards(of(3, 3, 1, 2, 2), 'blobs')).toEqual([]);
    expect(missingShards([], 'blobs')).toEqual([]);
  });

  it('names each shard that has none, whatever its file is called', () => {
    expect(missingShards(of(3, 2), 'blobs')).toEqual([
      'shard 1 of 3: no record of it is in blobs',
      'shard 3 of 3: no record of it is in blobs',
    ]);
  });

  it('does so for each way in which the run was divided', () => {
    expect(missingShards([...of(2, 1), ...of(3, 1, 2, 3)], 'blobs')).toEqual([
      'shard 2 of 2: no record of it is in blobs',
    ]);
  });
});

describe('shardAsked', () => {
  it.each([
    [['run', '--shard=1/2'], { index: 1, count: 2 }],
    [['run', '--shard', '3/8', '--project', 'properties'], { index: 3, count: 8 }],
    [['run'], null],
    [['run', '--shard'], null],
  ])('%j', (argv, shard) => {
    expect(shardAsked(argv)).toEqual(shard);
  });
});
