import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { botApiSchema } from './telegram/bot-api-schema.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What several workers would make at once: the program, when a source is newer, and the schema of the Bot API. */
export default function buildOnce(): void {
  botApiSchema();
  buildProgram();
}

/** The end-to-end tests run the built program. */
function buildProgram(): void {
  const built = join(root, 'dist/main.js');
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources)) return;
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
}
