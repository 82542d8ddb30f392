import type { ConstantsReport } from '../../evidence/outcomes/constants.ts';
import { commands } from './command.ts';
import { anchor, type Html, html } from './escape.ts';
import { exhibitHtml } from './exhibits/exhibit.ts';

/** The chapter *Constants*: for each, its bounds, its drift, and one sentence of conclusion; nothing where none was calibrated. */
export const constantsSection = (constants: ConstantsReport | undefined): Html | null => {
  if (constants === undefined || constants.chapters.length + (constants.missing?.length ?? 0) === 0)
    return null;
  return html`
<section aria-labelledby="constants">
<h2 id="constants">Constants</h2>
<p>“For some constant” is the part of a theorem that nobody can check by reading. Here is which value each constant needs, and whether it is one.</p>${
    constants.missing === undefined
      ? ''
      : html`
<p>Not calibrated, since the run was interrupted: ${constants.missing.join(', ')}.</p>`
  }${constants.chapters.map(
    ({ name, claim, reading, says, conclusion, exhibits, replay }, i) => html`
<section class="examined" id="${anchor('constant', i + 1)}">
<h3>${name} <small>${claim}, ${reading}</small></h3>
<p>${says}</p>
<p><strong>${conclusion}</strong></p>${exhibits.map((exhibit, j) => exhibitHtml(exhibit, anchor('constant', i + 1, 'exhibit', j + 1)))}
${commands(replay)}
</section>`,
  )}
</section>`;
};
