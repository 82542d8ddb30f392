import { resolveSettings } from '../evidence/runner/settings.ts';
import { toJson } from '../reporters/json.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** `lakatos claims`: what can be checked, one's own claims included. */
export const listClaims = async (
  flags: { readonly json?: boolean; readonly config?: string },
  terminal: Terminal,
): Promise<number> => {
  const { claims } = await resolveSettings(flags, terminal.env);
  if (flags.json === true) {
    terminal.out(toJson({ schema: 'lakatos/claims@1', claims }, 'claims'));
    return EXIT.nothingUnexpected;
  }
  for (const claim of claims) {
    const { id, reading, source, says, premise, conclusion, constants } = claim;
    const kind = claim.control === true ? ', control' : '';
    terminal.out(`${id} (${reading}${kind}) · ${source.place}\n`);
    terminal.out(`${wrapped(says, terminal.width, '  ')}\n`);
    const formula = ({ lhs, rhs }: { lhs: string; rhs: string }): string => `${lhs} <= ${rhs}`;
    terminal.out(`${wrapped(`claims: ${formula(conclusion)}`, terminal.width, '    ')}\n`);
    if (premise.length > 0)
      terminal.out(`${wrapped(`when:   ${premise.map(formula).join(' and ')}`, terminal.width, '    ')}\n`);
    const free = Object.entries(constants).map(([name, constant]) => `${name} = ${constant.default}`);
    if (free.length > 0) terminal.out(`${wrapped(`free:   ${free.join(', ')}`, terminal.width, '    ')}\n`);
    terminal.out('\n');
  }
  return EXIT.nothingUnexpected;
};
