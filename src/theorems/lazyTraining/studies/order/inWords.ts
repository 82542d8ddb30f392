import type { OrderStudy, Trace } from './orderStudy.ts';

/** Three digits, as a sentence wants them. */
export const short = (x: number): string => {
  const digits = Number(x.toPrecision(3));
  return Math.abs(digits) >= 1e5 ? digits.toExponential().replace('e+', 'e') : String(digits);
};

const DRIFT = {
  grows: 'grows',
  shrinks: 'shrinks',
  constant: 'stays the same within its bars',
  undecided: 'shows no clear drift',
} as const;

/** Why the verdict: what the traced ratio does, from where to where, and what that says. */
export const inWords = (study: OrderStudy, { traced, growth }: Trace, bounded: boolean): string => {
  const [first, last] = [growth.cells[0]!, growth.cells.at(-1)!];
  const { estimate, lower, upper } = growth.exponent;
  const ratio = `${study.symbol} / ${study.order.text} ${traced.name}`;
  const range = `from ${study.against} = ${short(first.size)} to ${short(last.size)} along ${study.path.text}`;
  const medians = `(median ${short(first.estimate)} → ${short(last.estimate)}, exponent ${short(estimate)} in [${short(lower)}, ${short(upper)}])`;
  const says = (): string => {
    if (growth.drift === 'grows')
      return `, so no constant below ${short(last.lower ?? last.estimate)} serves at its end${study.law === null ? '; whether it levels off is not decided' : ''}`;
    if (!bounded)
      return study.little
        ? ', where an o(·) asks it to shrink'
        : ': neither bounded nor unbounded within the bars';
    const limit =
      study.search === null
        ? 'which a path with an end cannot prove'
        : 'though a search bounds it from below only';
    return study.little ? `, as an o(·) asks, ${limit}` : `, so one constant serves on this range, ${limit}`;
  };
  // An O asks for no more than that.
  const drift = bounded && growth.drift === 'undecided' ? 'does not grow' : DRIFT[growth.drift];
  const more = [study.remark, study.law].map((clause) => (clause === null ? '' : `; ${clause}`)).join('');
  return `${ratio} ${drift} ${range} ${medians}${says()}${more}`;
};
