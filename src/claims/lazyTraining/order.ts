/** The claims of the paper in the order of its text, as reports and lists show them; what is not named here comes after. */
export const inPaperOrder: readonly string[] = [
  'value-is-bounded',
  'value-moves-at-most-C0',
  'initial-value-is-bounded',
  'euler-identity',
  'gradient-is-large',
  'initial-gradient-is-large',
  'gradient-splits',
  'first-term-is-constant',
  'projection-is-independent',
  'second-term-law',
  'few-neurons-flip',
  'sign-changes-are-the-strip',
  'flips-under-both',
  'flips-under-both-anywhere',
  'flips-at-the-moved-point',
  'gradient-is-stable',
  'first-sum-rate',
  'first-sum-rate-fixed',
  'descent-inequality',
  'one-step-flips',
  'one-step-flips-all-weights',
  'step-is-short',
  'step-size-is-small',
  'width-window',
  'radius-is-critical',
  'cone-keeps-sign',
  'cone-extends',
  'robust-error-is-large',
  'single-step-flips-most',
  'markov-step',
  'linear-model',
  'linear-model-moved',
  'figure-2',
  'figure-3',
  'figure-4-left',
  'figure-4-right',
];

/** Sorts what has a claim's id into the order of the paper; equal and unknown ones keep theirs, unknown ones last. */
export const byPaperOrder = <T>(items: readonly T[], idOf: (item: T) => string): readonly T[] => {
  const rank = (item: T): number => {
    const place = inPaperOrder.indexOf(idOf(item));
    return place === -1 ? inPaperOrder.length : place;
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
};
