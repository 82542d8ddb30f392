import { counted } from '../../src/core/judge/tally.ts';
import type { Lab } from '../../src/core/study.ts';
import { isStudy } from '../../src/core/theorem.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { plantedErrors } from '../../src/theorems/lazyTraining/studies/deterministic/plantedErrors.ts';
import type { Place } from '../../src/theorems/lazyTraining/studies/lazyStudy.ts';
import { lazyTraining } from '../../src/theorems/lazyTraining/theorem.ts';
import type { Mutant } from './mutant.ts';

const place: Place = { d: 8, m: 16, C0: 10, gamma: null, constants: {} };
const cell = { at: { d: 8, m: 16, C0: 10 }, constants: {} };

const labOf = (name: string): Lab => ({
  stream: rootOf('mutants').child(name),
  alpha: { refute: 1e-6, support: 1e-3 },
  profile: 'quick',
  options: {},
  yieldToLoop: async () => {},
  part: (_, compute) => compute(() => {}),
});

/** False forms of the statements that leave nothing to chance. */
export const statementMutants: readonly Mutant[] = plantedErrors.map(({ name, lazyStudy }) => ({
  name,
  kind: 'statement',
  change: name,
  where: lazyStudy.statement.id,
  kill: async () => {
    // Where the printed reading fails by itself, the mutant is one of the reading that holds.
    const readings = lazyTraining.statements
      .filter(isStudy)
      .filter(({ id }) => id === lazyStudy.statement.id);
    const truth = readings.find(({ reading }) => reading === 'intended') ?? readings[0]!;
    const [found, unmutated] = [
      await lazyStudy.judge(place, labOf(name)),
      await truth.judge(cell, labOf(name)),
    ];
    const trials = counted(found.tally);
    return {
      killedBy:
        found.verdict === 'refuted' && unmutated.verdict !== 'refuted' ? 'refuted by a counterexample' : null,
      trials,
      unmutated: `${unmutated.verdict} after ${counted(unmutated.tally)}`,
    };
  },
}));
