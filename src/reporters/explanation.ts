import type { DrawSummary, Explanation, Look, OpenBracket } from '../evidence/outcomes/explanation.ts';
import { ink } from './internal/ink.ts';
import { visible, wrapped } from './internal/wrap.ts';
import { count, eValue, lowerBound, significant, upperBound } from './numbers.ts';
import { cellPlace, constantsLine, plural, verdictWord } from './words.ts';

/** One step of a walk: a title, sentences, and rows of numbers where there are several. */
export interface ExplanationPart {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
}

// No-break spaces: a line must not end between a name and its value.
const tight = '\u00a0=\u00a0';

/** Rounded outward, so that what is said to lie between does. */
const between = ({ lower, upper }: OpenBracket): string => {
  if (lower === null && upper === null) return 'anywhere, as far as is known';
  if (lower === null) return `at most ${upperBound(upper!, 6)}`;
  if (upper === null) return `at least ${lowerBound(lower, 6)}`;
  // Ends that differ by rounding alone are one number to a reader.
  const near = significant(lower, 6) === significant(upper, 6);
  return near ? `${significant(lower, 6)}` : `between ${lowerBound(lower, 6)} and ${upperBound(upper, 6)}`;
};

const drawSentences = (draw: DrawSummary, m: number): readonly string[] => [
  `Of W0 the claim sees u = W0 x, ${count(m)} numbers from ${significant(draw.u.min, 4)} to ${significant(draw.u.max, 4)} with median ${significant(draw.u.median, 3)}; ${count(draw.positive)} of the signs a_s are +1.`,
  `At W0 ${plural(draw.active, 'neuron is', 'neurons are')} active: u_s > 0. ${plural(draw.steady, 'is', 'are')} active for every W in the ball (n_R, u_s above the radius), and ${plural(draw.strip, 'has', 'have')} another activation for some W in it (|S_v|, u_s within the radius of 0).`,
];

const drawPart = (explanation: Explanation): ExplanationPart => {
  const { cell, trial, address, radius, draw, failureRate, regime } = explanation;
  const how = cell.mode === 'ambient' ? 'all of W0' : 'the reduced law';
  const constants = constantsLine(cell.constants);
  return {
    title: 'The draw',
    sentences: [
      `Trial ${trial} at ${cellPlace(cell)}${constants === '' ? '' : `, ${constants}`}, by ${how}, from the address ${address.join(' / ')}.`,
      `The ball lets each row of W0 move by at most ${significant(radius, 6)}; the claim may fail on a share of ${significant(failureRate, 6)} of all draws.`,
      ...(regime === 'outside'
        ? ['The cell lies outside the premise: it is shown, and not counted in the verdict of the claim.']
        : []),
      ...(draw === null ? [] : drawSentences(draw, cell.m)),
    ],
    table: null,
  };
};

const extremes = {
  sup: ', the largest over the ball',
  inf: ', the least over the ball',
  none: ', a number of W0 alone',
} as const;

const quantitiesPart = ({ says, conclusion, premise, quantities }: Explanation): ExplanationPart => ({
  title: 'The quantities',
  sentences: [
    `The claim: ${says}. As a formula: ${conclusion.text}.`,
    ...quantities.map((quantity) => {
      const extreme = extremes[quantity.extreme ?? 'none'];
      return `${quantity.name} (${quantity.says}${quantity.says.includes('over the ball') ? '' : extreme}): ${between(quantity.bracket)}.`;
    }),
    `So the left side is ${between(conclusion.lhs)}, the right side ${between(conclusion.rhs)}.`,
    ...premise.map(
      ({ text, lhs, rhs }) =>
        `The premise asks for ${text} on the draw: ${between(lhs)} against ${between(rhs)}.`,
    ),
  ],
  table: null,
});

