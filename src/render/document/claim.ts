import { verdicts as cellVerdicts } from '../../core/judge/verdict.ts';
import type {
  Alpha,
  CellReport,
  ClaimReport,
  ConstantReport,
  Report,
  TheoremReport,
} from '../../core/report/report.ts';
import { count, eValue, lowerBound, upperBound } from '../numbers.ts';
import {
  basisWord,
  cellPlace,
  constantsLine,
  equation,
  expectation,
  insideOf,
  placeOf,
  plural,
  sentence,
  symbolWord,
  verdictCounts,
} from '../words.ts';
import { detailsOf } from './cellDetails.ts';
import {
  anchor,
  type Block,
  code,
  commands,
  heading,
  lines,
  onlyIn,
  type Part,
  paragraph,
  roomy,
  type Text,
} from './document.ts';
import { figureBlocks } from './figures.ts';
import { joinedCurves } from './joinedCurves.ts';
import { type Panel, panelsOf, tableAxes, varyingAxes } from './layout.ts';
import { failureRates } from './pictures/failureRates.ts';
import { otherSide, quantitiesOf, quantityCharts } from './pictures/quantities.ts';
import { markOf, verdictTable } from './verdicts.ts';

/** What a reader may type to find a claim. */
export const filterWords = (claim: ClaimReport): string =>
  [claim.id, claim.reading, claim.verdict, placeOf(claim.source), claim.control ? 'control' : '']
    .join(' ')
    .toLowerCase();

/** How far a constant may go with every cell still inside its premise; nothing where each cell has a value of its own. */
const rangeOf = (claim: ClaimReport, name: string): string => {
  const inside = insideOf(claim);
  const ranges = inside.flatMap(({ constantRanges }) => constantRanges[name] ?? []);
  const lows = ranges.flatMap(({ atLeast }) => atLeast ?? []);
  const highs = ranges.flatMap(({ atMost }) => atMost ?? []);
  if (lows.length + highs.length === 0 || new Set(inside.map(({ constants }) => constants[name])).size > 1)
    return '';
  const said = [
    ...(lows.length === 0 ? [] : [`from ${equation(name, upperBound(Math.max(...lows), 4))} on`]),
    ...(highs.length === 0 ? [] : [`up to ${equation(name, lowerBound(Math.min(...highs), 4))}`]),
  ];
  const all =
    ranges.length === 1
      ? 'the cell inside stays inside'
      : `all ${count(ranges.length)} cells inside stay inside`;
  return ` (${all} ${said.join(' and ')})`;
};

/** The quantifiers as one line: `For every C0 there is K such that …`. */
const quantifierLine = (prefix: readonly string[]): string => sentence(prefix.join(', '));

const boundWord = ({ bound, weaker, mayDependOn }: ConstantReport): string => {
  if (bound === 'given') return 'given: the claim is for every value';
  if (bound === 'printed') return 'as the source prints it';
  const depends =
    mayDependOn.length === 0
      ? 'some absolute value'
      : `some value, which ${mayDependOn.map(symbolWord).join(' and ')} may decide`;
  return `${depends}${weaker === 'none' ? '' : `; the claim says less the ${weaker} it is`}`;
};

const statement = (claim: ClaimReport): Block => {
  const { premise, prefix, conclusion, constants } = claim;
  const free = Object.entries(constants).map(
    ([name, constant]): Text => [
      ...[code(name), `, ${constant.says} (${boundWord(constant)}); unless said otherwise `],
      ...[code(constant.first), rangeOf(claim, name)],
    ],
  );
  return {
    kind: 'terms',
    role: 'statement',
    terms: [
      ['For', quantifierLine(prefix)],
      ...(premise.length === 0
        ? []
        : [['If', ...premise.map((formula) => ({ kind: 'formula', ...formula }) as const)] as const]),
      ['Then', { kind: 'formula', ...conclusion, display: true }],
      ...(free.length === 0 ? [] : [['Constants', ...free] as const]),
    ],
  };
};

