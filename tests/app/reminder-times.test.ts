import { describe, expect, it } from '@jest/globals';
import { createQuietHours } from '../../src/app/quiet-hours.ts';
import { MINUTE, pass, remindedAt, remindingStage, rules } from './reminding.ts';
import { quiet, start } from './stage.ts';

describe('quiet hours', () => {
  /** From ten o'clock to a quarter past five. */
  const afternoon = createQuietHours({ fromMinute: 10 * 60, toMinute: 17 * 60 + 15 }, 'UTC');

  it('put off what was due in them: it is told once, after them', async () => {
    const { ask, disk } = await remindingStage({}, { ...rules, quiet: afternoon });
    await ask(start);
    await pass(disk, 8 * 60);
    expect(remindedAt(disk)).toEqual(['17:15']);
    await pass(disk, 8 * 60);
    expect(remindedAt(disk)).toEqual(['17:15', '01:00']);
  });

  it('that end shortly before the next one is due have one stand for both', async () => {
    const quietHours = createQuietHours({ fromMinute: 10 * 60, toMinute: 12 * 60 + 45 }, 'UTC');
    const { ask, disk } = await remindingStage({}, { ...rules, quiet: quietHours });
    await ask(start);
    await pass(disk, 7 * 60);
    expect(remindedAt(disk)).toEqual(['12:45']);
    await pass(disk, 60);
    expect(remindedAt(disk)).toEqual(['12:45', '17:00']);
  });
});

describe('the wall clock', () => {
  it('that jumps ahead brings one reminder', async () => {
    const { ask, disk } = await remindingStage();
    await ask(start);
    disk.clock.advance(30 * 24 * 60 * MINUTE);
    await quiet();
    await pass(disk, 60);
    expect(remindedAt(disk)).toHaveLength(1);
  });

  it('that is set back brings none twice', async () => {
    const { ask, disk } = await remindingStage();
    await ask(start);
    await pass(disk, 90);
    disk.clock.set('2026-11-21T09:00:15.000Z');
    await pass(disk, 180);
    expect(remindedAt(disk)).toEqual(['10:00', '11:00']);
    await pass(disk, 60);
    expect(remindedAt(disk)).toEqual(['10:00', '11:00', '13:00']);
  });

  it('is looked at as often as the shortest wait needs', async () => {
    const { ask, disk } = await remindingStage({}, { firstMs: 2_000 });
    await ask(start);
    disk.clock.advance(2_000);
    await quiet();
    expect(remindedAt(disk)).toHaveLength(1);
  });
});
