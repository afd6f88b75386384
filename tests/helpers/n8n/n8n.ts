import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../until.ts';
import { freePort } from './free-port.ts';
import { n8nEnvironment, n8nInstallation } from './n8n-settings.ts';
import type { Workflow } from './shipped-workflows.ts';

export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A real n8n with an empty database of its own. */
export interface N8n {
  readonly url: string;
  /** Puts credentials and workflows into the database and publishes them; only before `start`. */
  readonly load: (credentials: readonly Credential[], workflows: readonly Workflow[]) => Promise<void>;
  /** Resolves once it is ready. */
  readonly start: () => Promise<void>;
  /** Whether it takes requests now; while it starts, it only seems to. */
  readonly isReady: () => Promise<boolean>;
  /** Everything it printed. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const run = promisify(execFile);

export async function createN8n(webhookUrl: string): Promise<N8n> {
  const installation = n8nInstallation();
  const folder = await mkdtemp(join(tmpdir(), 'greenlight-n8n-'));
  const [port, brokerPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const env = n8nEnvironment(installation, { folder, port, brokerPort, webhookUrl });
  const { node, program } = installation;
  let output = '';
  let end: ((signal: NodeJS.Signals) => Promise<void>) | undefined;

  const command = async (...args: readonly string[]): Promise<void> => {
    const { stdout, stderr } = await run(node, [program, ...args], { env, cwd: folder });
    output += stdout + stderr;
  };

  return {
    url,
    isReady: () => answersReady(url),
    output: () => output,
    load: async (credentials, workflows) => {
      const workflowFolder = join(folder, 'workflows');
      await mkdir(workflowFolder);
      await writeFile(join(folder, 'credentials.json'), JSON.stringify(credentials));
      for (const workflow of workflows)
        await writeFile(join(workflowFolder, `${workflow.id}.json`), JSON.stringify(workflow));
      await command('import:credentials', `--input=${join(folder, 'credentials.json')}`);
      await command('import:workflow', '--separate', `--input=${workflowFolder}`);
      for (const { id } of workflows) await command('publish:workflow', `--id=${id}`);
    },
    start: async () => {
      // A group of its own: it has a process for code beside it.
      const child = spawn(node, [program, 'start'], { env, cwd: folder, detached: true });
      const closed = once(child, 'close');
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
      end = async (signal) => {
        signalGroup(child.pid, signal);
        await closed;
        end = undefined;
      };
      await until(async () => child.exitCode !== null || (await answersReady(url)));
      if (child.exitCode !== null) throw new Error(`n8n did not start; it printed:\n${output}`);
    },
    stop: async () => end?.('SIGTERM'),
    remove: async () => {
      await end?.('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function answersReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz/readiness`)).ok;
  } catch {
    return false;
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}