const certainty = ({
  error,
  product,
  verdict,
  basis,
  proof,
  sentence: left,
  onTrust,
}: ClaimReport): readonly Block[] => {
  const proved =
    proof === undefined
      ? []
      : [
          paragraph(
            `${sentence(`${proof.verdict} by proof: ${proof.because}`)} The proof is in docs/mathematics.md#${proof.anchor}.${proof.checked === null ? '' : ` Computed for this report: ${proof.checked}.`}`,
            'certainty',
          ),
        ];
  if (basis === 'proof') return proved;
  const wrong =
    error === 0
      ? 'A computation, confirmed with room for rounding: chance has no part in this verdict.'
      : `This verdict is wrong with chance at most ${upperBound(error ?? 1)}.`;
  const multiplied = `Over ${count(product?.cells ?? 0)} cells with draws of their own, the product of the e-values against the claim is ${eValue(product?.log10ER ?? 0)}.`;
  const rests = `${sentence(`${verdict} ${basisWord[basis]}`)}`;
  return [
    ...proved,
    ...(left === null ? [] : [paragraph(sentence(left), 'certainty')]),
    paragraph(error === null ? rests : `${rests} ${wrong}`, 'certainty'),
    ...(onTrust === undefined ? [] : [paragraph(sentence(onTrust), 'certainty')]),
    ...(product === null || product.cells < 2 ? [] : roomy(paragraph(multiplied, 'certainty'))),
  ];
};

/** What follows for its cells from other claims, a line for each reason. */
const followed = ({ follows = [], cells }: ClaimReport): readonly Block[] => {
  const reasons = [...new Set(follows.map(({ because }) => because))];
  return reasons.map((reason) => {
    const found = follows.filter(({ because }) => because === reason);
    const places = found.map(({ cell }) => cellPlace(cells[cell]!)).join('; ');
    const { anchor: place, error } = found[0]!;
    const wrong = error === null ? '' : ` It is wrong with chance at most ${upperBound(error)}.`;
    return paragraph(
      `${sentence(`at ${places}: ${reason}`)}${wrong} See docs/mathematics.md#${place}.`,
      'certainty',
    );
  });
};

/** `10 supported; 2 outside, not counted`: the verdicts of the cells that count. */
export const cellCounts = (claim: ClaimReport): string => {
  const inside = insideOf(claim);
  const outside = claim.cells.length - inside.length;
  return `${verdictCounts(inside)}${outside === 0 ? '' : `; ${count(outside)} outside, not counted`}`;
};

/** What a chart of a quantity holds it against. */
const quantityKey = (claim: ClaimReport, quantity: string): Text => {
  const side = otherSide(claim, quantity);
  const held = claim.cells.some(({ bound }) => bound !== null);
  return side !== null && held ? ['Dashed: ', code(side.text), `; the claim fails ${side.fails} it.`] : '';
};

/** Up to this many claims a page shows everything of each; beyond, it would be too long to send or to read. */
export const MOST_WHOLE = 24;

/** How to read the figures and tables of all claims, said once. */
export const howToRead: readonly Block[] = onlyIn(['page'], {
  kind: 'folded',
  summary: 'How to read the figures and the cells',
  blocks: [
    paragraph(
      'Failure rates: the dot is the share of trials violated, the bar the confidence bounds of the rate, the upright line the rate that the claim allows, a cross the exact rate, on a third-root axis. A verdict rests on the e-value, which is sharper than the bar: a bar may cross the line.',
    ),
    paragraph(
      'Quantities: on each draw a quantity is known from below (median at the tip of ▲) or from above (median at the tip of ▼), or both; the thin bar spans all draws. Colors are those of the verdicts.',
    ),
    paragraph([
      `In a report of more than ${MOST_WHOLE} claims a figure stands where it shows more than the table beside it, and those claims that came out as they should keep their statement, their verdicts and why; what their cells show is summed up in a sentence. `,
      ...[code('report.md'), ' and ', code('report.json'), ' beside this file have every number of each.'],
    ]),
  ],
});

/** Two places show no shape, and what is seen there stands in the table: among many claims a chart has at least so many. */
const FEWEST_PLACES = 3;

/** The pictures of a claim: its failure rates, and each quantity against the axes of the table. Rates stand in rows too, where space is short. */
const pictures = (
  claim: ClaimReport,
  panels: readonly Panel[],
  theorem: TheoremReport,
  detail: Detail,
): readonly Block[] => {
  if (detail === 'shortest') return [];
  const varying = varyingAxes(claim.cells, theorem);
  const named = varying.length === 0 ? tableAxes(claim.cells, theorem) : varying;
  const groups = [
    ...(detail === 'whole'
      ? [{ title: 'Failure rates', key: '', charts: failureRates(claim, panels, named) }]
      : []),
    ...quantitiesOf(claim).flatMap((quantity) =>
      varying.map((axis) => ({
        title: [code(quantity), ` against ${symbolWord(axis)}`],
        key: quantityKey(claim, quantity),
        charts: quantityCharts(claim, panels, quantity, axis, detail === 'whole' ? 2 : FEWEST_PLACES),
      })),
    ),
  ];
  return groups.flatMap(({ title, key, charts }) =>
    charts.length === 0
      ? []
      : onlyIn(['page'], heading(title), {
          ...{ kind: 'charts', key },
          // In short, the table beside them has the numbers.
          charts: detail === 'whole' ? charts : charts.map((chart) => ({ ...chart, description: '' })),
        }),
  );
};

