import { describe, expect, it } from '@jest/globals';
import { fileForToday } from '../../src/app/todays-file.ts';
import { createFakeClock } from '../helpers/app-fakes.ts';

const clock = createFakeClock('2026-11-21T09:30:15.000Z');
const folder = (...names: string[]) => ({
  list: async () => names,
  read: async () => Promise.reject(new Error('nothing is to be read')),
  stamp: async () => undefined,
});

describe('the file for today', () => {
  it('is named after the day', async () => {
    const files = folder('2026-11-22-tasks.md', '2026-11-21-tasks.md', '2026-11-20-tasks.md');
    expect(await fileForToday(files, clock)).toEqual({ kind: 'today', name: '2026-11-21-tasks.md' });
  });

  it('is not there: the newest one is named', async () => {
    const names = ['2026-11-20-tasks.md', 'ideas.md'];
    expect(await fileForToday(folder(...names), clock)).toEqual({
      kind: 'other',
      today: '2026-11-21-tasks.md',
      newest: '2026-11-20-tasks.md',
      names,
    });
  });

  it('is not there, nor any other', async () => {
    expect(await fileForToday(folder(), clock)).toEqual({ kind: 'none', today: '2026-11-21-tasks.md' });
  });
});
