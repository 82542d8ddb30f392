import type { ClaimVerdict } from '../../core/judge/verdict.ts';
import type { ImagesFigure } from '../../core/report/figure.ts';
import type { Chart } from '../charts/chart.ts';

/** A piece of a line, by what it means; how that looks is the renderer's affair. */
export type Inline =
  | string
  | {
      readonly kind: 'verdict';
      readonly verdict: ClaimVerdict;
      readonly outside?: boolean;
      readonly odd?: boolean;
    }
  | { readonly kind: 'code' | 'command'; readonly text: string }
  | { readonly kind: 'formula'; readonly text: string; readonly tex: string; readonly display?: boolean }
  /** The sign of a series of a chart, the first being 0. */
  | { readonly kind: 'swatch'; readonly series: number }
  | { readonly kind: 'strong' | 'odd' | 'work'; readonly of: Text }
  | { readonly kind: 'link'; readonly to: string; readonly of: Text }
  /** A line with small ones below it. */
  | { readonly kind: 'lines'; readonly of: readonly Text[] };

export type Text = Inline | readonly Text[];

export type Mark<K extends Exclude<Inline, string>['kind']> = Extract<Inline, { readonly kind: K }>;

/** Where a block is shown; everywhere unless it says so. */
export type Medium = 'terminal' | 'markdown' | 'page';

/** Verdicts by rows and columns; a cell that was not tried is null. */
export interface VerdictTable {
  readonly caption: string;
  /** What rows and columns are; empty where their labels say it themselves. */
  readonly corner: readonly [string, string];
  readonly columns: readonly string[];
  readonly rows: readonly { readonly head: string; readonly cells: readonly (VerdictCell | null)[] }[];
}

export interface VerdictCell {
  readonly mark: Mark<'verdict'>;
  readonly tally: string;
  /** The anchor of the cell among the details. */
  readonly to: string;
}

/** Cells in a line: what they share, and the mark of each. */
export interface Strip {
  readonly label: string;
  readonly cells: readonly Mark<'verdict'>[];
}

/** One claim in one reading, on a line that opens. */
export interface OverviewRow {
  /** The anchor of the row. */
  readonly id: string;
  /** The anchor of the claim's own part; absent where the row has all of it. */
  readonly to?: string;
  /** What a reader may type to find it, where the row has all of it. */
  readonly words?: string;
  readonly name: string;
  readonly note: string;
  readonly verdict: ClaimVerdict;
  readonly basis: string;
  readonly place: string;
  readonly says: string;
  /** What it needs of its constants. */
  readonly needs: readonly Text[];
  /** Where it fails; empty where nothing was refuted. */
  readonly fails: string;
  readonly strips: readonly Strip[];
  /** The verdicts of its cells in words: what the strips show. */
  readonly counts: string;
  readonly error: string;
  /** What stands below the line once it is opened. */
  readonly blocks: readonly Block[];
}

/** What stands at the head of a part: `✗ refuted  gradient-is-large (printed) · Lemma 4.2`. */
export interface Head {
  readonly title: string;
  readonly note: string;
  readonly verdict?: ClaimVerdict;
  readonly source?: string;
  /** What follows the verdict, such as the counts of cells. */
  readonly tail?: string;
}

/** A claim, a finding, a constant, a cell of a study, a trial walked through: a head and what follows it. */
export interface Part {
  readonly kind: 'part';
  readonly role: 'claim' | 'finding' | 'constant' | 'cell' | 'walk';
  readonly id: string;
  readonly head: Head;
  /** The anchor of what the part is about, where that is elsewhere. */
  readonly about?: string;
  /** What a reader may type to find it. */
  readonly words?: string;
  readonly blocks: readonly Block[];
}

export type Block = { readonly only?: readonly Medium[] } & (
  | { readonly kind: 'heading'; readonly text: Text }
  | { readonly kind: 'paragraph'; readonly text: Text; readonly role?: string }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | {
      readonly kind: 'terms';
      readonly role: 'facts' | 'words' | 'statement' | 'provenance';
      readonly terms: readonly (readonly [term: Text, ...said: readonly Text[]])[];
    }
  | {
      readonly kind: 'table';
      readonly role?: 'details';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Text[])[];
      /** The anchors of the rows. */
      readonly ids?: readonly string[];
    }
  | {
      readonly kind: 'overview';
      readonly caption: string;
      readonly groups: readonly { readonly title: string; readonly rows: readonly OverviewRow[] }[];
    }
  | { readonly kind: 'verdicts'; readonly tables: readonly VerdictTable[] }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  | { readonly kind: 'printed'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'charts'; readonly key: Text; readonly charts: readonly Chart[] }
  | { readonly kind: 'images'; readonly images: ImagesFigure }
  | { readonly kind: 'notice'; readonly blocks: readonly Block[] }
  | { readonly kind: 'folded'; readonly summary: string; readonly blocks: readonly Block[] }
  | Part
);

export type BlockOf<K extends Block['kind']> = Extract<Block, { readonly kind: K }>;

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A report for readers, whatever shows it. */
export interface Document {
  readonly title: string;
  readonly version: string;
  /** What a reader must know first, or last on a terminal. */
  readonly top: readonly Block[];
  readonly sections: readonly Section[];
}

export const isList = (text: Text): text is readonly Text[] => Array.isArray(text);

/** The blocks of a medium, those of others left out. */
export const blocksFor = (blocks: readonly Block[], medium: Medium): readonly Block[] =>
  blocks.filter(({ only }) => only === undefined || only.includes(medium));

/** The blocks in these media alone. */
export const onlyIn = (only: readonly Medium[], ...blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => ({ ...block, only }));

/** What a terminal leaves to those who have the room. */
export const roomy = (...blocks: readonly Block[]): readonly Block[] =>
  onlyIn(['markdown', 'page'], ...blocks);

export const paragraph = (text: Text, role?: string): Block => ({
  ...{ kind: 'paragraph', text },
  ...(role === undefined ? {} : { role }),
});

export const heading = (text: Text): Block => ({ kind: 'heading', text });
export const commands = (...lines: readonly string[]): Block => ({ kind: 'commands', lines });
export const verdictMark = (verdict: ClaimVerdict): Text => ({ kind: 'verdict', verdict });
export const code = (text: string): Text => ({ kind: 'code', text });
export const strong = (of: Text): Text => ({ kind: 'strong', of });
export const link = (to: string, of: Text): Text => ({ kind: 'link', to, of });

/** A line with small ones below it; empty ones are left out. */
export const lines = (...of: readonly Text[]): Text => ({
  kind: 'lines',
  of: of.filter((line) => line !== ''),
});

/** A name for an anchor: `gradient-is-large-printed`. */
export const anchor = (...parts: readonly (string | number)[]): string =>
  parts
    .join('-')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
