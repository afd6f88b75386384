import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createStateStore } from '../dist/adapters/storage/state-store.js';
import { encodeState } from '../dist/adapters/storage/encode-state.js';
import { freshState } from '../dist/app/project-state.js';
import { decide, evolve, idle } from '../dist/core/session/index.js';
import { median, workspace } from './workspace.mjs';

/** A durable state write, against the bare stringify + write + fsync of the same bytes, for short and long lists. */
export async function stateWrite(smoke) {
  const rows = [];
  for (const count of smoke ? [10] : [10, 10_000]) rows.push(await ofSize(count, smoke ? 3 : 41));
  return rows;
}

async function ofSize(count, rounds) {
  const path = workspace('true');
  const store = createStateStore({ path: join(path, 'state.json'), now: () => new Date().toISOString() });
  await store.load();
  const state = { ...freshState, session: sessionOf(count) };
  const document = encodeState(state);
  const ours = [];
  const bare = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await timed(() => write(join(path, 'bare.json'), document)));
    ours.push(await timed(() => store.save(state)));
  }
  const [a, b] = [median(ours), median(bare)];
  return {
    what: `state write, ${count} tasks`,
    measured: `${a.toFixed(2)} ms`,
    baseline: `${b.toFixed(2)} ms (stringify + write + fsync)`,
    multiple: (a / b).toFixed(2),
    'at most': '1.5',
  };
}

function write(path, document) {
  const file = openSync(path, 'w');
  writeSync(file, JSON.stringify(document));
  fsyncSync(file);
  closeSync(file);
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
