import { visible } from '../internal/wrap.ts';

/** Text that is markup already; everything else is escaped on its way into `html`. */
export interface Html {
  readonly markup: string;
}

export type Piece = Html | string | number | null | readonly Piece[];

/** Text from outside, safe in an element and in a quoted attribute. */
export const escaped = (text: string): string =>
  visible(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');

/** Markup that was made here or by a library we trust to escape. */
export const raw = (markup: string): Html => ({ markup });

const markupOf = (piece: Piece): string => {
  if (piece === null) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  return 'markup' in piece ? piece.markup : piece.map(markupOf).join('');
};

/** A template of markup: what is written stays, what is inserted is escaped unless it is `Html`; null inserts nothing. */
export const html = (written: TemplateStringsArray, ...inserted: readonly Piece[]): Html =>
  raw(written.map((text, i) => text + markupOf(inserted[i] ?? null)).join(''));

/** An element with those of its attributes that have a value. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  inside: Piece = null,
): Html => {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [html` ${key}="${value}"`],
  );
  return html`<${name}${given}>${inside}</${name}>`;
};
