import type { ClaimVerdict } from '../../core/judge/verdict.ts';
import { tone } from '../words.ts';

/** The few colors that a terminal gets; without color every function gives its text back. */
export interface Ink {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly verdict: (verdict: ClaimVerdict, text: string) => string;
}

const ESC = String.fromCharCode(27);
const paint =
  (on: string, off: string) =>
  (text: string): string =>
    `${ESC}[${on}m${text}${ESC}[${off}m`;

// Orange and blue of the 256-color table, told apart by nearly everyone.
const colors = { against: paint('38;5;208', '39'), for: paint('38;5;33', '39'), neither: paint('2', '22') };

export const ink = (color: boolean): Ink => {
  if (!color) {
    return { strong: (text) => text, quiet: (text) => text, verdict: (_verdict, text) => text };
  }
  return {
    strong: paint('1', '22'),
    quiet: paint('2', '22'),
    verdict: (verdict, text) => colors[tone[verdict]](text),
  };
};
