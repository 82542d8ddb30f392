import { type ChildProcess, spawn } from 'node:child_process';
import { type MessagePort, workerData } from 'node:worker_threads';
import { enter, killGroup, leave, type Registry } from './registry.ts';

// A thread that owns the pipes of one process, so that whoever asks it can wait for the answer.

/** What a bridge is started with. */
export interface BridgeData {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: MessagePort;
  /** Its first entry grows by one with each answer; its second is 1 once the bridge is closed. */
  readonly answered: Int32Array<SharedArrayBuffer>;
  readonly registry: Registry;
}

/** One question. */
export interface Question {
  readonly method: string;
  readonly params: object;
}

/** Questions that are put in one breath, and the seconds in which all must be answered. */
export interface Asked {
  readonly questions: readonly Question[];
  readonly seconds: number;
}

/** An error as JSON-RPC 2.0 has it. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

export type RpcAnswer = { readonly result: unknown } | { readonly error: RpcError };

/** What a bridge says: answers in the order of the questions; why there will be none; that its process was told to end. */
export type Said =
  | { readonly kind: 'answers'; readonly answers: readonly RpcAnswer[] }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'warning'; readonly what: string };

/** Bytes of one line. */
const MOST_LINE = 64 * 2 ** 20;

/** Bytes on stderr after which it is said that there are many, and of its end that are kept for the last words of a process. */
const MUCH = 2 ** 20;
const TAIL = 4096;

/** Milliseconds that a process has to end when it was told to, and to let its last words through after its end. */
const END = 1000;

/** Milliseconds between two looks whether all processes are to end. */
const LOOK = 50;

const LF = 10;
const CR = 13;

const data = workerData as BridgeData;
const { command, folder, env, port, answered, registry } = data;
const [program = '', ...args] = command;
const epoch = Atomics.load(registry, 0);

interface Pending {
  readonly questions: readonly Question[];
  readonly seconds: number;
  readonly firstId: number;
  readonly answers: RpcAnswer[];
  readonly late: NodeJS.Timeout;
}

let failed: string | null = null;
let ending = false;
let pending: Pending | null = null;
let nextId = 1;
let parts: Buffer[] = [];
let length = 0;
let told = 0;
let tail = Buffer.alloc(0);
let warnedOfCR = false;
let slot = 0;

const say = (said: Said): void => port.postMessage(said);

const wake = (): void => {
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
};

/** Ends this thread. Who asks it meanwhile is woken, and finds it closed. */
const close = (): never => {
  Atomics.store(answered, 1, 1);
  wake();
  process.exit();
};

const answer = (said: Said): void => {
  if (pending !== null) clearTimeout(pending.late);
  pending = null;
  say(said);
  wake();
};

const quoted = (text: string): string => {
  const clean = [...text].map((one) => (one < ' ' || one === '\u007f' ? '�' : one)).join('');
  return JSON.stringify(clean.length > 80 ? `${clean.slice(0, 80)}…` : clean);
};

/** The last line that it wrote to stderr, for a sentence: a traceback ends with what happened. */
const lastWords = (): string => {
  const lines = tail
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const last = lines.at(-1);
  return last === undefined ? '' : `; the last it wrote to stderr is ${quoted(last.trim())}`;
};

/** The question that is not answered yet, for a sentence. */
const open = (): string => {
  const question = pending?.questions[pending.answers.length];
  return question === undefined ? 'while nothing was asked of it' : `before it answered "${question.method}"`;
};

const child: ChildProcess = spawn(program, args, {
  cwd: folder,
  env: { ...process.env, ...env },
  stdio: 'pipe',
  // A group of its own: Ctrl-C is for the run, which ends its processes in order.
  detached: process.platform !== 'win32',
  windowsHide: true,
});
if (child.pid !== undefined) slot = enter(registry, child.pid);

const kill = (): void => {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) killGroup(child.pid);
};

/** Nothing that it says from now on counts. */
const fail = (why: string): void => {
  if (failed !== null || ending) return;
  failed = why;
  kill();
  if (pending !== null) answer({ kind: 'failed', why });
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const errorIn = (error: unknown): RpcError | null =>
  isObject(error) && typeof error.code === 'number' && typeof error.message === 'string'
    ? { code: error.code, message: error.message, data: error.data }
    : null;

/** What is wrong with a line as an answer to this question; null where it has been taken. */
const take = (text: string): string | null => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const cure = /\b(?:NaN|Infinity)\b/.test(text)
      ? 'write NaN and Infinity as strings'
      : 'let it print to stderr';
    return `wrote something else than JSON to stdout: ${quoted(text)}; ${cure}`;
  }
  if (!isObject(value) || value.jsonrpc !== '2.0' || 'method' in value || !('id' in value))
    return `wrote no answer of JSON-RPC 2.0 to stdout: ${quoted(text)}`;
  if (pending === null) return `answered ${quoted(String(value.id))} when nothing was asked of it`;
  const { questions, firstId, answers } = pending;
  const id = firstId + answers.length;
  const { method } = questions[answers.length]!;
  if (value.id !== id) {
    // Who cannot read a question does not know its number.
    const said = value.id === null ? errorIn(value.error) : null;
    return said === null
      ? `answered question ${quoted(String(value.id))} when question "${id}" ("${method}") was asked`
      : `could not read question "${id}" ("${method}"): ${quoted(said.message)}`;
  }
  const error = errorIn(value.error);
  if ('result' in value === 'error' in value || ('error' in value && error === null))
    return `answered "${method}" with neither a result nor an error: ${quoted(text)}`;
  answers.push(error === null ? { result: value.result } : { error });
  if (answers.length === questions.length) answer({ kind: 'answers', answers });
  return null;
};