const orDash = (text: string): string => (text === '' ? '–' : text);

const detailRow = (cell: CellReport): readonly Text[] => {
  const said = detailsOf(cell);
  const { verdict } = cell;
  const odd = markOf(cell).odd === true;
  return [
    lines(cellPlace(cell), cell.mode === 'reduced' ? '' : cell.mode, said.constants, said.regime),
    lines({ kind: 'verdict', verdict }, odd ? { kind: 'odd', of: said.expected } : said.expected),
    lines(count(cell.trials), `of ${count(cell.cap)}`),
    ...[cell.violated, cell.certified, cell.unresolved, cell.skipped].map((n) => count(n)),
    orDash(said.against),
    orDash(said.inFavor),
    lines(orDash(said.rate), said.exactRate, said.allowed),
    lines(...(said.observed.length === 0 ? ['–'] : said.observed), said.bound),
    orDash(said.margin),
    lines(...said.power),
    lines({ kind: 'command', text: cell.replay }, said.note),
  ];
};

/** Cells of a claim that are shown in detail, and notes that a terminal prints: a browser and a reader can take in no more. */
const MOST_DETAILED = 500;
const MOST_NOTES = 20;

/** The cells that a reader would ask about first: unexpected, refuted, undecided, any other. */
const urgency = (cell: CellReport): number =>
  markOf(cell).odd === true ? 0 : cell.verdict === 'refuted' ? 1 : cell.verdict === 'undecided' ? 2 : 3;

/** The places of the cells that are shown in detail, in order: all of them where they are not too many. */
const detailedIn = ({ cells }: ClaimReport): readonly number[] =>
  cells
    .map((cell, place) => ({ place, urgency: urgency(cell) }))
    .sort((a, b) => a.urgency - b.urgency || a.place - b.place)
    .slice(0, MOST_DETAILED)
    .map(({ place }) => place)
    .sort((a, b) => a - b);

/** `All 16 cells`, or how many of them. */
const detailedInWords = ({ cells }: Pick<ClaimReport, 'cells'>): string => {
  if (cells.length === 1) return 'Its cell';
  if (cells.length <= MOST_DETAILED) return `All ${plural(cells.length, 'cell')}`;
  return `${MOST_DETAILED} of ${plural(cells.length, 'cell')}, the unexpected, refuted and undecided first (report.json has all)`;
};

const detailsTable = (
  claim: ClaimReport,
  { refute, support }: Alpha,
  ids: readonly string[],
  detailed: readonly number[],
): Block => ({
  kind: 'table',
  role: 'details',
  caption: `${detailedInWords(claim)} in detail, each at α = ${upperBound(refute)} to refute, ${upperBound(support)} to support`,
  columns: [
    ...['Cell', 'Verdict', 'Trials', 'Violated', 'Certified', 'Unresolved', 'Skipped'],
    ...['E-value against a rate no higher than allowed', 'E-value against one no lower', 'Failure rate'],
    ...['Seen on the draws', 'Margin: least, median, greatest', 'Power at the cap', 'Replay'],
  ],
  rows: detailed.map((place) => detailRow(claim.cells[place]!)),
  ids: detailed.map((place) => ids[place]!),
});

/** How much of a claim a page shows: all of it, or what a reader of many claims needs. */
export type Detail = 'whole' | 'short' | 'shortest';

/**
 * How much a page shows of a claim. Among many, those that came out as they should, controls included, keep their statement, their
 * verdicts and why; the others also figures, tables and a row for each cell that asks for one.
 */
export const detailOf = (claim: ClaimReport, { claims }: Report): Detail => {
  if (claims.length <= MOST_WHOLE) return 'whole';
  const asked = claim.cells.some((cell) => markOf(cell).odd === true);
  const calm = claim.control || claim.verdict === 'supported' || claim.verdict === 'vacuous';
  return calm && !asked ? 'shortest' : 'short';
};

/** Whether a cell is shown in a row of its own on a page; the others have nothing to explain. */
const hasRow = (cell: CellReport, detail: Detail): boolean =>
  detail === 'whole' || markOf(cell).odd === true || (detail === 'short' && urgency(cell) < 3);

