import type { Claim } from '../claims/claim.ts';
import { byPaperOrder } from '../claims/lazyTraining/order.ts';
import type { Manner } from '../claims/statement.ts';
import { resolveSettings } from '../evidence/runner/settings.ts';
import { toJson } from '../reporters/json.ts';
import { examinations } from './examinations.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** How a statement is decided, in words. */
const howDecided: Readonly<Record<Manner, string>> = {
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
  manner: 'draws' as const,
  premise: claim.premise.map(printed),
  conclusion: printed(claim.conclusion),
});

/** `lakatos claims`: what can be checked, one's own claims included. */
export const listClaims = async (
  flags: { readonly json?: boolean; readonly config?: string },
  terminal: Terminal,
): Promise<number> => {
  const settings = await resolveSettings(flags, terminal.env);
  const claims = byPaperOrder(settings.claims, ({ id }) => id);
  const statements = byPaperOrder(
    examinations.map(({ statement }) => statement),
    ({ id }) => id,
  );
  if (flags.json === true) {
    terminal.out(toJson({ schema: 'lakatos/claims@1', claims, statements }, 'claims'));
    return EXIT.nothingUnexpected;
  }
  for (const claim of byPaperOrder([...claims.map(drawn), ...statements], ({ id }) => id)) {
    const { id, reading, source, says, premise, conclusion, constants, manner } = claim;
    const kind = claim.control === true ? ', control' : '';
    terminal.out(`${wrapped(`${id} (${reading}${kind}) · ${source.place}`, terminal.width, '')}\n`);
    terminal.out(`${wrapped(says, terminal.width, '  ')}\n`);
    terminal.out(`${wrapped(`claims: ${conclusion.text}`, terminal.width, '    ')}\n`);
    if (premise.length > 0)
      terminal.out(
        `${wrapped(`when:   ${premise.map(({ text }) => text).join(' and ')}`, terminal.width, '    ')}\n`,
      );
    if (manner !== 'draws') terminal.out(`    how:    ${howDecided[manner]}\n`);
    const free = Object.entries(constants).map(([name, constant]) => `${name} = ${constant.default}`);
    if (free.length > 0) terminal.out(`${wrapped(`free:   ${free.join(', ')}`, terminal.width, '    ')}\n`);
    terminal.out('\n');
  }
  return EXIT.nothingUnexpected;
};
