import type { Verdict } from '../../evidence/outcomes/verdict.ts';
import { glyph, tone } from '../words.ts';
import { type Html, html } from './escape.ts';

/** Glyph and word, colored; a screen reader hears the word alone. */
export const verdictTag = (verdict: Verdict): Html =>
  html`<span class="verdict ${tone[verdict]}"><span aria-hidden="true">${glyph[verdict]}</span> ${verdict}</span>`;

/** A table or a formula in a region of its own that scrolls sideways, by keyboard too. */
export const scrolling = (label: string, content: Html): Html =>
  html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${content}</div>`;
