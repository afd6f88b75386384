import { afterEach, describe } from '@jest/globals';
import { runnerContract } from '../../helpers/contracts/runner-contract.ts';
import { linesOf } from './look.ts';
import { createBench, orderOf, SESSION, type Bench } from './runner-bench.ts';

describe('the runner of the Claude CLI', () => {
  let bench: Bench | undefined;
  afterEach(async () => bench?.remove());

  runnerContract(async () => {
    const there = (bench = await createBench());
    const starts = (epoch: number): string => there.file(`starts-${epoch}`);
    const wait = (epoch: number): string => `wait ${there.file(`go-${epoch}`)}`;
    return {
      session: SESSION,
      open: () => there.runner(),
      order: (epoch, how) => {
        const stays = how === 'stays' ? [wait(epoch)] : [];
        return orderOf(['init', 'say Working on it.', `count ${starts(epoch)}`, ...stays, 'result'], {
          epoch,
        });
      },
      end: (epoch) => there.touch(`go-${epoch}`),
      starts: async (epoch) => (await linesOf(starts(epoch))).length,
    };
  });
});