const marginPart = ({ margin, exhausted, critical }: Explanation): ExplanationPart | null => {
  if (margin === null) return null;
  const attack =
    margin.attack === null
      ? 'No attack bounds it from above.'
      : `The attack found a W at which it is at most ${upperBound(margin.attack, 6)}.`;
  const certificate =
    margin.certificate === null
      ? 'No certificate bounds it from below.'
      : `The certificate shows that it is at least ${lowerBound(margin.certificate, 6)} at every W in the ball.`;
  const further =
    exhausted !== null && (exhausted.attack !== margin.attack || exhausted.certificate !== margin.certificate)
      ? [
          `The searches stopped once the trial was decided; carried to their end they find it ${between({ lower: exhausted.certificate, upper: exhausted.attack })}.`,
        ]
      : [];
  const solved = (at: string, value: number | null): readonly string[] =>
    value === null ? [] : [`${at} ${critical!.name}${tight}${significant(value, 6)}`];
  const turning =
    critical === null
      ? []
      : [
          ...solved('violated at', critical.values.attack),
          ...solved('certified at', critical.values.certificate),
        ];
  return {
    title: 'The margin',
    sentences: [
      'The margin is the right side minus the left; below zero the conclusion is false. What counts is the least margin over the ball.',
      attack,
      certificate,
      ...further,
      ...(turning.length === 0 ? [] : [`On this draw the conclusion is ${turning.join(' and ')}.`]),
    ],
    table: null,
  };
};

const decisionSentences = ({ outcome, why, confirmed, margin, cell }: Explanation): readonly string[] => {
  switch (outcome) {
    case 'violated': {
      if (confirmed === null) return ['Violated.'];
      const values = Object.entries(confirmed.values).map(
        ([name, value]) => `${name}${tight}${significant(value, 8)}`,
      );
      const how =
        confirmed.by === 'explicit'
          ? `all ${count(cell.m)} × ${count(cell.d)} weights of W were written out`
          : 'W was written out in the coordinates that the draw had revealed';
      return [
        `The whole bracket lies below zero. Before that counts, ${how} and looked at in plain f64: the farthest row moves ${significant(confirmed.largestShift, 8)} and the radius is ${significant(confirmed.radius, 8)}, so W is in the ball; there ${values.join(', ')}, and the margin is ${significant(confirmed.margin, 6)}.`,
        'Violated: this W is a witness.',
      ];
    }
    case 'certified':
      return [
        `The lower end, ${significant(margin?.certificate ?? 0, 6)}, is not below zero, so no W in the ball violates the conclusion.`,
        'Certified.',
      ];
    case 'skipped':
      return [
        `The draw does not satisfy the premise ${why ?? ''}: the trial is skipped, and counted as that.`,
      ];
    case 'unresolved':
      return [
        why === 'budget spent'
          ? 'Zero lies inside the bracket: no attack went below it, and no certificate stays above.'
          : `Not decided (${why ?? 'no reason given'}).`,
        'Unresolved: it counts neither as a failure against the claim nor as a pass.',
      ];
    default:
      return outcome satisfies never;
  }
};

/** The looks that a table shows: the first few and the last few. */
const shownLooks = (looks: readonly Look[]): readonly (Look | null)[] =>
  looks.length <= 9 ? looks : [...looks.slice(0, 5), null, ...looks.slice(-3)];

const lookRow = (look: Look | null): readonly string[] => {
  if (look === null) return Array.from({ length: 7 }, () => '…');
  const e = (log10: number | null): string => (log10 === null ? '–' : eValue(log10));
  return [
    ...[look.trials, look.violated, look.certified, look.unresolved, look.skipped].map((n) => count(n)),
    e(look.log10ER),
    e(look.log10EA),
  ];
};

const verdictSentence: Readonly<Record<Explanation['verdict'], string>> = {
  refuted: 'the failures are too many for a rate of at most γ',
  supported: 'the failures are too few for a rate of γ or more, even if every unresolved trial were one',
  consistent:
    'with confirmed failures alone the second e-value reaches its mark, and with the unresolved ones beside them it no longer can',
  undecided: 'the trials ran out before either e-value had grown enough',
  vacuous: 'every draw was skipped',
};

