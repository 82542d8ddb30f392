import { isStudied, type Planned, type PlannedStudy } from '../core/run/planned.ts';
import { withOptions } from '../core/run/planStudies.ts';
import { UsageError } from '../core/run/usageError.ts';
import { checkedOptions, choiceFlags } from '../theorems/lazyTraining/figures/choices.ts';
import { DataError } from '../theorems/lazyTraining/figures/data/dataError.ts';
import { nameOfImages } from '../theorems/lazyTraining/figures/data/imageSet.ts';
import { readImageFolder } from '../theorems/lazyTraining/figures/data/readImageFolder.ts';

/** `--batch-size` as commander names what it read: batchSize. */
const camel = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What commander hands over for the choices of experiments, by the names of their flags in camel case. */
export type ChoiceTexts = Readonly<Record<string, unknown>>;

/** The choices that were made, by the names of their flags. */
export const experimentOptions = (flags: ChoiceTexts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    choiceFlags.flatMap(({ name }) => {
      const text = flags[camel(name)];
      return typeof text === 'string' ? [[name, text]] : [];
    }),
  );

const isExperiment = (one: Planned): one is PlannedStudy => isStudied(one) && one.study.kind === 'experiment';

/** The images that a plan's experiments look at, by name; null where they draw them, or where there is no experiment. */
export const imagesOf = (planned: readonly Planned[]): string | null =>
  planned.find(isExperiment)?.options.images ?? null;

/**
 * Looks at choices before a plan is made of them.
 *
 * Throws: `UsageError` where a choice does not fit, one sentence.
 */
export const requireChoices = (options: Readonly<Record<string, string>>): void => {
  try {
    checkedOptions(options);
  } catch (error) {
    throw error instanceof DataError ? new UsageError(error.message) : error;
  }
};

/** Throws: `UsageError` where a choice was made that nothing planned makes use of. */
const requireUsed = (planned: readonly PlannedStudy[], options: Readonly<Record<string, string>>): void => {
  const idle = choiceFlags.find(
    ({ name }) => options[name] !== undefined && !planned.some(({ study }) => study.uses?.includes(name)),
  );
  if (idle === undefined) return;
  const ids = [...new Set(planned.map(({ study }) => study.id))];
  throw new UsageError(`--${idle.name} changes nothing in ${ids.join(', ')}; leave it out`);
};

/**
 * Looks at images and choices before any work, where an experiment is planned, and lets the images themselves, not the folder they
 * lie in, be a part of what its result depends on: they are named by the option `images`, and an experiment that finds others ends. Where
 * they are named already, as in the plan of shards that are merged, no folder is looked at.
 *
 * Throws: `UsageError` where the folder does not hold what it should or a choice does not fit, one sentence.
 */
export const withUsableImages = (
  planned: readonly Planned[],
  options: Readonly<Record<string, string>>,
): readonly Planned[] => {
  const experiments = planned.filter(isExperiment);
  if (experiments.length === 0) return planned;
  requireUsed(experiments, options);
  try {
    if (options.data === undefined || options.images !== undefined) return planned;
    const images = nameOfImages(readImageFolder(options.data));
    return planned.map((one) => {
      if (!isExperiment(one)) return one;
      return withOptions(one, { ...one.options, images });
    });
  } catch (error) {
    if (error instanceof DataError) throw new UsageError(error.message);
    throw error;
  }
};
