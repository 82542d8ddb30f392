import type { Verdict } from '../core/judge/verdict.ts';
import { verdicts } from '../core/judge/verdict.ts';
import type { CellReport } from '../core/report/report.ts';
import { type Ink, ink } from './internal/ink.ts';
import { clipped, visible } from './internal/wrap.ts';
import { count, duration } from './numbers.ts';
import { cellLine } from './terminal.ts';
import { glyph, plural } from './words.ts';

/** One claim (in one reading) on its way. */
export interface ClaimProgress {
  readonly id: string;
  readonly reading: string;
  readonly planned: number;
  readonly done: number;
  /** Trials so far, those of unfinished cells included. */
  readonly trials: number;
  /** Verdicts of the cells inside the premise that are done. */
  readonly verdicts: readonly Verdict[];
  /** Cells outside the premise that are done: shown by their number, whatever came of them. */
  readonly outside: number;
  readonly running: number;
}

export interface LiveState {
  /** The claims that are shown. */
  readonly claims: readonly ClaimProgress[];
  /** Cells of the whole run, shown or not. */
  readonly done: number;
  readonly planned: number;
  readonly elapsedSeconds: number;
  /** Share of the work of the whole run that is done, in [0, 1], where costs were estimated; else null: cells are counted. */
  readonly share: number | null;
}

/** What happens to a cell, as far as a watcher cares. `share` is how much of the work on it is done, where that is known. */
export type LiveEvent = { readonly claim: string; readonly reading: string; readonly cell: string } & (
  | { readonly kind: 'cellStarted' }
  | { readonly kind: 'trialsDone'; readonly trials: number; readonly share?: number }
  | { readonly kind: 'cellFinished'; readonly report: CellReport }
);

/** The cells that a run is going to look at, with their estimated costs in any unit, where known. */
export interface LivePlan {
  readonly claims: readonly {
    readonly id: string;
    readonly reading: string;
    readonly cells: number;
    readonly cost?: number;
  }[];
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const shareOf = ({ done, planned, share }: Pick<LiveState, 'done' | 'planned' | 'share'>): number => {
  if (share !== null) return Math.min(1, Math.max(0, share));
  return planned === 0 ? 0 : done / planned;
};

const timeLeft = (share: number, elapsed: number): string => {
  if (share >= 1) return '';
  // Below two seconds or two hundredths the estimate would be noise.
  if (elapsed < 2 || share < 0.02) return ', time left unknown yet';
  return `, about ${duration((elapsed * (1 - share)) / share)} left`;
};

const verdictLine = (
  { verdicts: of, outside }: Pick<ClaimProgress, 'verdicts' | 'outside'>,
  { verdict: paint }: Ink,
  narrow = false,
): string =>
  [
    ...verdicts
      .map((verdict) => ({ verdict, n: of.filter((one) => one === verdict).length }))
      .filter(({ n }) => n > 0)
      .map(({ verdict, n }) => paint(verdict, `${glyph[verdict]} ${n}${narrow ? '' : ` ${verdict}`}`)),
    ...(outside > 0 ? [`(${outside})`] : []),
  ].join('  ');

const nameOf = ({ id, reading }: ClaimProgress): string =>
  `${visible(id)}${reading === 'printed' ? '' : ` (${reading})`}`;

/** Below this width verdicts are signs, and trials are left out. */
const NARROW = 60;

const lineOf = (claim: ClaimProgress, nameWidth: number, width: number, colors: Ink): string => {
  const done = `${count(claim.done)}/${count(claim.planned)}`.padStart(7);
  const name = clipped(nameOf(claim), nameWidth).padEnd(nameWidth);
  const narrow = width < NARROW;
  const start = `${name} ${done} ${narrow ? '' : count(claim.trials).padStart(9)}${narrow ? ' ' : '  '}`;
  const running = claim.done === 0 && claim.running > 0;
  const said = running ? 'running' : verdictLine(claim, ink(false), narrow);
  const room = width - start.length;
  if (room < 1) return clipped(start.trimEnd(), width);
  // A line that is cut loses its colors, so that no escape sequence is cut in two.
  return (
    start + ([...said].length <= room && !running ? verdictLine(claim, colors, narrow) : clipped(said, room))
  );
};

/**
 * The live table as lines, none wider than `width`.
 *
 * `color` adds escape sequences, which take no columns.
 */
export const frame = (state: LiveState, width: number, color = false): string[] => {
  const { claims, done, planned, elapsedSeconds } = state;
  const colors = ink(color);
  const share = shareOf(state);
  const longest = Math.max(0, ...claims.map((claim) => nameOf(claim).length));
  const nameWidth = Math.max(8, Math.min(longest, Math.floor(width * (width < NARROW ? 0.4 : 0.45))));
  const barWidth = Math.max(4, Math.min(40, width - 8));
  const full = Math.floor(share * barWidth);
  const trials = width < NARROW ? '' : ` ${'trials'.padStart(9)}`;
  const head = `${'claim'.padEnd(nameWidth)} ${'cells'.padStart(7)}${trials}  verdicts (outside the premise)`;
  return [
    colors.quiet(clipped(head, width)),
    ...claims.map((claim) => lineOf(claim, nameWidth, width, colors)),
    clipped(`${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${Math.floor(share * 100)} %`, width),
    clipped(
      `${count(done)} of ${plural(planned, 'cell')}, ${duration(elapsedSeconds)}${timeLeft(share, elapsedSeconds)}`,
      width,
    ),
  ];
};

/** What of a stream the progress needs; process.stderr has it. */
export interface LiveStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
}