const verdictPart = ({ alpha, cap, looks, verdict, failureRate }: Explanation): ExplanationPart => ({
  title: 'From trials to the verdict',
  sentences: [
    `Each e-value starts at 1. The first grows with failures beyond the allowed share γ = ${significant(failureRate, 6)}, the second with trials that are no failure (unresolved ones count as failures there). The cell is refuted once the first reaches 1/α = ${significant(1 / alpha.refute, 6)}, supported once the second reaches ${significant(1 / alpha.support, 6)}; the judge looks after every batch, up to ${count(cap)} trials.`,
    `After ${plural(looks.at(-1)?.trials ?? 0, 'trial')} the cell is ${verdictWord(verdict)}: ${verdictSentence[verdict]}.`,
  ],
  table: {
    head: ['trials', 'violated', 'certified', 'unresolved', 'skipped', 'E, rate ≤ γ', 'E, rate ≥ γ'],
    rows: shownLooks(looks).map(lookRow),
  },
});

/** The steps of a walk in words, from the draw to the verdict; every format shows the same. */
export const explanationParts = (explanation: Explanation): readonly ExplanationPart[] => {
  const margin = marginPart(explanation);
  return [
    drawPart(explanation),
    quantitiesPart(explanation),
    ...(margin === null ? [] : [margin]),
    { title: 'The decision', sentences: decisionSentences(explanation), table: null },
    verdictPart(explanation),
  ];
};

/** `value-is-bounded (printed), trial 3`. */
export const explanationTitle = ({ claim, reading, trial }: Explanation): string =>
  `${claim} (${reading}), trial ${trial}`;

const aligned = (table: NonNullable<ExplanationPart['table']>): readonly string[] => {
  const lines = [table.head, ...table.rows];
  const widths = table.head.map((_, i) => Math.max(...lines.map((line) => [...line[i]!].length)));
  return lines.map((line) =>
    line.map((cell, i) => ' '.repeat(widths[i]! - [...cell].length) + cell).join('  '),
  );
};

/**
 * Walks for a terminal, after the table of verdicts.
 *
 * Units: `width` in columns.
 */
export const explanationsToTerminal = (
  explanations: readonly Explanation[],
  options: { readonly width: number; readonly color: boolean },
): string => {
  const { strong, quiet } = ink(options.color);
  const width = Math.max(40, options.width);
  const lines = explanations.flatMap((explanation) => [
    '',
    ...wrapped(visible(`One trial, step by step: ${explanationTitle(explanation)}`), width).map(strong),
    ...explanationParts(explanation).flatMap(({ title, sentences, table }) => [
      '',
      `  ${strong(title)}`,
      ...sentences.flatMap((sentence) => wrapped(visible(sentence), width - 4).map((line) => `    ${line}`)),
      ...(table === null
        ? []
        : aligned(table).map((line, i) => `    ${i === 0 ? quiet(line) : line}`.trimEnd())),
    ]),
  ]);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};

/** Walks as sections of a Markdown page; `escaped` is the page's way to keep text from acting as markup. */
export const explanationsToMarkdown = (
  explanations: readonly Explanation[],
  escaped: (text: string) => string,
): readonly string[] => {
  if (explanations.length === 0) return [];
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '## One trial, step by step',
    ...explanations.flatMap((explanation) => [
      `### ${escaped(explanationTitle(explanation))}`,
      ...explanationParts(explanation).flatMap(({ title, sentences, table }) => [
        `**${title}.** ${escaped(sentences.join(' '))}`,
        ...(table === null
          ? []
          : [[row(table.head), row(table.head.map(() => '--:')), ...table.rows.map(row)].join('\n')]),
      ]),
    ]),
  ];
};
