import type { ReminderRules } from '../../src/app/reminders.ts';
import { emptyDisk, openStage, quiet, start, type Disk, type Stage, type StageOptions } from './stage.ts';

export const MINUTE = 60_000;
export const rules: ReminderRules = { firstMs: 30 * MINUTE };

/** A service that reminds; no clock runs by itself. */
export const remindingStage = (
  options: StageOptions = {},
  reminders: ReminderRules = rules,
): Promise<Stage> => openStage({ ...options, deps: (fakes) => ({ ...options.deps?.(fakes), reminders }) });

/** The disk of a gate that was opened at 09:30:15 and of a process that died right after. */
export async function waitingDisk(): Promise<Disk> {
  const disk = emptyDisk();
  const { ask } = await openStage({ disk });
  await ask(start);
  return disk;
}

export async function pass(disk: Disk, minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n += 1) {
    disk.clock.advance(MINUTE);
    await quiet();
  }
}

/** When the operator was reminded. */
export const remindedAt = (disk: Disk): readonly string[] =>
  disk.told.filter(({ type }) => type === 'gate-reminder').map(({ at }) => at.slice(11, 16));
