import temml from 'temml';
import type { FormulaReport } from '../../core/report/report.ts';
import { type Html, html, raw } from './escape.ts';

/** Without what a browser's own dictionary of operators says anyway, and without spaces too narrow to be missed. */
const compact = (mathml: string): Html =>
  raw(
    mathml
      .replace(/ (?:fence|separator)="true"/g, '')
      .replace(/ form="(?:prefix|postfix|infix)"/g, '')
      .replace(/<mo stretchy="(?:true|false)">(?=[()[\]])/g, '<mo>')
      .replace(/ class="tml-display" style="display:block math;"/g, '')
      .replace(/ class="tml-(?:lrg|sml|med)-pad"/g, '')
      .replace(/<mspace width="0(?:\.1667em|pt)"(?: height="[^"]*")?><\/mspace>/g, '')
      .replace(/<mrow>(<m[ino](?: [^>]*)?>[^<]*<\/m[ino]>)<\/mrow>/g, '$1'),
  );

/** A formula as MathML; where its TeX does not parse, as the text it was written in. */
export const math = (formula: FormulaReport, display = false): Html => {
  try {
    return compact(
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