export interface LiveOptions {
  readonly plan: LivePlan;
  readonly color?: boolean;
  /** Milliseconds now; presentation alone depends on it. */
  readonly now?: () => number;
  /** Redraws per call; returns what stops it. Given, so that a test needs no timer. */
  readonly every?: (milliseconds: number, redraw: () => void) => () => void;
}

export interface LiveProgress {
  readonly on: (event: LiveEvent) => void;
  /** Draws once more, gives the cursor back and stops; safe to call twice, and from a signal handler. */
  readonly stop: () => void;
}

const timer = (milliseconds: number, redraw: () => void): (() => void) => {
  const handle = setInterval(redraw, milliseconds);
  handle.unref(); // It must not keep a finished process alive.
  return () => clearInterval(handle);
};

const ESC = String.fromCharCode(27);
const hideCursor = `${ESC}[?25l`;
const showCursor = `${ESC}[?25h`;
const eraseDown = `${ESC}[0J`;
const up = (lines: number): string => (lines === 0 ? '\r' : `\r${ESC}[${lines}A`);

/** More claims than the screen has rows: those that run come first, then those with most to say. */
const fitting = (state: LiveState, rows: number): LiveState => {
  const room = Math.max(1, rows - 5);
  if (state.claims.length <= room) return state;
  const ranked = [...state.claims].sort((a, b) => b.running - a.running || b.done - a.done).slice(0, room);
  return { ...state, claims: state.claims.filter((claim) => ranked.includes(claim)) };
};

/** What is known of a cell that was started; its verdict once it is done. */
interface CellProgress {
  readonly trials: number;
  readonly share: number;
  readonly verdict: Verdict | null;
  readonly outside: boolean;
}

interface Tracked {
  readonly claim: LivePlan['claims'][number];
  readonly cells: Map<string, CellProgress>;
}

const progressOf = ({ claim: { id, reading, cells: planned }, cells }: Tracked): ClaimProgress => {
  const all = [...cells.values()];
  const done = all.filter(({ verdict }) => verdict !== null);
  const trials = sum(all, (cell) => cell.trials);
  return {
    id,
    reading,
    planned,
    done: done.length,
    trials,
    verdicts: done.flatMap(({ verdict, outside }) => (outside ? [] : (verdict ?? []))),
    outside: done.filter(({ outside }) => outside).length,
    running: all.length - done.length,
  };
};

const costShare = (all: readonly Tracked[]): number | null => {
  const total = sum(all, ({ claim }) => claim.cost ?? Number.NaN);
  const spent = ({ claim, cells }: Tracked): number =>
    ((claim.cost ?? 0) * sum([...cells.values()], ({ share }) => share)) / Math.max(1, claim.cells);
  return total > 0 ? sum(all, spent) / total : null;
};

/** How far the run is, by work where costs are known, else by cells: `37 %`. */
const percentOf = (all: readonly Tracked[]): string => {
  const claims = all.map(progressOf);
  const [done, planned] = [sum(claims, (claim) => claim.done), sum(claims, (claim) => claim.planned)];
  return `${Math.floor(shareOf({ done, planned, share: costShare(all) }) * 100)} %`;
};

/**
 * Live progress on `stream`: a table redrawn in place on a terminal, else one plain line as each cell ends, behind how much of the work is done.
 *
 * It only watches: it installs no signal handler. The handler of SIGINT calls `stop`, which restores the cursor.
 */
export const liveProgress = (stream: LiveStream, options: LiveOptions): LiveProgress => {
  const now = options.now ?? (() => performance.now());
  const live = stream.isTTY === true;
  const started = now();
  const all = options.plan.claims.map((claim): Tracked => ({ claim, cells: new Map() }));
  let drawn = 0;
  let stopped = false;
  const redraw = (): void => {
    const elapsedSeconds = Math.max(0, (now() - started) / 1000);
    const claims = all.map(progressOf);
    const done = sum(claims, (claim) => claim.done);
    const planned = sum(claims, (claim) => claim.planned);
    const state = { claims, done, planned, elapsedSeconds, share: costShare(all) };
    // One column stays free: a full line would wrap on some terminals and the next redraw would miss a row.
    const width = Math.max(20, (stream.columns ?? 80) - 1);
    const lines = frame(fitting(state, stream.rows ?? 24), width, options.color ?? false);
    stream.write(`${up(drawn)}${eraseDown}${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  let stopTimer = (): void => undefined;
  if (live) {
    stream.write(hideCursor);
    redraw();
    stopTimer = (options.every ?? timer)(200, redraw);
  }
  return {
    on: (event) => {
      const cells = all.find(
        ({ claim }) => claim.id === event.claim && claim.reading === event.reading,
      )?.cells;
      if (cells === undefined || stopped) return;
      const before = cells.get(event.cell) ?? { trials: 0, share: 0, verdict: null, outside: false };
      if (event.kind === 'cellFinished') {
        const { trials, verdict, regime } = event.report;
        cells.set(event.cell, { trials, share: 1, verdict, outside: regime === 'outside' });
        // A log says how far the whole run is, by work: a total that never moves.
        if (!live) stream.write(`${percentOf(all).padStart(5)}  ${cellLine(event.report, event.claim)}\n`);
      } else if (before.verdict === null)
        cells.set(
          event.cell,
          event.kind === 'cellStarted'
            ? before
            : { ...before, share: event.share ?? before.share, trials: event.trials },
        );
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      stopTimer();
      if (!live) return;
      redraw();
      stream.write(showCursor);
    },
  };
};
