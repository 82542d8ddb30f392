import { counted } from '../../src/evidence/outcomes/tally.ts';
import type { Examining, Place } from '../../src/evidence/trials/examination.ts';
import { deterministicExaminations } from '../../src/evidence/trials/examinations/deterministic/catalogue.ts';
import { plantedErrors } from '../../src/evidence/trials/examinations/deterministic/plantedErrors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import type { Mutant } from './mutant.ts';

const place: Place = { d: 8, m: 16, C0: 10, gamma: null, constants: {} };

const examining = (name: string): Examining => ({
  stream: rootOf('mutants').child(name),
  alpha: { refute: 1e-6, support: 1e-3 },
  profile: 'quick',
  options: {},
  breathe: async () => {},
  part: (_, compute) => compute(() => {}),
});

/** False forms of the statements that leave nothing to chance. */
export const statementMutants: readonly Mutant[] = plantedErrors.map(({ name, examination }) => ({
  name,
  kind: 'statement',
  change: name,
  where: examination.statement.id,
  kill: async () => {
    // Where the printed reading fails by itself, the mutant is one of the reading that holds.
    const readings = deterministicExaminations.filter(
      ({ statement }) => statement.id === examination.statement.id,
    );
    const truth = readings.find(({ statement }) => statement.reading === 'intended') ?? readings[0]!;
    const [found, unmutated] = [
      await examination.examine(place, examining(name)),
      await truth.examine(place, examining(name)),
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
