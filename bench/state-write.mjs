import { join } from 'node:path';
import { createStateStore } from '../dist/adapters/storage/state-store.js';
import { encodeState } from '../dist/adapters/storage/encode-state.js';
import { freshState } from '../dist/app/project-state.js';
import { decide, evolve, idle } from '../dist/core/session/index.js';
import { overwrite, replaceDurably } from './durable-write.mjs';
import { median, workspace } from './workspace.mjs';

/**
 * A save of the state after a change of one task, as each decision makes one, for short and long lists; against the
 * bare `JSON.stringify` + write + fsync of the same bytes. That baseline is not durable: it writes over the file (half
 * of it may be lost in a crash) and has no rename and no fsync of the folder. So there is a second line against one
 * that has both; the copy of the state before, which Greenlight keeps, is in neither.
 */
export async function stateWrite(smoke) {
  const rows = [];
  for (const count of smoke ? [10] : [10, 10_000]) rows.push(...(await ofSize(count, smoke ? 3 : 101)));
  return rows;
}

async function ofSize(count, rounds) {
  const path = workspace('true');
  const store = createStateStore({ path: join(path, 'state.json'), now: () => new Date().toISOString() });
  await store.load();
  const session = sessionOf(count);
  const took = { ours: [], bare: [], durable: [] };
  for (let round = 0; round < rounds; round += 1) {
    const changed = round % count;
    const tasks = session.tasks.with(changed, { ...session.tasks[changed], turns: round });
    const state = { ...freshState, session: { ...session, tasks } };
    const document = encodeState(state);
    took.bare.push(await timed(() => overwrite(join(path, 'bare.json'), JSON.stringify(document))));
    took.ours.push(await timed(() => store.save(state)));
    took.durable.push(
      await timed(() => replaceDurably(join(path, 'durable.json'), JSON.stringify(document))),
    );
  }
  const ours = median(took.ours);
  const against = (baseline, what, most) => ({
    what: `state write, ${count} tasks`,
    measured: `${ours.toFixed(2)} ms`,
    baseline: `${median(baseline).toFixed(2)} ms (${what})`,
    multiple: (ours / median(baseline)).toFixed(2),
    'at most': most,
  });
  return [
    against(took.bare, 'stringify + write + fsync, no folder fsync', '1.5'),
    against(took.durable, 'the same, and rename + folder fsync', ''),
  ];
}

async function timed(call) {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

function sessionOf(count) {
  const rules = { mode: 'required', checkpointAfter: [], autoApprove: [] };
  const tasks = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    title: `Step ${index + 1} of the list`,
    type: 'backend',
    dependsOn: [],
    digest: 'd'.repeat(64),
  }));
  const decision = decide(
    {
      type: 'start',
      id: '20261121-093015',
      file: 'tasks/list.md',
      digest: 'd'.repeat(64),
      tasks,
      repeated: false,
      at: '2026-11-21T09:30:15.000Z',
      by: { channel: 'terminal', name: 'bench' },
      fresh: { gate: 'g', conversation: 'c' },
    },
    idle,
    rules,
  );
  return decision.events.reduce(evolve, idle);
}
