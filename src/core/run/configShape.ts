import { z } from 'zod';
import { type Profile, profiles } from '../theorem.ts';
import type { Config } from './config.ts';

/** The fields of a configuration and their types; loaded when there is one. */
export const configShape: z.ZodType<Config> = z.strictObject({
  profile: z.enum(profiles as [Profile, ...Profile[]]).optional(),
  seed: z.string().optional(),
  axes: z
    .record(z.string(), z.union([z.number(), z.string(), z.array(z.union([z.number(), z.string()]))]))
    .optional(),
  alpha: z.strictObject({ refute: z.number(), support: z.number() }).partial().optional(),
  out: z.string().optional(),
  threads: z.number().int().optional(),
  data: z.string().optional(),
  generator: z.string().optional(),
  memory: z.number().optional(),
  store: z.union([z.string(), z.literal(false)]).optional(),
  baselines: z.string().optional(),
  theorems: z.array(z.unknown()).optional(),
});
