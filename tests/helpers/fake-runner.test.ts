import { describe } from '@jest/globals';
import { createFakeClock } from './app-fakes.ts';
import { runnerContract } from './contracts/runner-contract.ts';
import { createFakeRunner, type FakeLedger, type FakeRunner } from './fake-runner.ts';
import { completed } from './session-play.ts';

describe('the fake runner', () => {
  runnerContract(async () => {
    const ledger: FakeLedger = new Map();
    const runners: FakeRunner[] = [];
    const task = { ends: 1, stays: 2 };
    return {
      session: 'S',
      open() {
        const runner = createFakeRunner({ 1: [{ outcome: completed }] }, createFakeClock(), ledger);
        runners.push(runner);
        return runner;
      },
      order: (epoch, how) => ({
        session: 'S',
        attempt: { epoch, task: task[how], conversation: 'c', orderedAt: '2026-11-21T09:30:15.000Z' },
        prepare: async () => ({ ok: true, launch: { position: 1, title: 'A task', prompt: how } }),
      }),
      end: async (epoch) => runners[0]?.end(epoch, completed),
      starts: async (epoch) =>
        runners.flatMap(({ started }) => started).filter(({ attempt }) => attempt.epoch === epoch).length,
    };
  });
});
