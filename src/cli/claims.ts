import type { Claim } from '../core/claim.ts';
import { didYouMean } from '../core/formula/nearest.ts';
import { UsageError } from '../core/run/usageError.ts';
import type { Statement, Study, StudyKind } from '../core/study.ts';
import { isStudy, type Listed, listed, type Theorem } from '../core/theorem.ts';
import { toJson } from '../render/json.ts';
import { EXIT } from './exitCodes.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** How a statement is decided, in words. */
const howDecided: Readonly<Record<StudyKind, string>> = {
  deterministic: 'a search for a counterexample',
  law: 'a test of a law, of fixed size',
  order: 'the growth of a quantity along a path',
  exact: 'an exact computation',
  experiment: 'an experiment',
};

const printed = ({ lhs, rhs }: { readonly lhs: string; readonly rhs: string }) => ({
  text: `${lhs} <= ${rhs}`,
});

/** A claim on draws, in the fields that a list shows. */
const drawn = (claim: Claim) => ({
  ...claim,
  kind: 'draws' as const,
  premise: claim.premise.map(printed),
  conclusion: printed(claim.conclusion),
});

/** The flags of `claims`, as commander hands them over. */
export interface ClaimsFlags {
  readonly json?: boolean;
  readonly config?: string;
}
/** What a study says, without what decides it. */
const shownOf = ({ cells, regime, setting, refuses, seconds, judge, uses, ...statement }: Study): Statement =>
  statement;

/** The statements of a theorem, or of which the name, the place in the text or the sentence has these words in it. */
const matching = (filter: string | undefined, theorems: readonly Theorem[]): readonly Listed[] => {
  const all = listed(theorems);
  if (filter === undefined) return all;
  const asked = filter.toLowerCase();
  const found = all.filter(({ theorem, statement: { id, says, source } }) =>
    [theorem.id, id, says, source.place].some((text) => text.toLowerCase().includes(asked)),
  );
  if (found.length > 0) return found;
  const known = [...new Set(all.flatMap(({ theorem, statement }) => [theorem.id, statement.id]))];
  throw new UsageError(
    `no claim has "${filter}" in its name, place or sentence${didYouMean(filter, known) || '; `lakatos claims` lists all'}`,
  );
};

/** `lakatos claims [filter]`: what can be checked, one's own claims included. Throws: `UsageError` where no claim matches. */
export const listClaims = async (
  filter: string | undefined,
  flags: ClaimsFlags,
  terminal: Terminal,
): Promise<number> => {
  const settings = await resolveSettings(flags, terminal.env);
  const all = matching(filter, settings.theorems);
  if (flags.json === true) {
    const claims = all.flatMap(({ theorem, statement }) =>
      isStudy(statement) ? [] : [{ theorem: theorem.id, ...statement }],
    );
    const studies = all.flatMap(({ theorem, statement }) =>
      isStudy(statement) ? [{ theorem: theorem.id, ...shownOf(statement) }] : [],
    );
    terminal.out(toJson({ schema: 'lakatos/claims@2', claims, studies }, 'claims'));
    return EXIT.nothingUnexpected;
  }
  let last = '';
  for (const { theorem, statement } of all) {
    if (settings.theorems.length > 1 && theorem.id !== last)
      terminal.out(`${wrapped(`${theorem.id}: ${theorem.work}`, terminal.width, '')}\n\n`);
    last = theorem.id;
    const claim = isStudy(statement) ? shownOf(statement) : drawn(statement);
    const { id, reading, source, says, premise, conclusion, constants, kind: decided } = claim;
    const role = claim.control === true ? ', control' : '';
    terminal.out(`${wrapped(`${id} (${reading}${role}) · ${source.place}`, terminal.width, '')}\n`);
    terminal.out(`${wrapped(says, terminal.width, '  ')}\n`);
    terminal.out(`${wrapped(`claims: ${conclusion.text}`, terminal.width, '    ')}\n`);
    if (premise.length > 0)
      terminal.out(
        `${wrapped(`when:   ${premise.map(({ text }) => text).join(' and ')}`, terminal.width, '    ')}\n`,
      );
    if (decided !== 'draws') terminal.out(`    how:    ${howDecided[decided]}\n`);
    const free = Object.entries(constants).map(([name, constant]) => `${name} = ${constant.first}`);
    if (free.length > 0) terminal.out(`${wrapped(`free:   ${free.join(', ')}`, terminal.width, '    ')}\n`);
    terminal.out('\n');
  }
  return EXIT.nothingUnexpected;
};
