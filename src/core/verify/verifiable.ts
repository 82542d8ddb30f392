import type { Redraw, Setting, Theorem } from '../theorem.ts';

/** A theorem with the plain code that draws again, where it brings some. */
export interface Verifiable {
  readonly theorem: Theorem;
  readonly redraw: Redraw | null;
}

/** Loads the plain code of these theorems. */
export const verifiables = (theorems: readonly Theorem[]): Promise<readonly Verifiable[]> =>
  Promise.all(theorems.map(async (theorem) => ({ theorem, redraw: (await theorem.redraw?.()) ?? null })));

/**
 * How a theorem without plain code of its own is drawn again: by the sampler of this setting, each quantity by its definition. Only
 * for quantities that no adversary chooses; it shows that run and definition agree, and shares both with the run.
 */
export const redrawByDefinition = (setting: Setting): Redraw => {
  const { quantities } = setting;
  const valuesAt = (draw: unknown, symbols: Iterable<string>, at: Parameters<Redraw['size']>[1]) =>
    Object.fromEntries(
      Array.from(symbols, (symbol) => [
        symbol,
        quantities.find((quantity) => quantity.symbol === symbol)!.value(draw, null, at),
      ]),
    );
  return {
    knows: (wanted) =>
      [...wanted].every((symbol) =>
        quantities.some((quantity) => quantity.symbol === symbol && quantity.over === undefined),
      ),
    exact: () => true,
    size: (_, at, mode) => setting.size?.(at) ?? setting.cost(at, mode).bytes / 8,
    draw: (stream, _, at, mode) => setting.sample(stream, at, mode),
    brackets: (draw, wanted, at) =>
      Object.fromEntries(
        Object.entries(valuesAt(draw, wanted, at)).map(([symbol, value]) => [
          symbol,
          { lower: value, upper: value },
        ]),
      ),
    reread: (draw, _, symbols, at) => ({ values: valuesAt(draw, symbols, at), shown: {} }),
    shownFault: (shown) =>
      Object.keys(shown).length === 0 ? null : 'its witness shows a choice, and there is none to make',
  };
};
