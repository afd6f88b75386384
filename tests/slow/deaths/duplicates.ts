import type { Evidence } from './evidence.ts';

/** Messages that tell of one thing and therefore come once, unless the service died before it knew that it had sent one. */
const ONCE = /^(?:📋|[⏸✅❌⚠⚙]\uFE0F? (?:Task|Session|Waiting))/u;

/** Notices that came more than once, each with how often. */
export function duplicatesIn({ requests }: Evidence): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { method, params, answer } of requests) {
    const text = typeof params['text'] === 'string' ? params['text'] : '';
    if (method !== 'sendMessage' || answer?.ok !== true || !ONCE.test(text)) continue;
    const known = `${withoutTimes(text)}\n${JSON.stringify(params['reply_markup'] ?? '')}`;
    counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > 1));
}

/** A running task is shown with how long it runs. */
const withoutTimes = (text: string): string => text.replace(/ · \d+:\d\d.*$/m, '').replace(/\nnow: .*/, '');