/** A cell in a row of a page; `shared` are the constants that the caption names. */
const pageRow = (cell: CellReport, shared: string): readonly Text[] => {
  const said = detailsOf(cell);
  const odd = markOf(cell).odd === true;
  const counted = [
    [cell.violated, 'violated'],
    [cell.certified, 'certified'],
    [cell.unresolved, 'unresolved'],
    [cell.skipped, 'skipped'],
  ] as const;
  const counts = counted.filter(([n]) => n > 0).map(([n, word]) => `${count(n)} ${word}`);
  return [
    lines(
      cellPlace(cell),
      cell.mode === 'reduced' ? '' : cell.mode,
      said.constants === shared ? '' : said.constants,
      cell.regime === 'inside' ? '' : said.regime,
    ),
    lines({ kind: 'verdict', verdict: cell.verdict }, odd ? { kind: 'odd', of: said.expected } : ''),
    lines(`${count(cell.trials)} of ${count(cell.cap)}`, counts.join(', ')),
    lines(orDash(said.against), orDash(said.inFavor)),
    lines(orDash(said.rate), said.exactRate, said.allowed),
    lines(said.margin === '' ? '' : `margin ${said.margin}`, ...said.observed, said.bound, said.note, {
      kind: 'command',
      text: cell.replay,
    }),
  ];
};

/** The cells without a row: how many, their trials, the least e-value and the least margin among them. */
const restLine = (cells: readonly CellReport[], verdict: CellReport['verdict']): readonly Block[] => {
  const rest = cells.filter((cell) => cell.verdict === verdict);
  if (rest.length === 0) return [];
  const trials = rest.map((cell) => cell.trials);
  const inFavor = rest.flatMap(({ log10EA }) => log10EA ?? []);
  const margins = rest.flatMap(({ margin }) => margin?.min ?? []);
  const [fewest, most] = [Math.min(...trials), Math.max(...trials)];
  const violated = rest.reduce((sum, cell) => sum + cell.violated, 0);
  const all = trials.reduce((sum, n) => sum + n, 0);
  const facts = [
    most === 0
      ? 'no trial met the premise'
      : `${fewest === most ? count(most) : `${count(fewest)} to ${count(most)}`} trials each, ${count(violated)} of ${count(all)} violated`,
    ...(verdict === 'supported' && inFavor.length > 0
      ? [`e-value for the claim at least ${eValue(Math.min(...inFavor))}`]
      : []),
    ...(most > 0 && margins.length > 0 ? [`least margin ${lowerBound(Math.min(...margins))}`] : []),
  ];
  return [
    paragraph(`${sentence(`${plural(rest.length, 'cell')} ${verdict}, as expected: ${facts.join('; ')}`)}`),
  ];
};

/** The cells of a claim for a page: a row for each that a reader would ask about, a sentence for the others. */
const cellsOnPage = (
  { cells }: ClaimReport,
  { refute, support }: Alpha,
  ids: readonly string[],
  detailed: readonly number[],
  detail: Detail,
): readonly Block[] => {
  const places = detailed.filter((place) => hasRow(cells[place]!, detail));
  const others = cells.filter((cell) => !hasRow(cell, detail));
  const constants = [...new Set(places.map((place) => constantsLine(cells[place]!.constants)))];
  const shared = detail !== 'whole' && constants.length === 1 ? constants[0]! : '';
  const rows: Block = {
    ...{ kind: 'table', role: 'details' },
    caption: `${detail === 'whole' ? `${detailedInWords({ cells })} in detail, each` : shared === '' ? 'Each' : `${shared}; each`} at α = ${upperBound(refute)} to refute, ${upperBound(support)} to support`,
    columns: [
      'Cell',
      'Verdict',
      'Trials',
      'E-values: against, for',
      'Failure rate',
      'Seen, and how to replay it',
    ],
    rows: places.map((place) => pageRow(cells[place]!, shared)),
    ids: places.map((place) => ids[place]!),
  };
  return onlyIn(
    ['page'],
    heading('Cells'),
    ...cellVerdicts.flatMap((verdict) => restLine(others, verdict)),
    ...(places.length === 0 ? [] : [rows]),
  );
};

