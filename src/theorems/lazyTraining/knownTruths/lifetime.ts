import { judgeCell, type TrialLog } from '../../../core/judge/judgeCell.ts';
import type { Trial } from '../../../core/judge/outcome.ts';
import type { Alpha } from '../../../core/report/report.ts';
import { shareOf } from '../../../core/run/store/ledger.ts';
import type { KnownTruth } from './knownTruths.ts';

const NIGHTS = 3;
const EPOCHS = 3;

/**
 * Lifetimes of a cell whose failure rate is exactly γ: in each of three epochs it is extended night after night, at the share of α
 * that the epoch has, and every night says something.
 *
 * A lifetime is wrong when any of its nights was, and refuted or supported when any night said so.
 */
export const lifetime = async (
  truth: KnownTruth,
  { alpha, cap }: { readonly alpha: Alpha; readonly cap: number },
  { runs, seed }: { readonly runs: number; readonly seed: string },
) => {
  const at = truth.at(truth.rate);
  const said = { refuted: 0, supported: 0, consistent: 0, undecided: 0 };
  for (let i = 0; i < runs; i++) {
    const heard = new Set<string>();
    for (let epoch = 1; epoch <= EPOCHS; epoch++) {
      const share = shareOf(epoch);
      let known: readonly Trial[] = [];
      for (let night = 1; night <= NIGHTS; night++) {
        const log: TrialLog = {
          known,
          keep: (first, trials) => {
            known = [...known.slice(0, first), ...trials];
            return true;
          },
        };
        const { verdict } = await judgeCell(
          at,
          {
            seed: `${seed} ${i}, epoch ${epoch}`,
            purpose: 'verdict',
            alpha: { refute: share * alpha.refute, support: share * alpha.support },
            cap: known.length + Math.ceil(cap / NIGHTS),
          },
          undefined,
          undefined,
          log,
        );
        heard.add(verdict);
      }
    }
    const first = (['refuted', 'supported', 'consistent'] as const).find((verdict) => heard.has(verdict));
    said[first ?? 'undecided'] += 1;
  }
  return { said, wrong: said.refuted + said.supported };
};
