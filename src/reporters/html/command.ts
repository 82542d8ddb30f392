import { type Html, html } from './escape.ts';

/** A command or an address, broken between its parts alone; it is copied without the breaks. */
export const commandLine = (text: string): Html =>
  html`<code>${text
    .split(/(?<= )/)
    .map((word) => word.split(/(?<=:)/).map((part) => html`<span class="part">${part}</span>`))}</code>`;

/** Commands to copy, one a line. */
export const commands = (...lines: readonly string[]): Html =>
  html`<div class="command">${lines.map((line) => html`<p>${commandLine(line)}</p>`)}</div>`;
