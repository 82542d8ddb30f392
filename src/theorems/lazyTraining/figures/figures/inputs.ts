import type { Place } from '../../studies/lazyStudy.ts';

/** What is done to images before they are inputs: the paper divides them by their length for Figure 4, and is silent on the others. */
export const inputsOf = ({ constants }: Pick<Place, 'constants'>): 'raw' | 'unit' =>
  constants.unit === 1 ? 'unit' : 'raw';

const inWords = { raw: 'inputs as they are', unit: 'inputs of length 1' } as const;

/** The same in words, and as the flag of `reproduce`. */
export const inputsSetting = (place: Place): { readonly says: string; readonly flags: string } => {
  const inputs = inputsOf(place);
  return { says: inWords[inputs], flags: `--inputs ${inputs}` };
};
