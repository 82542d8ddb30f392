/** Numbers for which JSON has no word, or one that loses their sign, under their names. */
const NAMED: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

const nameOf = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** The key that stands before such a name; no record of a result has a field of this name. */
const KEY = '#number';

/** Plain data as it may travel through JSON without a change: a queue knows no other way, and a thread would lose nothing. */
export const carried = (content: unknown): unknown =>
  JSON.parse(
    JSON.stringify(content, (_, value: unknown) =>
      typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
        ? { [KEY]: nameOf(value) }
        : value,
    ),
  );

/** What `carried` was given, but for fields that were undefined. */
export const unpacked = (content: unknown): unknown => {
  if (Array.isArray(content)) return content.map(unpacked);
  if (typeof content !== 'object' || content === null) return content;
  const named = (content as Readonly<Record<string, unknown>>)[KEY];
  if (typeof named === 'string') return NAMED[named];
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, unpacked(value)]));
};