/** What became of the cells of a claim on draws. */
const drawnBlocks = (
  claim: ClaimReport,
  theorem: TheoremReport,
  alpha: Alpha,
  ids: readonly string[],
  id: string,
  detail: Detail,
): readonly Block[] => {
  const panels = panelsOf(claim, theorem);
  const detailed = detailedIn(claim);
  const known = new Map(detailed.map((place) => [claim.cells[place]!, ids[place]!]));
  const idOf = (cell: CellReport): string => (hasRow(cell, detail) ? (known.get(cell) ?? id) : '');
  const pictured = panels.map((panel) => ({
    ...panel,
    cells: panel.cells.filter((cell) => known.has(cell)),
  }));
  const notes = claim.cells.filter(({ note }) => note !== null);
  const more = notes.length - MOST_NOTES;
  const across = tableAxes(claim.cells, theorem).map(symbolWord).join(' and ');
  return [
    ...onlyIn(['page'], heading(across === '' ? 'Verdict' : `Verdicts across ${across}`)),
    { kind: 'verdicts', tables: panels.map((panel) => verdictTable(panel, idOf)) },
    ...onlyIn(
      ['terminal'],
      ...notes.slice(0, MOST_NOTES).map((cell) => paragraph(`${cellPlace(cell)}: ${cell.note}`)),
      ...(more > 0 ? [paragraph(`${plural(more, 'more cell')} with a note: see report.json`)] : []),
    ),
    ...pictures(claim, pictured, theorem, detail),
    ...cellsOnPage(claim, alpha, ids, detailed, detail),
    ...onlyIn(['markdown'], detailsTable(claim, alpha, ids, detailed)),
  ];
};

/** A block for all media but the page. */
const elsewhere = (block: Block): readonly Block[] => {
  const only = (block.only ?? (['terminal', 'markdown'] as const)).filter((medium) => medium !== 'page');
  return only.length === 0 ? [] : [{ ...block, only }];
};

/** A cell that was studied as a whole: why its verdict, and what shows it. */
const studiedCell = (cell: CellReport, id: string, detail: Detail): Part => {
  const regime = cell.regime === 'outside' ? 'outside the premise' : '';
  const tail = [cellPlace(cell), constantsLine(cell.constants), regime].filter(Boolean).join(', ');
  const odd: Text = { kind: 'odd', of: `not as expected (${expectation(cell.expect)})` };
  return {
    kind: 'part',
    role: 'cell',
    id,
    head: { title: '', note: '', verdict: cell.verdict, tail },
    blocks: [
      ...(markOf(cell).odd === true ? [paragraph(odd)] : []),
      paragraph(sentence(cell.because ?? '')),
      ...(cell.figures ?? [])
        .flatMap(figureBlocks)
        // Lines fit everywhere; a table of a study is left to those who have the room.
        .flatMap((block) => (block.kind === 'table' ? roomy(block) : [block]))
        .flatMap((block) => (detail === 'shortest' ? elsewhere(block) : [block])),
      ...roomy(commands(cell.replay)),
    ],
  };
};

const studiedBlocks = ({ cells }: ClaimReport, ids: readonly string[], detail: Detail): readonly Block[] => [
  ...(detail === 'shortest' ? [] : joinedCurves(cells).flatMap(figureBlocks)),
  ...cells.map((cell, i) => studiedCell(cell, ids[i]!, detail)),
];

/** The command that shows the rest of a claim. */
const restOf = ({ id, reading }: ClaimReport): readonly Block[] =>
  onlyIn(
    ['page'],
    paragraph([
      'Its figures and every number of its cells: ',
      { kind: 'command', text: `npx lakatos check ${id} --reading ${reading} --out mine` },
    ]),
  );

/** One claim: its sentence and formulas, its verdicts, and every cell in detail. */
export const claimPart = (
  claim: ClaimReport,
  theorem: TheoremReport,
  alpha: Alpha,
  detail: Detail = 'whole',
): Part => {
  const id = anchor(claim.id, claim.reading);
  const ids = claim.cells.map((_, i) => anchor(id, i + 1));
  const drawn = claim.method === 'draws';
  const says = paragraph(`${claim.says}.`, 'says');
  return {
    ...{ kind: 'part', role: 'claim', id, words: filterWords(claim) },
    head: {
      title: claim.id,
      note: `${claim.control ? 'a control, ' : ''}${claim.reading}`,
      verdict: claim.verdict,
      source: claim.source,
      tail: `${drawn ? 'cells inside the premise' : 'cells'}: ${cellCounts(claim)}`,
    },
    blocks: [
      ...(detail === 'shortest' ? onlyIn(['markdown'], says) : roomy(says)),
      ...roomy(statement(claim)),
      ...certainty(claim),
      ...followed(claim),
      ...(drawn ? drawnBlocks(claim, theorem, alpha, ids, id, detail) : studiedBlocks(claim, ids, detail)),
      ...(detail === 'shortest' ? restOf(claim) : []),
    ],
  };
};
