import { describe, expect, it } from '@jest/globals';
import { ann } from '../helpers/session-play.ts';
import { emptyDisk, openStage, quiet, start, toldTypes } from './stage.ts';

const approve = { type: 'approve' } as const;
const stays = { 1: [{}] };

describe('a repeated request', () => {
  it.each(['one after the other', 'at once'])('gets the same reply and changes nothing: %s', async (how) => {
    const { service, disk } = await openStage({ script: stays });
    await service.request({ by: ann, command: start });
    const ask = () => service.request({ by: ann, command: approve, id: 'r1' });
    const first = ask();
    if (how === 'one after the other') await first;
    expect(await ask()).toEqual(await first);
    await quiet();
    expect(disk.starts).toHaveLength(1);
    expect(disk.audit).toHaveLength(2);
  });

  it('gets the same reply from the next process', async () => {
    const disk = emptyDisk();
    const first = await openStage({ disk, script: stays });
    await first.ask(start);
    const reply = await first.ask(approve, 'r1');
    const second = await openStage({ disk, script: stays });
    expect(await second.ask(approve, 'r1')).toEqual(reply);
    expect(disk.starts).toHaveLength(1);
  });

  it('that was refused is refused again, although it would fit by now', async () => {
    const { ask } = await openStage();
    const refused = await ask(approve, 'r1');
    await ask(start);
    expect(await ask(approve, 'r1')).toEqual(refused);
  });

  it('is a new one after a thousand others, and its notices come, too', async () => {
    const { ask, service, disk } = await openStage({ script: stays });
    await ask(start, 'again');
    disk.told.splice(0);
    for (let n = 0; n < 999; n += 1) await service.request({ by: ann, command: approve, id: `r${n}` });
    expect(await ask(start, 'again')).toMatchObject({ ok: true });
    await ask({ type: 'pause' }, 'one more');
    expect(await ask(start, 'again')).toMatchObject({ ok: false, rejection: { code: 'already_running' } });
    expect(await ask({ type: 'resume' }, 'r0')).toMatchObject({ ok: true });
    expect(toldTypes(disk)).toEqual(['gate-decided', 'attempt-started', 'session-paused', 'session-resumed']);
  });
});
