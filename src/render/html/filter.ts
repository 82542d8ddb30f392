import { createHash } from 'node:crypto';
import { type Html, html, raw } from './escape.ts';

/** Hides the claims that a reader does not ask for, and opens the one that a link leads to. Without it every claim is shown, and the box is not. */
const script = `
const box = document.getElementById('filter');
const status = document.getElementById('filter-status');
const marked = [...document.querySelectorAll('[data-words]')];
const show = () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const one of marked) {
    one.hidden = !words.every((word) => one.dataset.words.includes(word));
    const row = document.getElementById('row-' + one.getAttribute('aria-labelledby'));
    if (row) row.hidden = one.hidden;
  }
  const left = marked.filter((one) => !one.hidden).length;
  status.textContent = words.length === 0 ? '' : left + ' of ' + marked.length + ' shown';
};
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const whole = target?.closest('.claim')?.querySelector('.whole') ?? target?.closest('.row');
  if (whole) whole.open = true;
  if (!target || !target.closest('[data-words][hidden]')) return;
  box.value = '';
  show();
  target.scrollIntoView();
};
box.parentElement.hidden = false;
box.addEventListener('input', show);
addEventListener('hashchange', reveal);
reveal();
`;

/** What the page's policy must allow for the script to run: nothing but these bytes. */
export const scriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`;

export const filterBox: Html = html`
<p class="filter" hidden><label for="filter">Show only</label> <input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="refuted, gradient, intended"> <span id="filter-status" role="status"></span></p>`;

export const filterScript: Html = raw(`<script>${script}</script>`);
