import temml from 'temml';
import type { FormulaReport } from '../../core/report/report.ts';
import { type Html, html, raw } from './escape.ts';

/** A formula as MathML; where its TeX does not parse, as the text it was written in. */
export const math = (formula: FormulaReport, display = false): Html => {
  try {
    return raw(
      temml.renderToString(formula.tex, {
        displayMode: display,
        throwOnError: true,
        trust: false,
        xml: false,
        annotate: false,
        maxSize: [20, 20],
        maxExpand: 200,
      }),
    );
  } catch {
    return html`<code>${formula.text}</code>`;
  }
};
