/** Where a command writes and what it may assume of the reader. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of stdout; 80 where it is not a terminal. */
  readonly width: number;
  /** Whether stdout and stderr may carry color. */
  readonly colorOut: boolean;
  readonly colorErr: boolean;
}

const mayColor = (stream: NodeJS.WriteStream, env: Terminal['env']): boolean => {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && env.TERM !== 'dumb';
};

/** The terminal of this process. */
export const processTerminal = (): Terminal => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  width: process.stdout.isTTY ? Math.max(40, process.stdout.columns ?? 80) : 80,
  colorOut: mayColor(process.stdout, process.env),
  colorErr: mayColor(process.stderr, process.env),
});
