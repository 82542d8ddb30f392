import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { count } from '../../numbers.ts';
import { anchor, type Html, html, raw } from '../escape.ts';

/** A picture, and what it says to whoever does not see it. */
export interface Drawing {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in words. */
  readonly description: string;
  readonly caption: string;
  readonly plot: Plot.PlotOptions & { readonly width: number; readonly height: number };
}

/** What of an element is touched here; the DOM's own types belong to browsers. */
interface Node {
  readonly attributes: Iterable<{ readonly name: string; value: string }>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<Node>;
  readonly innerHTML: string;
}

const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as {
  document: NonNullable<Plot.PlotOptions['document']>;
};

const geometry = /^(?:d|x|y|dx|dy|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|transform|points)$/;

/** A hundredth of a pixel is enough, and hides the last bits in which engines differ. */
const short = (value: string): string =>
  value.replace(/-?\d+\.\d+(?:e-?\d+)?/g, (text) => String(Math.round(Number(text) * 100) / 100 + 0));

/** Leaves the shapes, and the colors as names of the page's own: no style of its own, no label inside an image. */
const cleaned = (svg: Node): string => {
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const node of svg.querySelectorAll('*')) {
    node.removeAttribute('aria-label');
    node.removeAttribute('aria-hidden');
    for (const attribute of [...node.attributes]) {
      if (geometry.test(attribute.name)) node.setAttribute(attribute.name, short(attribute.value));
    }
  }
  return svg.innerHTML;
};

/** Narrower than this a drawing shrinks with the page; a wider one scrolls, or its words could not be read. */
const shrinksUpTo = 360;

/** The drawing as a figure: SVG with a title and a description, in the colors of the page, light or dark. */
export const drawn = ({ id, title, description, caption, plot }: Drawing): Html => {
  const { width, height } = plot;
  const svg = Plot.plot({ ...plot, document }) as unknown as Node;
  const names = { title: anchor(id, 'title'), description: anchor(id, 'description') };
  const wide = width > shrinksUpTo;
  const picture = html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"${
    wide ? html` class="wide" style="min-width:${Math.round(width * 0.9)}px"` : null
  } role="img" aria-labelledby="${names.title} ${names.description}" text-anchor="middle" fill="currentColor"><title id="${names.title}">${title}</title><desc id="${names.description}">${description}</desc>${raw(cleaned(svg))}</svg>`;
  return html`
<figure class="panel">${caption === '' ? null : html`<figcaption>${caption}</figcaption>`}${
    wide
      ? html`<div class="scroll" role="region" tabindex="0" aria-label="${title}">${picture}</div>`
      : picture
  }</figure>`;
};

/** Which ticks of an axis have room for their words: the first always, then each far enough from the last one kept. */
export const roomy = (ticks: readonly number[], place: (value: number) => number): readonly number[] => {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    // About 6.5 px a character at 11 px, half of each word on its side, and a gap.
    const need = last === undefined ? 0 : (count(last).length + count(tick).length) * 3.25 + 8;
    if (last === undefined || Math.abs(place(tick) - place(last)) >= need) kept.push(tick);
  }
  return kept;
};
