import { valueAt } from '../../core/axisValues.ts';
import { axes } from './axes.ts';

const width = axes.find(({ symbol }) => symbol === 'm')!;

/** The width that `text`, a number or a formula in d, gives at this d. Throws: `UsageError`. */
export const widthAt = (text: string, d: number): number => valueAt(width, text, { d });
