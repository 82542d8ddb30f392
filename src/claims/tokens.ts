import { FormulaError } from './formulaError.ts';

/** A word of a formula's text, and where it begins, counted from 1. */
export interface Token {
  readonly kind: 'number' | 'name' | 'operator' | '(' | ')' | ',';
  readonly text: string;
  readonly position: number;
}

export const ALLOWED =
  'numbers, names, + - * / ^, parentheses, and the functions sqrt, log, exp, abs, min, max, sign';

const PATTERNS: readonly [Token['kind'], RegExp][] = [
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z][A-Za-z0-9_]*/y],
  ['operator', /[+\-*/^]/y],
  ['(', /\(/y],
  [')', /\)/y],
  [',', /,/y],
];

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

/**
 * Splits `text` into words; spaces and tabs only separate.
 *
 * Throws: `FormulaError` with the position of the first character that no formula has.
 */
export const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ' || text[at] === '\t') {
      at++;
      continue;
    }
    const token = tokenAt(text, at);
    if (token === undefined) throw forbidden(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
};

const tokenAt = (text: string, at: number): Token | undefined => {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, position: at + 1 };
  }
  return undefined;
};

const forbidden = (text: string, at: number): FormulaError => {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const meaning = Object.hasOwn(FORBIDDEN, character) ? ` (${FORBIDDEN[character]})` : '';
  const shown = JSON.stringify(character);
  return new FormulaError(
    text,
    `formula ${JSON.stringify(text)}: ${shown}${meaning} at position ${at + 1} is not allowed; allowed are ${ALLOWED}`,
    at + 1,
  );
};
