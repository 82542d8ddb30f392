import type { CellReport } from '../evidence/outcomes/report.ts';
import type { Verdict } from '../evidence/outcomes/verdict.ts';
import { verdicts } from '../evidence/outcomes/verdict.ts';
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
  /** Verdicts of the cells that are done. */
  readonly verdicts: readonly Verdict[];
  readonly running: number;
}

export interface LiveState {
  readonly claims: readonly ClaimProgress[];
  readonly elapsedSeconds: number;
  /** Share of the work that is done, in [0, 1], where costs were estimated; else null: cells are counted. */
  readonly share: number | null;
}

/** What happens in a run, as far as a watcher cares. */
export type LiveEvent =
  | { readonly kind: 'cellStarted'; readonly claim: string; readonly reading: string; readonly cell: string }
  | {
      readonly kind: 'trialsDone';
      readonly claim: string;
      readonly reading: string;
      readonly cell: string;
      readonly trials: number;
      /** How much of the work on the cell is done, from 0 to 1, where that is known. */
      readonly share?: number;
    }
  | {
      readonly kind: 'cellFinished';
      readonly claim: string;
      readonly reading: string;
      readonly cell: string;
      readonly report: CellReport;
    };

/** The cells that a run is going to look at, with their estimated costs in any unit, where known. */
export interface LivePlan {
  readonly claims: readonly {
    readonly id: string;
    readonly reading: string;
    readonly cells: number;
    readonly cost?: number;
  }[];
}

const shareOf = ({ claims, share }: LiveState): number => {
  if (share !== null) return Math.min(1, Math.max(0, share));
  const planned = claims.reduce((sum, claim) => sum + claim.planned, 0);
  return planned === 0 ? 0 : claims.reduce((sum, claim) => sum + claim.done, 0) / planned;
};

