import type { Clock } from './ports/clock.ts';
import type { TaskFiles } from './ports/task-files.ts';

/** The file that a start without a name means; `today` is the name that was looked for. */
export type TodaysFile =
  | { readonly kind: 'today'; readonly name: string }
  | {
      readonly kind: 'other';
      readonly today: string;
      readonly newest: string;
      readonly names: readonly string[];
    }
  | { readonly kind: 'none'; readonly today: string };

export async function fileForToday(taskFiles: TaskFiles, clock: Clock): Promise<TodaysFile> {
  const day = clock.localStamp().slice(0, 'YYYYMMDD'.length);
  const today = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}-tasks.md`;
  const names = await taskFiles.list();
  if (names.includes(today)) return { kind: 'today', name: today };
  const [newest] = names;
  return newest === undefined ? { kind: 'none', today } : { kind: 'other', today, newest, names };
}
