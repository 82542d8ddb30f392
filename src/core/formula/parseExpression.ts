import { createRequire } from 'node:module';
import type { Expression, OperationName } from './expression.ts';
import { FormulaError } from './formulaError.ts';
import { didYouMean } from './nearest.ts';

const LONGEST = 500;
const DEEPEST = 50;

/** The functions a formula may call, with the most arguments they take; the least is one. */
const FUNCTIONS = {
  sqrt: 1,
  ln: 1,
  log: 1,
  exp: 1,
  abs: 1,
  min: Number.POSITIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
  sign: 1,
} as const;

type FunctionName = keyof typeof FUNCTIONS;

export const functionNames = Object.keys(FUNCTIONS) as readonly FunctionName[];

const ALLOWED = `numbers, pi, names, + - * / ^, parentheses, and the functions ${functionNames.join(', ')}`;

/** Names that stand for a number in every formula. */
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI };

/** Names that mathjs reads as an operator or as a value. */
const FOREIGN: ReadonlySet<string> = new Set(
  'true false null undefined NaN Infinity end mod to in and or xor not'.split(' '),
);

/** Names that nothing else can be given. */
export const reservedNames: ReadonlySet<string> = new Set([...FOREIGN, ...Object.keys(CONSTANTS)]);

/**
 * Reads `text` as a formula.
 *
 * mathjs reads the grammar. The words are checked one by one before it does: its grammar knows much that a
 * formula does not, and its tree has no positions.
 *
 * Throws: `FormulaError`, one sentence with the offending part, its position counted from 1, and what to write.
 */
export const parseExpression = (text: string): Expression => {
  if (text.length > LONGEST) {
    const shown = JSON.stringify(`${text.slice(0, 20)}…`);
    const problem = `expected at most ${LONGEST} characters, got ${text.length}; split it or name a part`;
    throw new FormulaError(text, `formula ${shown}: ${problem}`);
  }
  const words = wordsOf(text);
  if (words.length === 0)
    throw refusal(text, 1, `an empty formula is not allowed; write one such as "d^2.4"`);
  words.forEach((word, i) => {
    checkWord(text, word, words[i - 1], words[i + 1]);
  });
  return translate(text, words, grammar(text));
};

const refusal = (text: string, position: number, problem: string): FormulaError =>
  new FormulaError(text, `formula ${JSON.stringify(text)}: ${problem}`, position);

interface Word {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly position: number;
  /** How many parentheses are open after it. */
  readonly depth: number;
}

/** A dot before an operator is none of a number's: mathjs has operators such as .* for arrays. */
const WORD =
  /[ \t]+|(?<number>(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z]\w*)|(?<sign>[-+*/^(),])|(?<other>.)/gsu;

/** Characters that mathjs's grammar knows and a formula does not, and what they would say. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  '=': 'an assignment or comparison',
  '<': 'a comparison',
  '>': 'a comparison',
  '.': 'access to a property',
  '"': 'a string',
  "'": 'a string or transpose',
  '`': 'a string',
  '[': 'an index or array',
  ']': 'an index or array',
  '{': 'an object',
  '}': 'an object',
  '!': 'a factorial or negation',
  '?': 'a conditional',
  ':': 'a range or conditional',
  ';': 'a second formula',
  '\n': 'a second line',
  '%': 'a percentage or remainder',
};

/** Throws: `FormulaError` with the position of the first character that no formula has. */
const wordsOf = (text: string): readonly Word[] => {
  let depth = 0;
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index, groups = {} }): Word[] => {
    const position = index + 1;
    if (groups.other !== undefined) {
      const meaning = Object.hasOwn(FORBIDDEN, word) ? ` (${FORBIDDEN[word]})` : '';
      throw refusal(text, position, notAllowed(`${JSON.stringify(word)}${meaning}`, position));
    }
    const kind = (['number', 'name', 'sign'] as const).find((one) => groups[one] !== undefined);
    if (word === '(') depth++;
    if (word === ')') depth--;
    return kind === undefined ? [] : [{ kind, text: word, position, depth }];
  });
};

const notAllowed = (part: string, position: number): string =>
  `${part} at position ${position} is not allowed; allowed are ${ALLOWED}`;

const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name);