const bar = (share: number, width: number): string => {
  const full = Math.floor(share * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
};

const timeLeft = (share: number, elapsed: number): string => {
  if (share >= 1) return '';
  // Below two seconds or two hundredths the estimate would be noise.
  if (elapsed < 2 || share < 0.02) return ', time left unknown yet';
  return `, about ${duration((elapsed * (1 - share)) / share)} left`;
};

const verdictLine = (of: readonly Verdict[], { verdict: paint }: Ink): string =>
  verdicts
    .map((verdict) => ({ verdict, n: of.filter((one) => one === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => paint(verdict, `${glyph[verdict]} ${n} ${verdict}`))
    .join('  ');

const lineOf = (claim: ClaimProgress, nameWidth: number, width: number, colors: Ink): string => {
  const name = clipped(
    `${visible(claim.id)}${claim.reading === 'printed' ? '' : ` (${claim.reading})`}`,
    nameWidth,
  );
  const done = `${count(claim.done)}/${count(claim.planned)}`.padStart(7);
  const start = `${name.padEnd(nameWidth)} ${done} ${count(claim.trials).padStart(9)}  `;
  const said =
    claim.verdicts.length === 0 && claim.running > 0 ? 'running' : verdictLine(claim.verdicts, ink(false));
  const room = width - start.length;
  if (room < 1) return clipped(start.trimEnd(), width);
  // A line that is cut loses its colors, so that no escape sequence is cut in two.
  const tail =
    [...said].length <= room && claim.verdicts.length > 0
      ? verdictLine(claim.verdicts, colors)
      : clipped(said, room);
  return start + tail;
};

/**
 * The live table as lines, none wider than `width`.
 *
 * `color` adds escape sequences, which take no columns.
 */
export const frame = (state: LiveState, width: number, color = false): string[] => {
  const colors = ink(color);
  const share = shareOf(state);
  const names = state.claims.map(
    ({ id, reading }) => visible(id).length + (reading === 'printed' ? 0 : reading.length + 3),
  );
  const nameWidth = Math.max(8, Math.min(Math.max(0, ...names), Math.floor(width * 0.45)));
  const planned = state.claims.reduce((sum, claim) => sum + claim.planned, 0);
  const done = state.claims.reduce((sum, claim) => sum + claim.done, 0);
  const percent = `${Math.floor(share * 100)} %`;
  const summary = `${count(done)} of ${plural(planned, 'cell')}, ${duration(state.elapsedSeconds)}${timeLeft(share, state.elapsedSeconds)}`;
  const head = clipped(
    `${'claim'.padEnd(nameWidth)} ${'cells'.padStart(7)} ${'trials'.padStart(9)}  verdicts so far`,
    width,
  );
  return [
    colors.quiet(head),
    ...state.claims.map((claim) => lineOf(claim, nameWidth, width, colors)),
    clipped(`${bar(share, Math.max(4, Math.min(40, width - 8)))} ${percent}`, width),
    clipped(summary, width),
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
  const share = shareOf(state);
  return { ...state, share, claims: state.claims.filter((claim) => ranked.includes(claim)) };
};

interface Tracked {
  readonly id: string;
  readonly reading: string;
  readonly planned: number;
  readonly cost: number | null;
  readonly trials: Map<string, number>;
  readonly finished: Map<string, Verdict>;
  readonly running: Set<string>;
  /** Of cells that are not finished. */
  readonly shares: Map<string, number>;
}

const progressOf = (claim: Tracked): ClaimProgress => ({
  id: claim.id,
  reading: claim.reading,
  planned: claim.planned,
  done: claim.finished.size,
  trials: [...claim.trials.values()].reduce((sum, n) => sum + n, 0),
  verdicts: [...claim.finished.values()],
  running: claim.running.size,
});

const costShare = (claims: readonly Tracked[]): number | null => {
  const total = claims.reduce((sum, claim) => sum + (claim.cost ?? Number.NaN), 0);
  if (!(total > 0)) return null;
  return (
    claims.reduce((sum, { cost, finished, planned, shares }) => {
      const begun = [...shares.values()].reduce((all, share) => all + share, 0);
      return sum + ((cost ?? 0) * (finished.size + begun)) / Math.max(1, planned);
    }, 0) / total
  );
};

/**
 * Live progress on `stream`: a table redrawn in place on a terminal, else one plain line as each cell ends.
 *
 * It only watches: it installs no signal handler. Whoever handles SIGINT calls `stop`, which restores the cursor.
 */
export const liveProgress = (stream: LiveStream, options: LiveOptions): LiveProgress => {
  const now = options.now ?? (() => performance.now());
  const live = stream.isTTY === true;
  const started = now();
  const claims: readonly Tracked[] = options.plan.claims.map(({ id, reading, cells, cost }) => ({
    id,
    reading,
    planned: cells,
    cost: cost ?? null,
    trials: new Map(),
    finished: new Map(),
    running: new Set(),
    shares: new Map(),
  }));
  let drawn = 0;
  let stopped = false;

  const stateNow = (): LiveState => ({
    claims: claims.map(progressOf),
    elapsedSeconds: Math.max(0, (now() - started) / 1000),
    share: costShare(claims),
  });
  const redraw = (): void => {
    // One column stays free: a full line would wrap on some terminals and the next redraw would miss a row.
    const width = Math.max(20, (stream.columns ?? 80) - 1);
    const lines = frame(fitting(stateNow(), stream.rows ?? 24), width, options.color ?? false);
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
      const claim = claims.find(({ id, reading }) => id === event.claim && reading === event.reading);
      if (claim === undefined || stopped) return;
      switch (event.kind) {
        case 'cellStarted':
          claim.running.add(event.cell);
          return;
        case 'trialsDone':
          claim.trials.set(event.cell, event.trials);
          if (event.share !== undefined && !claim.finished.has(event.cell))
            claim.shares.set(event.cell, event.share);
          return;
        case 'cellFinished':
          claim.running.delete(event.cell);
          claim.shares.delete(event.cell);
          claim.trials.set(event.cell, event.report.trials);
          claim.finished.set(event.cell, event.report.verdict);
          if (!live) stream.write(`${cellLine(event.report, event.claim)}\n`);
          return;
        default:
          event satisfies never;
      }
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
