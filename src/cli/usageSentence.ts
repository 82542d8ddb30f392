import type { Command, CommanderError } from 'commander';
import { didYouMean } from '../core/formula/nearest.ts';

/** Commander's message as one sentence, with the nearest name where a word was unknown. */
export const usageSentence = (error: CommanderError, program: Command, argv: readonly string[]): string => {
  const plain = error.message
    .replace(/^error: /, '')
    .replace(/\s*\(Did you mean .*\)$/s, '')
    .trim();
  const quoted = /'([^']+)'/.exec(plain)?.[1];
  const command = program.commands.find((one) => one.name() === argv[0]);
  if (error.code === 'commander.unknownOption' && quoted !== undefined) {
    const flags = (command ?? program).options.flatMap(({ long }) => (long === undefined ? [] : [long]));
    return `${plain}${didYouMean(quoted, flags) || `; \`lakatos ${command?.name() ?? ''} --help\` lists the options`.replace('  ', ' ')}`;
  }
  if (error.code === 'commander.unknownCommand' && quoted !== undefined)
    return `${plain}${
      didYouMean(
        quoted,
        program.commands.map((one) => one.name()),
      ) || '; `lakatos --help` lists the commands'
    }`;
  // option '--d <list>' argument 'abc' is invalid. "abc" is not a number; …
  const invalid = /^(?:option|command-argument value) '(--[\w-]+)?.*?argument .*? is invalid\. (.*)$/s.exec(
    plain,
  );
  if (invalid !== null) return `${invalid[1] ?? 'argument'}: ${invalid[2]}`;
  return plain.replaceAll('\n', ' ');
};
