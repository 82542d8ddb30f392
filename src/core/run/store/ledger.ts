import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './durable.ts';
import { readResultFile, resultText, setAside } from './resultFile.ts';

const epochs = z.array(z.string());

/**
 * The number, from 1 on, of the epoch in which a cell's evidence is collected over many runs.
 *
 * `lifetime` names the cell whatever its formulas, `epoch` what its evidence is a function of: a claim or a sampler that changed
 * opens a new epoch, and going back to an older one opens another.
 *
 * Throws: `StoreError` where the folder cannot be written to.
 */
export const epochIn = (
  folder: string,
  lifetime: string,
  epoch: string,
  warn: (sentence: string) => void,
): number => {
  const address = createHash('sha256').update(lifetime).digest('hex');
  const file = join(folder, 'ledger', `${address}.json`);
  const found = readResultFile(file, address, epochs);
  if ('none' in found && found.none === 'broken') {
    const aside = setAside(file);
    if (aside !== null)
      warn(
        `${file} is set aside as ${aside}, since ${found.because}; a first epoch begins, and what earlier ones spent of α is no longer counted`,
      );
  }
  const known = 'content' in found ? found.content : [];
  if (known.at(-1) === epoch) return known.length;
  replaceFile(file, resultText(address, [...known, epoch]));
  return known.length + 1;
};

/** The share of α that an epoch has: ½, ⅙, 1/12, …, which add up to 1 over a lifetime. */
export const shareOf = (epoch: number): number => 1 / (epoch * (epoch + 1));
