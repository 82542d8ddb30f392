import { commands } from './command.ts';
import { type Html, html } from './escape.ts';

/** How a reader puts a claim of their own on trial. */
export const ownClaimSection = (): Html => html`
<section aria-labelledby="own">
<h2 id="own">Put a claim of your own on trial</h2>
<p>A claim is a small file: a premise, a conclusion <em>lhs ≤ rhs</em> over named quantities, and the failure rate it allows. The first command writes a commented example, a wrong bound and its repair; the second tries it and writes a report like this one.</p>
${commands('npx lakatos init', 'npx lakatos check --config lakatos.config.ts')}
<p>The claims below can be tried elsewhere too: at another dimension or width, another γ, other constants.</p>
${commands('npx lakatos claims', 'npx lakatos check gradient-is-large --d 16,100 --m d^2.4 --C0 3 --gamma 0.01')}
</section>`;