const decoder = new TextDecoder('utf-8', { fatal: true });

const takeLine = (line: Buffer): void => {
  const isCR = line.at(-1) === CR;
  if (isCR && !warnedOfCR) {
    warnedOfCR = true;
    say({ kind: 'warning', what: 'ends its lines with CR and LF; they are read, and LF alone is meant' });
  }
  let text: string;
  try {
    text = decoder.decode(isCR ? line.subarray(0, -1) : line);
  } catch {
    fail(`wrote a line to stdout that is not UTF-8: ${quoted(line.toString('latin1'))}`);
    return;
  }
  const why = take(text);
  if (why !== null) fail(why);
};

const hear = (chunk: Buffer): void => {
  let rest = chunk;
  while (failed === null) {
    const end = rest.indexOf(LF);
    const piece = end < 0 ? rest : rest.subarray(0, end);
    if (piece.length > 0) parts.push(piece);
    length += piece.length;
    if (length > MOST_LINE)
      fail(`wrote a line of more than ${MOST_LINE / 2 ** 20} MB to stdout; end each answer with LF`);
    if (end < 0 || failed !== null) return;
    const line = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [];
    length = 0;
    takeLine(line);
    rest = rest.subarray(end + 1);
  }
};

const hearStderr = (chunk: Buffer): void => {
  if (told <= MUCH && told + chunk.length > MUCH)
    say({ kind: 'warning', what: 'wrote more than 1 MB to stderr; its end is kept, the rest is dropped' });
  told += chunk.length;
  tail = Buffer.concat([tail, chunk]).subarray(-TAIL);
};

let over = false;

/** Once the process has ended, and what it wrote is read. */
const atEnd = (how: string): void => {
  if (over) return;
  over = true;
  const where = length > 0 ? 'in the middle of a line' : open();
  fail(`ended ${where} (${how})${lastWords()}`);
  if (ending) close();
};

child.on('error', (error: NodeJS.ErrnoException) => {
  const why =
    error.code === 'ENOENT'
      ? `cannot be started: there is no program "${program}", or no folder ${folder}; install it, or change its command`
      : error.code === 'EACCES'
        ? `cannot be started: "${program}" may not be run`
        : `cannot be started: ${error.message}`;
  fail(why);
});
child.on('exit', (code, signal) => {
  leave(registry, slot);
  slot = 0;
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  child.on('close', () => atEnd(how));
  // A child of its own may hold the pipes open.
  setTimeout(() => atEnd(how), END);
});
child.stdout?.on('data', hear);
child.stdout?.on('end', () => {
  // Who has closed stdout and runs on answers nothing any more.
  setTimeout(() => fail(`closed its stdout ${open()}${lastWords()}`), END);
});
child.stderr?.on('data', hearStderr);
for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe?.on('error', () => {});

const write = (questions: readonly Question[]): void => {
  const lines = questions.map(({ method, params }) => {
    const line = JSON.stringify({ jsonrpc: '2.0', id: nextId, method, params });
    nextId += 1;
    return `${line}\n`;
  });
  child.stdin?.write(lines.join(''));
};

const end = (): void => {
  if (ending) return;
  ending = true;
  if (pending !== null) {
    kill();
    answer({ kind: 'gone' });
  } else if (failed === null) {
    write([{ method: 'shutdown', params: {} }]);
    child.stdin?.end();
  }
  if (over || child.pid === undefined) close();
  setTimeout(kill, END);
};

setInterval(() => {
  if (Atomics.load(registry, 0) !== epoch) end();
}, LOOK);

port.on('message', ({ questions, seconds }: Asked) => {
  if (ending) return answer({ kind: 'gone' });
  if (failed !== null) return answer({ kind: 'failed', why: failed });
  const late = setTimeout(() => {
    const { method } = pending!.questions[pending!.answers.length]!;
    const what = length > 0 ? 'did not end the line that it began, its answer' : 'gave no answer';
    fail(
      `${what} to "${method}" within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}; raise its deadline where a trial takes longer${lastWords()}`,
    );
  }, 1000 * seconds);
  pending = { questions, seconds, firstId: nextId, answers: [], late };
  write(questions);
});
