import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import type { Question, RpcAnswer } from './bridge.ts';
import { ProcessError } from './processError.ts';
import { type Command, type Session, startSession } from './session.ts';

/** The version of the protocol that is spoken here: see docs/any-language.md. */
export const PROTOCOL = 1;

/** Processes that one thread starts of one command, where they fail. */
const MOST_FAILURES = 3;

/** Seconds that a process has at least to say hello: it starts, and loads what it needs. */
const START = 60;

type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a process says of itself. */
export interface Described {
  readonly theorem: Fields;
  /** A hash of its files, its versions, its command and what it says: whatever its answers are made of. */
  readonly hash: string;
}

/** A command, and what is asked of the process that it starts. */
export interface Program extends Command {
  /** Files that its answers depend on, beside those that it names itself; relative to the folder. */
  readonly files: readonly string[];
  /** What of its environment was asked for. */
  readonly ownEnv: Readonly<Record<string, string>>;
  /** Seconds in which an answer must come. */
  readonly deadline: number;
  readonly version: string;
}

/** A process that is started when it is asked, and again after it has ended. */
export interface Client {
  readonly name: string;
  readonly described: Described;
  /**
   * The answers of one process to these questions. Where they are about a draw that is not the one that the process made last, `sample`
   * is asked in the same breath. Throws: `ProcessError` where it gives no answers.
   */
  readonly ask: (
    questions: readonly Question[],
    draw?: { readonly key: string; readonly sample: Question },
  ) => readonly RpcAnswer[];
}

/** The same on every machine: files go by their names, and neither folders nor the program that runs them count. */
const hashOf = (program: Program, { theorem, files, versions }: Fields): string => {
  const { name, command, folder, ownEnv } = program;
  const named = Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [];
  const paths = new Set([...program.files, ...named].map((file) => resolve(folder, file)));
  const contents = [...paths].map((path) => {
    try {
      return [basename(path), createHash('sha256').update(readFileSync(path)).digest('hex')].join(' ');
    } catch (error) {
      throw new ProcessError(
        `the process "${name}" names the file ${path}, which cannot be read: ${(error as Error).message}`,
      );
    }
  });
  const all = [PROTOCOL, command.slice(1), ownEnv, versions, theorem, contents.sort()];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
};

/** Asks a new process who it is. */
const hello = (program: Program, session: Session): Described => {
  const { name, version, deadline } = program;
  const fault = (what: string): ProcessError => new ProcessError(`the process "${name}" ${what}`);
  const params = { protocol: { from: PROTOCOL, to: PROTOCOL }, lakatos: version };
  const answer = session.ask([{ method: 'hello', params }], Math.max(START, deadline))?.[0];
  if (answer === undefined) throw fault('was told to end before it said hello');
  if ('error' in answer) throw fault(`refused to say hello: ${answer.error.message}`);
  const { result } = answer;
  if (!isObject(result) || !isObject(result.theorem))
    throw fault('says hello without a theorem; answer { protocol, theorem, files, versions }');
  if (result.protocol !== PROTOCOL)
    throw fault(
      `speaks protocol ${JSON.stringify(result.protocol)}, and this version of lakatos ${PROTOCOL}; update one of the two`,
    );
  return { theorem: result.theorem, hash: hashOf(program, result) };
};

/**
 * A client of the process that this program starts. What the process says of itself is asked once in a run: threads that are started
 * later are told, and start a process of their own when they have something to ask.
 */
export const clientOf = (program: Program): Client => {
  const { name, command, folder, env, files, deadline } = program;
  const key = `lakatos-process ${JSON.stringify([command, folder, env, files])}`;
  let session: Session | null = null;
  let failures = 0;
  let lastFailure: ProcessError | null = null;
  let current: string | null = null;
  const start = (): { readonly session: Session; readonly described: Described } => {
    const fresh = startSession(program);
    const found = hello(program, fresh);
    session = fresh;
    current = null;
    return { session: fresh, described: found };
  };
  const known = getEnvironmentData(key) as unknown as Described | undefined;
  const described = known ?? start().described;
  if (known === undefined) setEnvironmentData(key, described as never);
  const running = (): Session => {
    if (session !== null) return session;
    const started = start();
    if (started.described.hash !== described.hash)
      throw new ProcessError(
        `the process "${name}" or its files are not what they were when the run began; run it again`,
      );
    return started.session;
  };
  const once: Client['ask'] = (questions, draw) => {
    const asked = running();
    const before = draw !== undefined && current !== draw.key ? [draw.sample] : [];
    const answers = asked.ask([...before, ...questions], deadline);
    if (answers === null) {
      session = null;
      return [];
    }
    if (draw !== undefined) {
      const sampled = before.length === 0 ? undefined : answers[0]!;
      current = sampled !== undefined && 'error' in sampled ? null : draw.key;
      if (sampled !== undefined && 'error' in sampled) return questions.map(() => sampled);
    }
    return answers.slice(before.length);
  };
  return {
    name,
    described,
    ask: (questions, draw) => {
      if (failures >= MOST_FAILURES) throw new ProcessError(`${lastFailure!.message} (it failed before)`);
      try {
        const first = once(questions, draw);
        const answers = first.length > 0 ? first : once(questions, draw);
        if (answers.length === 0)
          throw new ProcessError(`the process "${name}" was told to end again and again`);
        return answers;
      } catch (error) {
        session = null;
        failures += 1;
        lastFailure = error as ProcessError;
        throw error;
      }
    },
  };
};
