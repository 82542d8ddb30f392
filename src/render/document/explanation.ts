import type { Explanation, Look, OpenBracket } from '../../core/report/explanation.ts';
import { count, eValue, lowerBound, significant, upperBound } from '../numbers.ts';
import { axisValue, cellPlace, constantsLine, equation, plural, verdictWord } from '../words.ts';
import { anchor, type Block, heading, type Part, paragraph, type Section } from './document.ts';

const value = (name: string, number: number, digits = 6): string =>
  equation(name, significant(number, digits));

/** Rounded outward, so that what is said to lie between does. */
const between = ({ lower, upper }: OpenBracket): string => {
  if (lower === null && upper === null) return 'anywhere, as far as is known';
  if (lower === null) return `at most ${upperBound(upper!, 6)}`;
  if (upper === null) return `at least ${lowerBound(lower, 6)}`;
  // Ends that differ by rounding alone are one number to a reader.
  const near = significant(lower, 6) === significant(upper, 6);
  return near ? significant(lower, 6) : `between ${lowerBound(lower, 6)} and ${upperBound(upper, 6)}`;
};

const drawSentences = (explanation: Explanation): readonly string[] => {
  const { cell, trial, address, derived, draw, failureRate, regime } = explanation;
  const how = cell.mode === 'ambient' ? 'all that is random' : 'the reduced law';
  const place = [cellPlace(cell), constantsLine(cell.constants)].filter(Boolean).join(', ');
  return [
    `Trial ${trial} at ${place}, by ${how}, from the address ${address.join(' / ')}.`,
    [
      ...Object.entries(derived).map(([name, number]) => `There ${value(name, number)}.`),
      `The claim may fail on a share of ${significant(failureRate, 6)} of all draws.`,
    ].join(' '),
    ...(regime === 'outside'
      ? ['The cell lies outside the premise: it is shown, and not counted in the verdict of the claim.']
      : []),
    ...(draw === null
      ? []
      : [
          `The draw: ${Object.entries(draw)
            .map(([name, seen]) => equation(name, axisValue(seen)))
            .join(', ')}.`,
        ]),
  ];
};

const extremes = {
  sup: ', the largest over all choices',
  inf: ', the least over all choices',
  none: '',
} as const;

const quantitySentences = ({ says, conclusion, premise, quantities }: Explanation): readonly string[] => [
  `The claim: ${says}. As a formula: ${conclusion.text}.`,
  ...quantities.map(
    ({ name, says: what, extreme, bracket }) =>
      `${name} (${what}${what.includes(' over ') ? '' : extremes[extreme ?? 'none']}): ${between(bracket)}.`,
  ),
  `So the left side is ${between(conclusion.lhs)}, the right side ${between(conclusion.rhs)}.`,
  ...premise.map(
    ({ text, lhs, rhs }) =>
      `The premise asks for ${text} on the draw: ${between(lhs)} against ${between(rhs)}.`,
  ),
];

/** Whether anything that the claim compares is left to an adversary. */
const hasAdversary = ({ quantities }: Explanation): boolean =>
  quantities.some(({ extreme }) => extreme === 'sup' || extreme === 'inf');

const marginSentences = (explanation: Explanation): readonly string[] => {
  const { margin, exhausted, critical } = explanation;
  if (margin === null) return [];
  const { attack, certificate } = margin;
  const played = hasAdversary(explanation);
  const further =
    exhausted !== null && (exhausted.attack !== attack || exhausted.certificate !== certificate)
      ? [
          `The searches stopped once the trial was decided; carried to their end they find it ${between({ lower: exhausted.certificate, upper: exhausted.attack })}.`,
        ]
      : [];
  const turning = (['attack', 'certificate'] as const).flatMap((side) => {
    const at = critical?.values[side] ?? null;
    return at === null
      ? []
      : [`${side === 'attack' ? 'violated' : 'certified'} at ${value(critical!.name, at)}`];
  });
  return [
    `The margin is the right side minus the left; below zero the conclusion is false.${played ? ' What counts is the least margin over all choices of the adversary.' : ''}`,
    attack === null
      ? `${played ? 'No attack' : 'Nothing'} bounds it from above.`
      : `${played ? 'The attack found a choice at which it' : 'It'} is at most ${upperBound(attack, 6)}.`,
    certificate === null
      ? `${played ? 'No certificate' : 'Nothing'} bounds it from below.`
      : played
        ? `The certificate shows that it is at least ${lowerBound(certificate, 6)} at every choice.`
        : `It is at least ${lowerBound(certificate, 6)}.`,
    ...further,
    ...(turning.length === 0 ? [] : [`On this draw the conclusion is ${turning.join(' and ')}.`]),
  ];
};

