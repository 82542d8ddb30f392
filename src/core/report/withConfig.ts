import type { Report } from './report.ts';

/** A path as a shell reads it. */
const quoted = (path: string): string =>
  /^[\w.@%+=:,/-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

/** A command that tries or shows something again, with the configuration that the run was given. */
export const commandWithConfig = (command: string, config: string | undefined): string =>
  config === undefined || !command.startsWith('npx lakatos ')
    ? command
    : `${command} --config ${quoted(config)}`;

/**
 * A report as it is shown: its commands find the theorems of the configuration that the run was given.
 *
 * The record keeps them without it, as functions of the cells alone.
 */
export const withConfig = (report: Report): Report => {
  const { config } = report.provenance;
  if (config === undefined) return report;
  const again = <T extends { readonly replay: string }>(one: T): T => ({
    ...one,
    replay: commandWithConfig(one.replay, config),
  });
  const { claims, findings, constants } = report;
  return {
    ...report,
    claims: claims.map((claim) => ({ ...claim, cells: claim.cells.map(again) })),
    findings: findings.map(again),
    ...(constants !== undefined && {
      constants: { ...constants, chapters: constants.chapters.map(again) },
    }),
  };
};
