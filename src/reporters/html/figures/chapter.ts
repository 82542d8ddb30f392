import type { ClaimReport } from '../../../evidence/outcomes/report.ts';
import { gridsOf, sharedCaption } from '../../grids.ts';
import { type Html, html } from '../escape.ts';
import { type Against, axesOf } from './axes.ts';
import { boundDrawnAs, otherSide } from './bound.ts';
import { type Drawing, drawn } from './drawing.ts';
import { failureRates, rootAxis } from './failureRates.ts';
import { heatmaps } from './heatmap.ts';
import { quantitiesOf, quantityDrawings } from './quantities.ts';

const group = (heading: Html, key: Html, drawings: readonly Drawing[]): Html | null =>
  drawings.length === 0
    ? null
    : html`
<h4>${heading}</h4>
<p class="key">${key}</p>
<div class="panels">${drawings.map(drawn)}
</div>`;

const sharedLine = (claim: ClaimReport): string => {
  const shared = sharedCaption(gridsOf(claim));
  return shared === '' ? '' : ` All at ${shared}.`;
};

const mapKey = (claim: ClaimReport): Html => {
  const outside = claim.cells.some(({ regime }) => regime === 'outside');
  return html`Below each verdict, how many trials were violated.${sharedLine(claim)}${outside ? ' In brackets with a dashed edge: outside the premise, never counted.' : null}`;
};

const rateKey = (claim: ClaimReport): Html => {
  const exact = claim.cells.some(({ exactRate }) => exactRate !== null);
  return html`The dot is the share of trials violated, the bar the confidence bounds of the rate, the upright line γ${
    exact ? ', the cross the exact rate' : null
  }. On a ${rootAxis(claim)} axis, so that 0 and rates near γ both have room. A verdict rests on the e-value against γ, which is sharper than the bar: a bar may cross γ.`;
};

const quantityKey = (claim: ClaimReport, quantity: string, against: Against): Html => {
  const seen = claim.cells.map((cell) => cell.observed[quantity]);
  const lower = seen.some((ends) => ends?.lower);
  const upper = seen.some((ends) => ends?.upper);
  const ends =
    lower && upper
      ? 'On each draw the quantity is known from below (median at the tip of ▲) and from above (▼); the thin bar spans all draws.'
      : lower
        ? 'On each draw the quantity is known from below alone (median at the tip of ▲); the thin bar spans all draws.'
        : 'On each draw the quantity is known from above alone (median at the tip of ▼); the thin bar spans all draws.';
  const side = otherSide(claim, quantity);
  const drawnAs = boundDrawnAs(claim, quantity, against);
  const line =
    side === null || drawnAs === null
      ? null
      : html` ${drawnAs === 'line' ? 'The dashed line' : 'The dash in each column'} is what it is held against, <code>${side.text}</code>; the claim fails ${side.fails} it.`;
  const other = against === 'd' ? 'm' : 'd';
  const beside =
    axesOf(claim).length > 1 ? ` Cells of one ${against} stand side by side, smallest ${other} first.` : null;
  return html`${ends}${line}${beside} Colors are those of the verdicts.`;
};

/** The pictures of a claim: verdicts across d and m, failure rates against γ, quantities against d and m. */
export const figures = (claim: ClaimReport, id: string): Html =>
  html`${group(
    html`Verdicts across d and m`,
    mapKey(claim),
    heatmaps(claim, id),
  )}${group(html`Failure rates`, rateKey(claim), failureRates(claim, id))}${quantitiesOf(claim).flatMap(
    (quantity) =>
      axesOf(claim).map((against) =>
        group(
          html`<code>${quantity}</code> against ${against}`,
          quantityKey(claim, quantity, against),
          quantityDrawings(claim, quantity, against, id),
        ),
      ),
  )}`;
