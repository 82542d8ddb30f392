import fc from 'fast-check';
import { twelveDigits } from '../../../../core/report/decimals.ts';
import type { InstanceFigure } from '../../../../core/report/figure.ts';
import type { Spread } from '../../../../core/report/report.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { DeterministicSpec, Effort, Measured } from './deterministicStudy.ts';
import { edgesTable, noEdges, withEdges } from './edges.ts';
import type { Example } from './example.ts';
import { examples, type Limits } from './generators.ts';
import { localSearch } from './localSearch.ts';
import { plainest, simplify } from './simplify.ts';

/** From so many counterexamples the plainest is taken: shrinking may end in a corner that is not the smallest there is. */
const MOST_FOUND = 4;

/** A pass says something only where rounding is small against what is compared. */
const COARSE = 1e-6;

const isViolated = (measured: Measured | null): boolean =>
  measured !== null && Number.isFinite(measured.margin) && measured.margin < -measured.slack;

const isPassed = ({ margin, slack, size }: Measured): boolean =>
  Number.isFinite(margin) && Number.isFinite(size) && margin >= -slack && slack <= COARSE * size;

/** The margin in units of what it is measured against, so that examples of all sizes compare. */
const relative = ({ margin, size }: Measured): number => (size > 0 ? margin / size : margin);

const rowsOf = (rows: readonly Float64Array[]): number[][] => rows.map((row) => [...row]);

const figureOf = (example: Example, measured: Measured): InstanceFigure => {
  const { x, signs, W0, C0, given } = example;
  const W = measured.W ?? example.W;
  const isStill = W.every((row, s) => row.every((entry, i) => entry === W0[s]![i]!));
  return {
    kind: 'instance',
    title: `the smallest counterexample found: d = ${x.length}, m = ${signs.length}`,
    given: { x: [...x], a: [...signs], W0: rowsOf(W0), ...(!isStill && { W: rowsOf(W) }), C0, ...given },
    values: measured.values,
    margin: measured.margin,
    slack: measured.slack,
  };
};

interface Tight {
  readonly at: number;
  readonly example: Example;
}

/** The entries of least relative margin, the tightest first; at most `limit`. */
const withTight = (tight: readonly Tight[], entry: Tight, limit: number): readonly Tight[] => {
  if (tight.length === limit && !(entry.at < tight[limit - 1]!.at)) return tight;
  const place = tight.findIndex(({ at }) => entry.at < at);
  const at = place < 0 ? tight.length : place;
  return [...tight.slice(0, at), entry, ...tight.slice(at)].slice(0, limit);
};

const spreadOf = (values: readonly number[]): Spread | null => {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => twelveDigits(sorted[Math.floor(share * (sorted.length - 1))]!);
  return { min: at(0), median: at(0.5), max: at(1) };
};

/**
 * Looks for a counterexample: among drawn networks that reach the edges, then downhill on the margin from the tightest of them.
 *
 * What is found is shrunk, its numbers rounded to short decimals that still violate, and measured once more as it will be printed.
 * Passing networks make the statement *consistent*, never *supported*: they are a sample of infinitely many. Where rounding is not
 * small against what is compared, a network that passes is unresolved.
 *
 * Units: margins over networks are relative to what they compare; that of the counterexample is plain.
 */
export const seekCounterexample = async (
  { statement, measure, because, complete = (example) => example }: DeterministicSpec,
  limits: Limits,
  { draws, climbs, steps }: Effort,
  { stream, yieldToLoop }: Lab,
): Promise<StudyResult> => {
  let [certified, unresolved, skipped] = [0, 0, 0];
  const margins: number[] = [];
  // Equality is common at the edges, where a search may have nowhere to go: it also sets out from clear passes.
  let equal: readonly Tight[] = [];
  let clear: readonly Tight[] = [];
  let edges = noEdges;
  const found: Example[] = [];

  const aborted: unknown[] = [];
  let looks = 0;
  let isShrinking = false;
  const holds = async (example: Example): Promise<boolean> => {
    // fast-check would take an abort for a counterexample and shrink it.
    if (aborted.length > 0) return true;
    if (looks++ % 64 === 63) await yieldToLoop().catch((reason: unknown) => aborted.push(reason));
    const measured = measure(example);
    if (isViolated(measured)) {
      isShrinking = true;
      return false;
    }
    // What shrinking passes by is no part of the sample.
    if (isShrinking) return true;
    if (measured === null) skipped++;
    else if (!isPassed(measured)) unresolved++;
    else {
      certified++;
      margins.push(relative(measured));
      edges = withEdges(edges, example);
      const entry = { at: relative(measured), example };
      if (measured.margin > measured.slack) clear = withTight(clear, entry, climbs);
      else equal = withTight(equal, entry, climbs);
    }
    return true;
  };
  const counted = (): number => certified + unresolved + skipped + found.length;
  for (let round = 0; counted() < draws && found.length < MOST_FOUND; round++) {
    const seed = stream.child('examples').child(round).words[0] | 0;
    isShrinking = false;
    const property = fc.asyncProperty(examples(limits, complete), holds);
    const drawn = await fc.check(property, { seed, numRuns: draws - counted(), verbose: 0 });
    if (aborted.length > 0) throw aborted[0];
    if (drawn.counterexample !== null) found.push(drawn.counterexample[0]);
    else break;
  }

  const height = (example: Example): number | null => {
    const measured = measure(example);
    if (measured === null || !Number.isFinite(measured.slack)) return null;
    const at = relative(measured);
    return Number.isFinite(at) ? at : null;
  };
  const enough = (reached: Example): boolean => isViolated(measure(reached));
  let searched = 0;
  const starts = clear.flatMap((entry, k) => [entry, ...equal.slice(k, k + 1)]);
  for (const { example } of [...starts, ...equal.slice(clear.length)].slice(0, climbs)) {
    if (found.length > 0) break;
    const settings = { stream: stream.child('downhill').child(searched++), tries: steps, enough };
    const lowest = await localSearch(example, height, settings, yieldToLoop);
    if (enough(lowest)) found.push(lowest);
  }

  const tally = { violated: found.length, certified, unresolved, skipped };
  const edgesSeen = edgesTable(edges);
  if (found.length === 0) {
    const tried = { tally, error: null, margin: spreadOf(margins), figures: [edgesSeen] };
    if (certified === 0)
      return {
        verdict: unresolved > 0 ? 'undecided' : 'vacuous',
        because: `none of ${draws} networks decides ${statement.id}: ${skipped} are outside the premise, ${unresolved} too close to call`,
        ...tried,
      };
    return {
      verdict: 'consistent',
      because: `${certified} networks passed, and ${searched} searches downhill from the tightest of them found none that fails`,
      ...tried,
    };
  }

  const plain: Example[] = [];
  for (const start of found) {
    // As clear as a thousandth of what is compared, or half as clear as it was found; else shrinking would end at the slack.
    const clearly = Math.max(-1e-3, relative(measure(start)!)) / 2;
    const isWanted = (example: Example): boolean => {
      const measured = measure(example);
      return isViolated(measured) && relative(measured!) <= clearly;
    };
    await yieldToLoop();
    plain.push(simplify(start, isWanted));
  }
  const example = plainest(plain);
  const measured = measure(example)!;
  return {
    verdict: 'refuted',
    tally,
    error: 0,
    because: because(example, measured),
    margin: spreadOf([...margins, relative(measured)]),
    figures: [figureOf(example, measured), edgesSeen],
  };
};
