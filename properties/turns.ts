/** Resolves after so many turns of the event loop: work that waits for more of them ends later. */
export const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
};
