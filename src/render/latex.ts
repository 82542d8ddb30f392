import type { ClaimReport, Report } from '../core/report/report.ts';
import { upperBound } from './numbers.ts';
import { headline, insideOf, meaning, verdictCounts } from './words.ts';

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};

/** Letters and signs of our sentences, as every TeX knows them. */
const signs: Readonly<Record<string, string>> = {
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  η: '\\eta',
  λ: '\\lambda',
  π: '\\pi',
  σ: '\\sigma',
  χ: '\\chi',
  ψ: '\\psi',
  Ω: '\\Omega',
  Θ: '\\Theta',
  Σ: '\\sum',
  Π: '\\prod',
  '√': '\\surd',
  '‖': '\\|',
  '∇': '\\nabla',
  '≤': '\\le',
  '≥': '\\ge',
  '−': '-',
  '·': '\\cdot',
  '×': '\\times',
  '∞': '\\infty',
  '∈': '\\in',
  '∉': '\\notin',
  '⟨': '\\langle',
  '⟩': '\\rangle',
  '→': '\\to',
  '±': '\\pm',
  '∂': '\\partial',
  '½': '\\tfrac12',
  '¼': '\\tfrac14',
  '¾': '\\tfrac34',
  '⁰': '{}^0',
  '²': '{}^2',
  '³': '{}^3',
  '⁴': '{}^4',
  '⁵': '{}^5',
  '⁶': '{}^6',
  '⁷': '{}^7',
  '⁸': '{}^8',
  '⁹': '{}^9',
  '⁻': '{}^-',
  ℓ: '\\ell',
  τ: '\\tau',
  φ: '\\varphi',
  μ: '\\mu',
  θ: '\\theta',
  '₀': '{}_0',
  '₁': '{}_1',
  '₂': '{}_2',
  '∀': '\\forall',
  '∃': '\\exists',
};

/** Text for LaTeX. A sign that is not known here is given by its number, so that nothing is lost and nothing fails to compile. */
export const texText = (text: string): string =>
  [...text]
    .map((sign) => {
      if (signs[sign] !== undefined) return `\\ensuremath{${signs[sign]}}`;
      if (special[sign] !== undefined) return special[sign];
      if (/[#$%&_{}]/.test(sign)) return `\\${sign}`;
      if (sign === '’') return "'";
      if (sign === '“') return '``';
      if (sign === '”') return "''";
      if (sign === '–') return '--';
      if (sign === '…') return '\\ldots{}';
      if (sign >= ' ' && sign <= '~') return sign;
      if (/[\u00c0-\u017f]/.test(sign)) return sign;
      return /\s/.test(sign) ? ' ' : `[U+${sign.codePointAt(0)!.toString(16).toUpperCase()}]`;
    })
    .join('');

const row = (claim: ClaimReport): string => {
  const { id, reading, source, says, verdict, basis, error } = claim;
  const cells = insideOf(claim);
  return [
    `\\texttt{${texText(id)}} (${reading})\\newline ${texText(says)}`,
    texText(source.split(' · ')[0]!),
    `${verdict}\\newline (${basis})`,
    texText(cells.length === 0 ? 'none' : verdictCounts(cells)),
    error === null ? '--' : error === 0 ? '0' : texText(upperBound(error)),
  ].join(' & ');
};

/**
 * A table of all claims but the controls (booktabs, longtable) and a paragraph that says how to read it, to be `\input` into a paper.
 *
 * Needs the packages booktabs, longtable and array, and any TeX that reads UTF-8.
 */
export const reportToLatex = (report: Report): string => {
  const { version, seed, profile, alpha } = report.provenance;
  const claims = report.claims.filter(({ control }) => !control);
  const present = [...new Set(claims.map(({ verdict }) => verdict))];
  return `% Written by lakatos ${version}. In the preamble: \\usepackage{booktabs,longtable,array}
\\begingroup\\small
\\begin{longtable}{@{}>{\\raggedright}p{0.44\\linewidth}>{\\raggedright}p{0.13\\linewidth}>{\\raggedright}p{0.14\\linewidth}>{\\raggedright}p{0.13\\linewidth}r@{}}
\\toprule
statement & place & verdict & cells & error \\\\
\\midrule
\\endhead
\\bottomrule
\\endfoot
${claims.map((claim) => `${row(claim)} \\\\`).join('\n')}
\\end{longtable}
\\endgroup

${texText(headline(report))} Verdicts are those of lakatos ${texText(version)}, profile ${texText(profile)}, seed \\texttt{${texText(seed)}}.
${present.map((verdict) => `\\emph{${verdict}}: ${texText(meaning(verdict, alpha))}`).join('\n')}
The last column bounds the chance that the verdict is wrong; cells are those inside the premise.
`;
};
