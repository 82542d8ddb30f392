/** The exit codes of every command: a contract other tools rely on. */
export const EXIT = {
  nothingUnexpected: 0,
  unexpected: 1,
  usage: 2,
  incomplete: 3,
  undecided: 4,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
