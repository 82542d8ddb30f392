import { dealOut, type Shard } from '../core/run/shards.ts';
import type { CheckPlan } from './checkRequest.ts';

/** The part of a plan that is done here, with the place of each row in the whole. */
export interface Part extends CheckPlan {
  readonly places: readonly number[];
  readonly searchPlaces: readonly number[];
}

/** All of a plan, or what a shard has of it. */
export const partOf = ({ planned, searches }: CheckPlan, shard: Shard | null): Part => {
  const deal = shard === null ? null : dealOut(planned, searches, shard.count);
  const mine = (owners: readonly number[] | undefined, i: number): boolean =>
    owners === undefined || owners[i] === shard!.index;
  const places = planned.map((_, i) => i).filter((i) => mine(deal?.planned, i));
  const searchPlaces = searches.map((_, i) => i).filter((i) => mine(deal?.searches, i));
  return {
    planned: places.map((i) => planned[i]!),
    searches: searchPlaces.map((i) => searches[i]!),
    places,
    searchPlaces,
  };
};
