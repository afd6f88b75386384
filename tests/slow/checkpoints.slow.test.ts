import { it } from '@jest/globals';
import { roundTrips } from '../adapters/git/round-trip.ts';

const CASES = Number(process.env['CHECKPOINT_CASES'] ?? 300);

it(
  `gives back what was kept in ${CASES} random cases (CHECKPOINT_CASES)`,
  async () => {
    await roundTrips(CASES);
  },
  4_000 * CASES,
);
