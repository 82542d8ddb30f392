import { boundAt } from './own.js';
import { openPython } from './python.js';
import { median, timedLater } from './timing.js';

const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

const { counted } = await built('core/judge/tally.js');
const { judgeCell } = await built('core/judge/judgeCell.js');
const { DEFAULT_ALPHA } = await built('core/report/defaults.js');
const { defaultCap } = await built('numerics/statistics/sequentialTest.js');

const AXES = { d: 784, m: 1e5, C0: 10, gamma: 0.05 };
const FACTOR = 20;

/**
 * The whole question a person asks: is Lemma 4.2 true at d = 784, m = 10⁵, C0 = 10, γ = 0.05?
 *
 * Our wall time to a verdict at the default α, adversary and certificate included, beside what torch needs merely to draw as many
 * ambient instances and compute ‖∇f‖ at W0.
 */
export const measureQuestion = async (rounds, says) => {
  says('is Lemma 4.2 true? the whole question');
  const at = boundAt('gradient-is-large', AXES);
  const torch = await openPython('torch', true);
  const [ours, instances] = [[], []];
  let trials = 0;
  let verdict = '';
  for (let round = 0; round <= rounds; round++) {
    const judging = { seed: 'bench', purpose: 'verdict', alpha: DEFAULT_ALPHA, cap: defaultCap(AXES.gamma) };
    const times = await timedLater(async () => {
      const result = await judgeCell(at, judging);
      trials = counted(result.tally);
      verdict = result.verdict;
    });
    if (round > 0) ours.push(times);
    if (torch !== null) {
      const one = [];
      for (let i = 0; i < 2; i++) one.push(await torch.work('gradient', AXES, 1));
      if (round > 0) instances.push(...one);
    }
  }
  torch?.close();
  const middle = (times) => ({
    wall: median(times.map((t) => t.wall)),
    cpu: median(times.map((t) => t.cpu)),
  });
  const mine = middle(ours);
  const instance = instances.length === 0 ? null : middle(instances);
  const theirs = instance && { wall: trials * instance.wall, cpu: trials * instance.cpu };
  const factor = theirs && { wall: theirs.wall / mine.wall, cpu: theirs.cpu / mine.cpu };
  return {
    ...AXES,
    verdict,
    trials,
    rounds,
    ours: mine,
    torch: theirs,
    factor,
    atLeast: FACTOR,
    met: factor && Math.max(factor.wall, factor.cpu) >= FACTOR,
  };
};
