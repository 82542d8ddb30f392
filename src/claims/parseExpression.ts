import { create, type MathNode, parseDependencies } from 'mathjs/number';
import type { Expression, OperationName } from './expression.ts';
import { FormulaError } from './formulaError.ts';
import { didYouMean } from './nearest.ts';
import { ALLOWED, type Token, tokenize } from './tokens.ts';

/** mathjs is asked for the grammar alone: no function or constant of its library is loaded, so none can be reached. */
const { parse } = create({ ...parseDependencies });

const LONGEST = 500;
const DEEPEST = 50;

/** How mathjs names the operators, and how we do; unary plus says nothing and leaves no node. */
const OPERATORS: Readonly<Record<string, OperationName | 'plus'>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  pow: 'pow',
  unaryMinus: 'negate',
  unaryPlus: 'plus',
};

const ONE = { fewest: 1, most: 1 };
const SOME = { fewest: 1, most: Number.POSITIVE_INFINITY };

/** The functions a formula may call, with the number of arguments they take. */
const FUNCTIONS = { sqrt: ONE, log: ONE, exp: ONE, abs: ONE, min: SOME, max: SOME, sign: ONE } as const;

type FunctionName = keyof typeof FUNCTIONS;

export const functionNames = Object.keys(FUNCTIONS) as readonly FunctionName[];

const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name);

/** Names that mathjs reads as an operator or as a value; a formula can neither use nor declare them. */
export const reservedNames: ReadonlySet<string> = new Set(
  'true false null undefined NaN Infinity end mod to in and or xor not'.split(' '),
);

/**
 * Reads `text` as a formula.
 *
 * The words are checked first, then mathjs reads the grammar, then its tree is walked against the whitelist and
 * read back word by word: what was checked is what was parsed, and every part knows its position.
 *
 * Throws: `FormulaError`, one sentence with the offending part, its position counted from 1, and what to write.
 */
export const parseExpression = (text: string): Expression => {
  if (text.length > LONGEST) {
    throw new FormulaError(
      text,
      `formula ${JSON.stringify(`${text.slice(0, 20)}…`)}: expected at most ${LONGEST} characters, got ${text.length}; split it or name a part`,
    );
  }
  const tokens = tokenize(text);
  if (tokens.length === 0)
    throw refusal(text, 1, `an empty formula is not allowed; write one such as "d^2.4"`);
  checkWords(text, tokens);
  return translate(text, tokens, grammar(text));
};

const refusal = (text: string, position: number, problem: string): FormulaError =>
  new FormulaError(text, `formula ${JSON.stringify(text)}: ${problem}`, position);

/** What can be said from a word and its left neighbor: names, numbers, missing operators, depth. */
const checkWords = (text: string, tokens: readonly Token[]): void => {
  let depth = 0;
  tokens.forEach((token, i) => {
    const previous = tokens[i - 1];
    const next = tokens[i + 1];
    if (token.kind === '(') depth++;
    if (token.kind === ')') depth--;
    if (depth > DEEPEST) {
      const where = `at position ${token.position}`;
      throw refusal(
        text,
        token.position,
        `parentheses ${where} are nested deeper than ${DEEPEST}; simplify it`,
      );
    }
    if (token.kind === 'number' && !Number.isFinite(Number(token.text))) {
      const where = `${token.text} at position ${token.position}`;
      throw refusal(text, token.position, `the number ${where} is too large; the largest is about 1.79e308`);
    }
    if (token.kind === 'name') checkName(text, token, next);
    const startsValue = token.kind === 'number' || token.kind === 'name' || token.kind === '(';
    const isCall = token.kind === '(' && previous?.kind === 'name';
    if (startsValue && !isCall && previous !== undefined && endsValue(previous)) {
      const written = `${previous.text} ${token.text}`;
      const cure = `${previous.text} * ${token.text}`;
      throw refusal(
        text,
        token.position,
        `an operator is missing before ${JSON.stringify(token.text)} at position ${token.position}; write ${JSON.stringify(cure)} for ${JSON.stringify(written)}`,
      );
    }
  });
};

const endsValue = (token: Token): boolean =>
  token.kind === 'number' || token.kind === 'name' || token.kind === ')';

