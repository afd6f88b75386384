import { it } from '@jest/globals';
import { roundTrips } from './round-trip.ts';

const CASES = 8;

it('gives back the same bytes, modes, index and HEAD, whatever was there and whatever a task did', async () => {
  await roundTrips(CASES);
});
