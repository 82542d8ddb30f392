/** Why what was printed did not arrive, where that is a fault; null where it did, or where the reader wanted no more. */
export type PrintFault = () => string | null;

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'its device fails',
};

/**
 * Keeps a lost stream from ending the process: a run of hours is worth more than the lines that it prints.
 *
 * A reader of stdout that went away (`lakatos claims | head -1`) has read enough, and a closed stderr wanted
 * none of it. Any other fault of stdout is remembered.
 */
export const watchStreams = (
  stdout: NodeJS.EventEmitter = process.stdout,
  stderr: NodeJS.EventEmitter = process.stderr,
): PrintFault => {
  let fault: string | null = null;
  stdout.on('error', ({ code = '', message }: NodeJS.ErrnoException) => {
    // What is written after a first fault is refused because of it.
    if (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') fault ??= reasons[code] ?? message;
  });
  stderr.on('error', () => {});
  return () => fault;
};

/** Waits until what was printed has left this process, or cannot. */
export const flushed = (stream: NodeJS.WritableStream & { readonly writable: boolean }): Promise<void> =>
  new Promise((resolve) => {
    // A fault of the last write is told a moment later.
    const end = (): void => void setImmediate(resolve);
    if (stream.writable) stream.write('', end);
    else end();
  });
