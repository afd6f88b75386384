import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startBot } from './telegram-bot.mjs';
import { main, median, program, tasks, workspace } from './workspace.mjs';

/**
 * From a tap to the program it approves, and the memory of the service around it.
 *
 * The tap counts from the moment in which getUpdates is answered with it until the program's first line runs (it writes
 * into a pipe that is read here, so one clock measures both ends). Its baseline is the round trip of the same service:
 * a tap on an unknown button, from being handed out in the same way until the call that answers it arrives. In between
 * stand the stored decision, the ledger of the attempt, its wrapper and its lock.
 * The two take turns. Memory is what is resident, after the start and after taps on a card that is decided already:
 * each of them is a decision to be stored (a refusal) and answered.
 */
export async function telegramTap(smoke) {
  const count = smoke ? 2 : 20;
  const updates = smoke ? 20 : 1_000;
  const stage = await startService(count);
  try {
    const before = await residentMiB(stage.pid, smoke);
    const { tapped, answered, decided } = await approveAll(stage, count);
    const told = stage.bot.calls('answerCallbackQuery', updates);
    stage.bot.taps(decided, updates);
    await told;
    const after = await residentMiB(stage.pid, smoke);
    const [ours, trip] = [median(tapped), median(answered)];
    return [
      {
        what: `tap to program started, ${count} tasks`,
        measured: `${ours.toFixed(1)} ms`,
        baseline: `${trip.toFixed(1)} ms (round trip)`,
        multiple: `${(ours / trip).toFixed(2)} (${(ours - trip).toFixed(1)} ms more)`,
        'at most': '20 ms more',
      },
      {
        what: `memory of the idle service, ${updates} updates`,
        measured: `${after.toFixed(1)} MiB`,
        baseline: `${before.toFixed(1)} MiB (after its start)`,
        multiple: `${(after / before).toFixed(2)} (${(after - before).toFixed(1)} MiB more)`,
        'at most': '',
      },
    ];
  } finally {
    await stage.close();
  }
}

/** The service on a list of `count` tasks, whose program does nothing but say when it began. */
async function startService(count) {
  const bot = await startBot();
  const path = workspace('./begins.sh');
  const pipe = join(path, 'home/began');
  execFileSync('mkfifo', [pipe]);
  const end = openSync(pipe, 'r+');
  const began = createReadStream(pipe, { fd: end });
  const stand = `#!/bin/sh\necho >"$HOME/began"\nexec ${JSON.stringify(program('noop.sh'))}\n`;
  writeFileSync(join(path, 'begins.sh'), stand, { mode: 0o755 });
  const config = readFileSync(join(path, 'config.yaml'), 'utf8').replace(
    './begins.sh',
    join(path, 'begins.sh'),
  );
  writeFileSync(join(path, 'config.yaml'), `${config}${bot.config}`);
  writeFileSync(join(path, 'tasks/list.md'), tasks(count));
  const env = { PATH: process.env.PATH, HOME: join(path, 'home') };
  const service = spawn(process.execPath, [main, 'serve'], {
    cwd: path,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(service.stdout, 'data');
  return {
    bot,
    pid: service.pid,
    /** Resolves with when the next attempt's program began. */
    begins: async () => {
      await once(began, 'data');
      return performance.now();
    },
    async close() {
      service.kill('SIGTERM');
      await once(service, 'close');
      // (A read that waits keeps this process alive.)
      writeSync(end, '\n');
      began.destroy();
      await bot.close();
    },
  };
}

/** Ends with the session: what was `decided` last is never asked again. */
async function approveAll({ bot, begins }, count) {
  const times = { tapped: [], answered: [] };
  let gate = nextGate(bot);
  bot.says('/start list.md');
  let decided;
  for (let task = 1; task <= count; task += 1) {
    decided = (await gate).found;
    await calm();
    const answer = bot.calls('answerCallbackQuery', 1);
    const trip = bot.taps('no button of ours');
    times.answered.push((await answer) - bot.handedOut(trip));
    await calm();
    gate =
      task < count
        ? nextGate(bot)
        : bot.call('sendMessage', ({ text }) => text.includes('is finished') || undefined);
    const beginning = begins();
    const tap = bot.taps(decided);
    times.tapped.push((await beginning) - bot.handedOut(tap));
  }
  await gate;
  await calm();
  return { ...times, decided };
}

const APPROVE = /^1:approve:/;
const nextGate = (bot) =>
  bot.call('sendMessage', ({ reply_markup: markup }) =>
    markup?.inline_keyboard
      .flat()
      .map(({ callback_data }) => callback_data)
      .find((data) => APPROVE.test(data)),
  );

/** The service has come to rest: it polls, and what it did last is on disk. */
const calm = () => wait(60);

async function residentMiB(pid, smoke) {
  await wait(smoke ? 100 : 2_000);
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib ?? 0) / 1024;
}
