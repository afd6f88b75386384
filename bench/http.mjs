import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { main, median, program, tasks, workspace } from './workspace.mjs';

const SECRET = 'a-secret-for-the-bench-only';
const CLIENTS = 16;

/**
 * Calls of `/webhook/status` a second, against a bare Express app with the same JSON parsing in a process of its own,
 * both asked by the same client in turn; and how long `/webhook/approve` takes, with its durable write.
 */
export async function http(smoke) {
  const seconds = smoke ? 0.2 : 3;
  const count = smoke ? 3 : 40;
  const ports = [await freePort(), await freePort()];
  const ours = await startService(ports[0], count);
  const bare = await startProcess(['--input-type=module', '-e', bareApp(ports[1])], process.cwd(), 'ready');
  try {
    const rates = { ours: [], bare: [] };
    for (let round = 0; round < (smoke ? 1 : 3); round += 1) {
      rates.bare.push(await rate(ports[1], seconds));
      rates.ours.push(await rate(ports[0], seconds));
    }
    const [a, b] = [median(rates.ours), median(rates.bare)];
    const approvals = await approveAll(ports[0], count);
    return [
      {
        what: '/webhook/status, calls a second',
        measured: a.toFixed(0),
        baseline: `${b.toFixed(0)} (bare Express)`,
        multiple: (a / b).toFixed(2),
        'at most': 'at least 0.7',
      },
      {
        what: `/webhook/approve, ${count} tasks`,
        measured: `${median(approvals).toFixed(1)} ms`,
        baseline: `${approvals.toSorted((x, y) => x - y)[Math.floor(approvals.length * 0.99)].toFixed(1)} ms (p99)`,
        multiple: '',
        'at most': '',
      },
    ];
  } finally {
    ours.kill('SIGTERM');
    bare.kill('SIGKILL');
    await once(ours, 'exit');
  }
}

const bareApp = (port) => `
  import express from 'express';
  const app = express();
  app.use(express.json({ limit: '100kb' }));
  app.post('/webhook/status', (request, response) => response.json({ status: 'ok', message: 'Nothing waits.' }));
  app.listen(${port}, '127.0.0.1', () => console.log('ready'));
`;

async function startService(port, count) {
  const folder = workspace(program('noop.sh'));
  writeFileSync(join(folder, 'tasks', 'list.md'), tasks(count));
  appendFileSync(join(folder, 'config.yaml'), `\nserver:\n  port: ${port}\nwebhooks:\n  secret: ${SECRET}\n`);
  const service = await startProcess([main, 'serve'], folder, 'webhook: listens');
  return service;
}

async function startProcess(args, cwd, ready) {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) if (line.includes(ready)) break;
  child.stdout.resume();
  return child;
}

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

function call(port, name, body = {}) {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-webhook-secret': SECRET,
    };
    const asked = request(
      { port, host: '127.0.0.1', path: `/webhook/${name}`, method: 'POST', headers, agent },
      (answer) => {
        let said = '';
        answer.setEncoding('utf8').on('data', (part) => (said += part));
        answer.on('end', () => resolve({ status: answer.statusCode, body: said }));
      },
    );
    asked.on('error', reject).end(text);
  });
}

async function rate(port, seconds) {
  let done = 0;
  const end = performance.now() + seconds * 1_000;
  const client = async () => {
    while (performance.now() < end) {
      const { status } = await call(port, 'status');
      if (status !== 200) throw new Error(`status ${status}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return done / seconds;
}

/** Each time a gate waits, it is approved. */
async function approveAll(port, count) {
  const took = [];
  await call(port, 'command', { command: '/start list.md' });
  while (took.length < count) {
    const { gate, status } = JSON.parse((await call(port, 'status')).body);
    if (status === 'completed' || status === 'stopped') break;
    if (!gate) continue;
    const start = performance.now();
    await call(port, 'approve', { gate: gate.id });
    took.push(performance.now() - start);
  }
  return took;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
