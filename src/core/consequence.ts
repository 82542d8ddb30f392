import type { Reading } from './claim.ts';
import type { Verdict } from './judge/verdict.ts';

/** A statement by its id and reading. */
export interface StatementName {
  readonly statement: string;
  readonly reading: Reading;
}

/** A cell by the values of axes and constants. */
export interface ConsequencePoint {
  readonly at: Readonly<Record<string, number>>;
  readonly constants: Readonly<Record<string, number>>;
}

/**
 * The truth of one row's cell follows from that of another's: what supports `from` supports `to`, and what refutes `to`
 * refutes `from`.
 */
export interface Consequence {
  readonly from: StatementName;
  readonly to: StatementName;
  /**
   * The cell of `from` that implies this cell of `to`; null where none does. A constant that it does not name may have any
   * value.
   */
  readonly map: (cell: ConsequencePoint) => ConsequencePoint | null;
  /** Whether the cell of `to` implies that of `from` too. */
  readonly equivalent?: true;
  /** Why, as one clause. */
  readonly why: string;
  /** The heading of the proof in docs/mathematics.md, as a link names it. */
  readonly anchor: string;
}

/** A row as far as others can follow from it. */
export interface Row {
  readonly id: string;
  readonly reading: Reading;
  readonly cells: readonly (ConsequencePoint & {
    readonly verdict: Verdict;
    /** The chance that the verdict is wrong, where the row's cells say so themselves. */
    readonly error?: number | null | undefined;
  })[];
}

/** What follows for one cell of a row from the cells of other rows. */
export interface Follows {
  /** The cell, by its place in the row. */
  readonly cell: number;
  /** Undecided where what follows contradicts what was found, or itself: then neither word stands. */
  readonly verdict: 'supported' | 'refuted' | 'undecided';
  readonly because: string;
  readonly anchor: string;
  /** The chance that a supported or refuted cell is called so wrongly, over every path into it. */
  readonly error: number | null;
}

/** The chances of a wrong word where a cell does not state its own. */
interface Allowed {
  readonly refute: number;
  readonly support: number;
}

const isRow =
  ({ statement, reading }: StatementName) =>
  (row: Row): boolean =>
    row.id === statement && row.reading === reading;

const isNear = (a: number | undefined, b: number): boolean =>
  a !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

const isAt = (cell: ConsequencePoint, { at, constants }: ConsequencePoint): boolean =>
  Object.entries(at).every(([symbol, value]) => isNear(cell.at[symbol], value)) &&
  Object.entries(constants).every(([name, value]) => isNear(cell.constants[name], value));

/** A cell that is another's premise: what it says there, and the chance that it says so wrongly. */
interface Path {
  readonly word: 'supported' | 'refuted';
  readonly speaks: boolean;
  readonly error: number;
  readonly from: string;
  readonly why: string;
  readonly anchor: string;
}

/** Every path into a cell, whether or not the cell at its beginning is decided: its chance of a wrong word counts. */
const pathsInto = (
  row: Row,
  cell: Row['cells'][number],
  rows: readonly Row[],
  consequences: readonly Consequence[],
  allowed: Allowed,
): readonly Path[] => {
  const along = (one: Consequence, other: Row, found: Row['cells'][number], word: Path['word']): Path => ({
    word,
    speaks: found.verdict === word,
    error:
      (found.verdict === word ? found.error : null) ?? allowed[word === 'supported' ? 'support' : 'refute'],
    from: `${other.id} (${other.reading})`,
    why: one.why,
    anchor: one.anchor,
  });
  return consequences.flatMap((one) => {
    const words = (forward: boolean): readonly Path['word'][] =>
      one.equivalent ? ['supported', 'refuted'] : forward ? ['supported'] : ['refuted'];
    const paths: Path[] = [];
    if (isRow(one.to)(row)) {
      const wanted = one.map(cell);
      for (const other of rows.filter(isRow(one.from)))
        for (const found of other.cells)
          if (wanted !== null && isAt(found, wanted))
            paths.push(...words(true).map((word) => along(one, other, found, word)));
    }
    if (isRow(one.from)(row))
      for (const other of rows.filter(isRow(one.to)))
        for (const found of other.cells) {
          const wanted = one.map(found);
          if (wanted !== null && isAt(cell, wanted))
            paths.push(...words(false).map((word) => along(one, other, found, word)));
        }
    return paths;
  });
};

const total = (paths: readonly Path[]): number =>
  Math.min(
    1,
    paths.reduce((sum, { error }) => sum + error, 0),
  );

/**
 * What follows for the cells of a row from what was found in others; nothing for a cell that its own trials decide and no
 * other contradicts.
 *
 * A word that follows is wrong only if a path into the cell is, its own trials among them: their errors add up. Words are
 * carried one step, from cells that were decided by themselves.
 */
export const followsOf = (
  row: Row,
  rows: readonly Row[],
  consequences: readonly Consequence[],
  allowed: Allowed,
): readonly Follows[] =>
  row.cells.flatMap((cell, index): readonly Follows[] => {
    const paths = pathsInto(row, cell, rows, consequences, allowed);
    const speaking = (word: Path['word']): Path | undefined =>
      paths.find((path) => path.word === word && path.speaks);
    const [supporting, refuting] = [speaking('supported'), speaking('refuted')];
    const own = cell.verdict;
    const against = own === 'supported' ? refuting : own === 'refuted' ? supporting : undefined;
    if (against !== undefined || (supporting !== undefined && refuting !== undefined)) {
      const other = against ?? supporting!;
      const said = against === undefined ? `${refuting!.from} is refuted` : `this cell is ${own} by itself`;
      return [
        {
          cell: index,
          verdict: 'undecided',
          because: `${other.from} is ${other.word} at the cell from which this one follows, and ${said}: one of the two is wrong`,
          anchor: other.anchor,
          error: null,
        },
      ];
    }
    const follows = supporting ?? refuting;
    if (own === 'supported' || own === 'refuted' || own === 'vacuous' || follows === undefined) return [];
    const { word, from, why, anchor } = follows;
    const ownError = allowed[word === 'supported' ? 'support' : 'refute'];
    const others = total(paths.filter((path) => path.word === word));
    return [
      {
        cell: index,
        verdict: word,
        because: `${word}, as ${from} is at the cell from which this one follows: ${why}`,
        anchor,
        error: Math.min(1, ownError + others),
      },
    ];
  });
