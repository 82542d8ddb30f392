/** The last of `all`, where a search ends. Throws: `Error` where there is none. */
export const last = <T>(all: Iterable<T>): T => {
  const found = [...all].at(-1);
  if (found === undefined) throw new Error('last: expected at least one item, got none');
  return found;
};