const checkName = (text: string, token: Token, next: Token | undefined): void => {
  const { text: name, position } = token;
  const where = `${JSON.stringify(name)} at position ${position}`;
  if (reservedNames.has(name)) {
    throw refusal(text, position, `${where} is not allowed; allowed are ${ALLOWED}`);
  }
  if (next?.kind === '(' && !isFunction(name)) {
    const near = didYouMean(name, functionNames);
    const cure = near === '' ? `; for a product write ${JSON.stringify(`${name} * (`)}` : near;
    throw refusal(
      text,
      position,
      `${where} is not a function (the functions are ${functionNames.join(', ')})${cure}`,
    );
  }
  if (next?.kind !== '(' && isFunction(name)) {
    throw refusal(text, position, `${where} is a function and needs an argument, as in "${name}(d)"`);
  }
};

const grammar = (text: string): MathNode => {
  try {
    return parse(text);
  } catch (error) {
    const position = error instanceof Error && 'char' in error ? Number(error.char) : undefined;
    const said = error instanceof Error ? error.message.replace(/\s*\(char \d+\)$/, '') : String(error);
    const shown = said.charAt(0).toLowerCase() + said.slice(1);
    const at = position === undefined ? '' : ` at position ${position}`;
    throw new FormulaError(
      text,
      `formula ${JSON.stringify(text)}: ${shown}${at}; allowed are ${ALLOWED}`,
      position,
    );
  }
};

/** The part of mathjs's nodes that the whitelist looks at. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: unknown;
  readonly content?: Node;
  readonly fn?: string | { readonly name?: unknown };
  readonly args?: readonly Node[];
}

const translate = (text: string, tokens: readonly Token[], root: MathNode): Expression => {
  let at = 0;
  const here = (): number => tokens[at]?.position ?? text.length + 1;
  const refuse = (part: string): never => {
    throw refusal(text, here(), `${part} at position ${here()} is not allowed; allowed are ${ALLOWED}`);
  };
  const take = (kind: Token['kind']): Token => {
    const token = tokens[at];
    if (token?.kind !== kind) return refuse(JSON.stringify(token?.text ?? 'the end'));
    at++;
    return token;
  };

  const visit = (node: Node): Expression => {
    switch (node.type) {
      case 'ConstantNode': {
        const value = Number(take('number').text);
        return node.value === value ? { kind: 'constant', value } : refuse('this constant');
      }
      case 'SymbolNode': {
        const name = take('name').text;
        return node.name === name ? { kind: 'symbol', name } : refuse('this name');
      }
      case 'ParenthesisNode': {
        take('(');
        const inner = node.content === undefined ? refuse('this') : visit(node.content);
        take(')');
        return inner;
      }
      case 'OperatorNode':
        return visitOperator(node);
      case 'FunctionNode':
        return visitCall(node);
      default:
        return refuse(`this ${node.type}`);
    }
  };

  const visitOperator = (node: Node): Expression => {
    const name =
      typeof node.fn === 'string' && Object.hasOwn(OPERATORS, node.fn) ? OPERATORS[node.fn] : undefined;
    const [first, second] = node.args ?? [];
    if (name === undefined || first === undefined) return refuse('this operator');
    if (second === undefined) {
      take('operator');
      const operand = visit(first);
      return name === 'plus' ? operand : { kind: 'operation', name, operands: [operand] };
    }
    const left = visit(first);
    take('operator');
    const right = visit(second);
    return name === 'plus' ? refuse('this operator') : { kind: 'operation', name, operands: [left, right] };
  };

  const visitCall = (node: Node): Expression => {
    const { text: name, position } = take('name');
    if (!isFunction(name)) return refuse('this call');
    const nodes = node.args ?? [];
    const { fewest, most } = FUNCTIONS[name];
    if (nodes.length < fewest || nodes.length > most) {
      const wants = most === 1 ? 'one argument' : 'one argument or more';
      throw refusal(
        text,
        position,
        `${JSON.stringify(name)} at position ${position} takes ${wants}, got ${nodes.length}${cureFor(name)}`,
      );
    }
    take('(');
    const operands = nodes.map((argument, i) => {
      if (i > 0) take(',');
      return visit(argument);
    });
    take(')');
    return { kind: 'operation', name, operands };
  };

  const expression = visit(root as unknown as Node);
  return at === tokens.length ? expression : refuse(JSON.stringify(tokens[at]?.text));
};

const cureFor = (name: FunctionName): string =>
  name === 'log'
    ? '; log is the natural logarithm, write "log(a) / log(b)" for another base'
    : `; write "${name}(d)"`;