const decisionSentences = (explanation: Explanation): readonly string[] => {
  const { outcome, why, confirmed, margin } = explanation;
  const played = hasAdversary(explanation);
  switch (outcome) {
    case 'violated': {
      if (confirmed === null) return ['Violated.'];
      const values = Object.entries(confirmed.values).map(([name, number]) => value(name, number, 8));
      const shown = Object.entries(confirmed.shown).map(([name, number]) => value(name, number, 8));
      const how =
        confirmed.by === 'explicit'
          ? 'everything that was drawn was written out'
          : 'the coordinates that the draw had revealed were written out';
      return [
        `The whole bracket lies below zero. Before that counts, ${how} and looked at in plain f64: ${shown.length === 0 ? 'the adversary has nothing to choose' : `${shown.join(', ')}, so the adversary may choose it`}; there ${values.join(', ')}, and the margin is ${significant(confirmed.margin, 6)}.`,
        `Violated: this ${played ? 'choice' : 'draw'} is a witness.`,
      ];
    }
    case 'certified':
      return [
        `The lower end, ${significant(margin?.certificate ?? 0, 6)}, is not below zero, so ${played ? 'no choice violates the conclusion' : 'the conclusion holds'}.`,
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

const verdictSentence: Readonly<Record<Explanation['verdict'], string>> = {
  refuted: 'the failures are too many for the allowed rate',
  supported: 'the failures are too few for the allowed rate or more, even if every unresolved trial were one',
  consistent:
    'with confirmed failures alone the second e-value reaches its mark, and with the unresolved ones beside them it no longer can',
  undecided: 'the trials ran out before either e-value had grown enough',
  vacuous: 'every draw was skipped',
};

const verdictSentences = ({ alpha, cap, looks, verdict, failureRate }: Explanation): readonly string[] => [
  `Each e-value starts at 1. The first grows with failures beyond the allowed share, ${significant(failureRate, 6)}, the second with trials that are no failure (unresolved ones count as failures there). The cell is refuted once the first reaches 1/α = ${significant(1 / alpha.refute, 6)}, supported once the second reaches ${significant(1 / alpha.support, 6)}; the judge looks after every batch, up to ${count(cap)} trials.`,
  `After ${plural(looks.at(-1)?.trials ?? 0, 'trial')} the cell is ${verdictWord(verdict)}: ${verdictSentence[verdict]}.`,
];

const columns = [
  'trials',
  'violated',
  'certified',
  'unresolved',
  'skipped',
  'E, rate ≤',
  'E, rate ≥',
] as const;

const lookRow = (look: Look | null): readonly string[] => {
  if (look === null) return columns.map(() => '…');
  const e = (log10: number | null): string => (log10 === null ? '–' : eValue(log10));
  return [
    ...[look.trials, look.violated, look.certified, look.unresolved, look.skipped].map((n) => count(n)),
    e(look.log10ER),
    e(look.log10EA),
  ];
};

/** What the judge saw: the first few looks and the last few. */
const looksTable = ({ looks }: Explanation): Block => ({
  kind: 'table',
  caption: 'E-values against a rate no higher, and no lower, than the allowed one',
  columns,
  rows: (looks.length <= 9 ? looks : [...looks.slice(0, 5), null, ...looks.slice(-3)]).map(lookRow),
});

/** One trial walked through, from its draw to the verdict of its cell. */
const explanationPart = (explanation: Explanation): Part => {
  const { claim, reading, trial } = explanation;
  const steps = [
    ['The draw', drawSentences(explanation)],
    ['The quantities', quantitySentences(explanation)],
    ['The margin', marginSentences(explanation)],
    ['The decision', decisionSentences(explanation)],
    ['From trials to the verdict', verdictSentences(explanation)],
  ] as const;
  return {
    ...{ kind: 'part', role: 'walk', id: anchor('explained', claim, reading) },
    head: { title: claim, note: `${reading}, trial ${trial}` },
    blocks: [
      ...steps.flatMap(([title, sentences]) =>
        sentences.length === 0 ? [] : [heading(title), ...sentences.map((sentence) => paragraph(sentence))],
      ),
      looksTable(explanation),
    ],
  };
};

/** Trials walked through; null where none was. */
export const explanationsSection = (explanations: readonly Explanation[] = []): Section | null =>
  explanations.length === 0
    ? null
    : { id: 'explained', title: 'One trial, step by step', blocks: explanations.map(explanationPart) };
