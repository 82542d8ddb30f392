import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../properties/sampleReport.ts';
import type { LiveState } from './live.ts';
import { frame, liveProgress } from './live.ts';

const state: LiveState = {
  claims: [
    {
      id: 'value-is-bounded',
      reading: 'printed',
      planned: 6,
      done: 3,
      trials: 1432,
      verdicts: ['supported', 'refuted'],
      outside: 1,
      running: 1,
    },
    {
      id: 'gradient-is-large',
      reading: 'intended',
      planned: 6,
      done: 0,
      trials: 16,
      verdicts: [],
      outside: 0,
      running: 1,
    },
  ],
  done: 3,
  planned: 12,
  elapsedSeconds: 10,
  share: null,
};

describe('frame', () => {
  it('counts cells and trials, names verdicts, and estimates the time left', () => {
    expect(frame(state, 80)).toEqual([
      'claim                          cells    trials  verdicts (outside the premise)',
      'value-is-bounded                 3/6     1,432  ✗ 1 refuted  ✓ 1 supported  (1)',
      'gradient-is-large (intended)     0/6        16  running',
      '██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 25 %',
      '3 of 12 cells, 10 s, about 30 s left',
    ]);
  });

  it('still tells the verdicts at 40 columns, by signs', () => {
    expect(frame(state, 40)).toEqual([
      'claim              cells  verdicts (out…',
      'value-is-bounded     3/6  ✗ 1  ✓ 1  (1)',
      'gradient-is-lar…     0/6  running',
      '████████░░░░░░░░░░░░░░░░░░░░░░░░ 25 %',
      '3 of 12 cells, 10 s, about 30 s left',
    ]);
  });

  it('is never wider than it may be, in color too', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    for (const width of [20, 40, 60, 100]) {
      for (const line of frame(state, width, true)) {
        expect([...line.replace(escapes, '')].length).toBeLessThanOrEqual(width);
      }
    }
  });
});

const cell = sampleReport.claims[0]!.cells[0]!;
const plan = { claims: [{ id: 'value-is-bounded', reading: 'printed', cells: 2 }] };
const event = { claim: 'value-is-bounded', reading: 'printed', cell: 'd=25,m=1000' };

describe('liveProgress', () => {
  it('has one total, whatever part of the claims the screen has room for', () => {
    const written: string[] = [];
    const claims = ['a', 'b', 'c', 'd'].map((id) => ({ id, reading: 'printed', cells: 2 }));
    const progress = liveProgress(
      { isTTY: true, columns: 80, rows: 7, write: (text) => written.push(text) },
      { plan: { claims }, now: () => 0, every: () => () => {} },
    );
    progress.on({ kind: 'cellFinished', claim: 'a', reading: 'printed', cell: '1', report: cell });
    const outside = { ...cell, regime: 'outside' } as const;
    progress.on({ kind: 'cellFinished', claim: 'd', reading: 'printed', cell: '2', report: outside });
    progress.stop();
    expect(written.at(-2)).toContain('2 of 8 cells');
    expect(written.at(-2)).toMatch(/^d +1\/2 +144 {2}\(1\)$/m);
    expect(written.at(-2)).not.toMatch(/^b /m);
  });

  it('writes one plain line for each cell where there is no terminal', () => {
    const written: string[] = [];
    const progress = liveProgress({ write: (text) => written.push(text) }, { plan, now: () => 0 });
    progress.on({ kind: 'cellStarted', ...event });
    progress.on({ kind: 'trialsDone', ...event, trials: 16 });
    progress.on({ kind: 'cellFinished', ...event, report: cell });
    progress.stop();
    expect(written).toEqual([
      ' 50 %  ✓ supported    value-is-bounded d=25 m=1000 C0=1 γ=0.05: 144 trials, 0 violated\n',
    ]);
  });

  it('counts the share of a cell that is not finished, where it is known, to tell the time left', () => {
    const written: string[] = [];
    let seconds = 0;
    const progress = liveProgress(
      { isTTY: true, write: (text) => written.push(text) },
      {
        plan: { claims: [{ ...plan.claims[0]!, cost: 100 }] },
        now: () => 1000 * seconds,
        every: () => () => {},
      },
    );
    progress.on({ kind: 'cellStarted', ...event });
    progress.on({ kind: 'trialsDone', ...event, trials: 3, share: 0.5 });
    seconds = 60;
    progress.stop();
    // Half of one of two cells in a minute: three more minutes.
    expect(written.join('')).toContain('25 %');
    expect(written.join('')).toMatch(/0 of 2 cells, 1 min[^,]*, about 3 min[^,]* left/);
  });

  it('redraws in place on a terminal and gives the cursor back once', () => {
    const written: string[] = [];
    let tick = (): void => undefined;
    let timers = 0;
    const every = (_milliseconds: number, redraw: () => void): (() => void) => {
      tick = redraw;
      timers += 1;
      return () => {
        timers -= 1;
      };
    };
    const progress = liveProgress(
      { isTTY: true, columns: 80, rows: 24, write: (text) => written.push(text) },
      { plan, now: () => 0, every },
    );
    progress.on({ kind: 'cellFinished', ...event, report: cell });
    tick();
    progress.stop();
    progress.stop();
    const ESC = String.fromCharCode(27);
    expect(written[0]).toBe(`${ESC}[?25l`);
    expect(written[2]).toMatch(new RegExp(`^\\r${ESC}\\[4A${ESC}\\[0J`));
    expect(written[2]).toContain('1 of 2 cells');
    expect(written.filter((text) => text === `${ESC}[?25h`)).toHaveLength(1);
    expect(timers).toBe(0);
  });
});
