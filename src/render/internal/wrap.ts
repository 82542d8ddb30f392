const control = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside on one line: control and direction characters, which could repaint a terminal, become spaces. */
export const visible = (text: string): string => text.replace(control, ' ');

const length = (text: string): number => [...text].length;

/** `text` in lines of at most `width` columns, broken at spaces but not at no-break spaces; a longer word is cut. */
export const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(/ +/)) {
    while (length(word) > width) {
      if (line !== '') lines.push(line);
      line = '';
      lines.push([...word].slice(0, width).join(''));
      word = [...word].slice(width).join('');
    }
    if (line === '') line = word;
    else if (length(line) + 1 + length(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((one) => one.replace(/\u00a0/g, ' '));
};

/** `text` in at most `width` columns, with an ellipsis where something was left out. */
export const clipped = (text: string, width: number): string =>
  length(text) <= width ? text : `${[...text].slice(0, Math.max(0, width - 1)).join('')}…`;

/** Whether a text is a number, a dash in its place, or a count beside it: such columns stand to the right. */
export const isNumber = (text: string): boolean => /^(?:[-–…]|[-<> ]*[\d.,]+(?:e-?\d+)?)$/.test(text);
