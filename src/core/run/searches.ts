import type { Claim } from '../claim.ts';
import {
  atProfile,
  crossingOrder,
  isStudy,
  type Listed,
  type Profile,
  type Search,
  type Theorem,
} from '../theorem.ts';

/** The searches of a profile for a claim; none for a control, which is known to be false. */
export const searchesOf = (
  profile: Profile,
  { control, searches }: Claim,
  { defaultSearches = {} }: Pick<Theorem, 'defaultSearches'>,
): readonly Search[] => (control === true ? [] : atProfile(searches ?? defaultSearches, profile));

/** The symbols of a record: axes in the order of their declaration, then constants in that of the record. */
const inOrder = (
  record: Readonly<Record<string, unknown>>,
  theorem: Pick<Theorem, 'axes'>,
): readonly string[] => {
  const names = Object.keys(record);
  const axes = theorem.axes.map(({ symbol }) => symbol);
  return [...axes.filter((axis) => names.includes(axis)), ...names.filter((name) => !axes.includes(name))];
};

/** The symbols that a search draws, in the order in which it draws and shrinks them. */
export const searchedSymbols = ({ over }: Search, theorem: Pick<Theorem, 'axes'>): readonly string[] =>
  inOrder(over, theorem);

/** A search in one line of text, by which its draws are addressed: another text, other draws. */
export const searchKey = ({ goal, over, at, draws }: Search, theorem: Pick<Theorem, 'axes'>): string => {
  const all: Readonly<Record<string, unknown>> = { ...over, ...at };
  const entries = inOrder(all, theorem).map((symbol) => {
    const span = over[symbol];
    if (span?.per === undefined) return [symbol, all[symbol]];
    const { from, to, per } = span;
    return [`${symbol}${per === 10 ? 'Tenths' : `Per${per}`}`, { from, to }];
  });
  return JSON.stringify({ goal, ...Object.fromEntries(entries), draws });
};

/** What a search looks for, in words. Failure rates stay unsaid. */
export const searchInWords = (search: Search, theorem: Pick<Theorem, 'axes' | 'table'>): string => {
  const { goal, over, at } = search;
  const axes = theorem.axes.map(({ symbol }) => symbol);
  // Panels, then rows and columns: how words name a point.
  const said = crossingOrder(theorem)
    .filter(({ kind }) => kind !== 'rate')
    .map(({ symbol }) => symbol);
  const largest = ([symbol, { to, per = 1 }]: [string, Search['over'][string]]): string =>
    `${symbol} ≤ ${to / per}`;
  const ranges = searchedSymbols(search, theorem).map((symbol) => largest([symbol, over[symbol]!]));
  const fixed = [...said, ...Object.keys(at).filter((name) => !axes.includes(name))]
    .filter((symbol) => at[symbol] !== undefined)
    .map((symbol) => `${symbol} = ${at[symbol]}`);
  const where = fixed.length === 0 ? '' : ` at ${fixed.join(', ')}`;
  return goal === 'smallest'
    ? `the smallest refuted cell with ${ranges.join(', ')}${where}`
    : `the largest refuted ${ranges.join(', ')}${where}`;
};

/** One search of one claim, in the order of the report. */
export interface PlannedSearch {
  readonly theorem: Theorem;
  readonly claim: Claim;
  readonly search: Search;
}

/** All searches of a profile for these claims. */
export const planSearches = (profile: Profile, statements: readonly Listed[]): readonly PlannedSearch[] =>
  statements.flatMap(({ theorem, statement }) =>
    isStudy(statement)
      ? []
      : searchesOf(profile, statement, theorem).map((search) => ({ theorem, claim: statement, search })),
  );

/** A search by its claim and goal, where there is no record of it. */
export const missingSearch = ({ theorem, claim, search }: PlannedSearch, why: string): string =>
  `${claim.id} (${claim.reading}), search for ${searchInWords(search, theorem)}: ${why}`;