/** What can be said from a word and its neighbors: depth, numbers, names, missing operators. */
const checkWord = (text: string, word: Word, previous: Word | undefined, next: Word | undefined): void => {
  const { kind, text: written, position } = word;
  const quoted = JSON.stringify(written);
  const where = `${quoted} at position ${position}`;
  const refuse = (problem: string): never => {
    throw refusal(text, position, problem);
  };
  if (word.depth > DEEPEST)
    refuse(`parentheses at position ${position} are nested deeper than ${DEEPEST}; simplify it`);
  if (kind === 'number' && !Number.isFinite(Number(written)))
    refuse(`the number ${written} at position ${position} is too large; the largest is about 1.79e308`);
  if (kind === 'name') {
    if (FOREIGN.has(written)) refuse(notAllowed(quoted, position));
    if (next?.text === '(' && !isFunction(written)) {
      const near = didYouMean(written, functionNames);
      const cure = near || `; for a product write ${JSON.stringify(`${written} * (`)}`;
      refuse(`${where} is not a function (the functions are ${functionNames.join(', ')})${cure}`);
    }
    if (next?.text !== '(' && isFunction(written))
      refuse(`${where} is a function and needs an argument, as in "${written}(d)"`);
  }
  const startsValue = kind !== 'sign' || (written === '(' && previous?.kind !== 'name');
  if (startsValue && previous !== undefined && (previous.kind !== 'sign' || previous.text === ')')) {
    const pair = JSON.stringify(`${previous.text} ${written}`);
    const cure = JSON.stringify(`${previous.text} * ${written}`);
    refuse(`an operator is missing before ${where}; write ${cure} for ${pair}`);
  }
};

/** All of mathjs in one file, loaded when the first formula is read: its other entries are 650 modules. */
const MATHJS = 'mathjs/lib/browser/math.js';

const require = createRequire(import.meta.url);

/** The part of mathjs's nodes that is read. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: unknown;
  readonly content?: Node;
  readonly fn?: string | { readonly name?: unknown };
  readonly args?: readonly Node[];
}

const grammar = (text: string): Node => {
  const { parse } = require(MATHJS) as { readonly parse: (text: string) => Node };
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

/** How mathjs names the operators, and how we do. */
const OPERATORS: Readonly<Record<string, OperationName>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  pow: 'pow',
  unaryMinus: 'negate',
};

const translate = (text: string, words: readonly Word[], root: Node): Expression => {
  // The walk meets the calls in the order of the text.
  const calls = words.filter((word) => word.kind === 'name' && isFunction(word.text));
  let met = 0;

  const operationOf = ({ type, fn, args = [] }: Node): OperationName => {
    if (type === 'OperatorNode' && typeof fn === 'string' && Object.hasOwn(OPERATORS, fn))
      return OPERATORS[fn]!;
    const call = type === 'FunctionNode' ? calls[met++] : undefined;
    if (call === undefined || !isFunction(call.text))
      throw refusal(text, 1, `mathjs reads a ${type} in it, which is not allowed; allowed are ${ALLOWED}`);
    const { text: name, position } = call;
    const most = FUNCTIONS[name];
    if (args.length >= 1 && args.length <= most) return name === 'ln' ? 'log' : name;
    const wants = most === 1 ? 'one argument' : 'one argument or more';
    const cure =
      name === 'log' || name === 'ln'
        ? `${name} is the natural logarithm, write "${name}(a) / ${name}(b)" for another base`
        : `write "${name}(d)"`;
    throw refusal(
      text,
      position,
      `"${name}" at position ${position} takes ${wants}, got ${args.length}; ${cure}`,
    );
  };

  const visit = (node: Node): Expression => {
    const { type, value, name, content, fn, args = [] } = node;
    if (type === 'ConstantNode' && typeof value === 'number') return { kind: 'constant', value };
    if (type === 'SymbolNode' && typeof name === 'string')
      return Object.hasOwn(CONSTANTS, name)
        ? { kind: 'constant', value: CONSTANTS[name]! }
        : { kind: 'symbol', name };
    if (type === 'ParenthesisNode' && content !== undefined) return visit(content);
    if (type === 'OperatorNode' && fn === 'unaryPlus') return visit(args[0]!);
    return { kind: 'operation', name: operationOf(node), operands: args.map(visit) };
  };
  return visit(root);
};
