import { access, readFile } from 'node:fs/promises';
import { createProcessTable } from '../../../src/adapters/claude/create-process-table.ts';

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** The lines of a file, none while it is missing. */
export async function linesOf(path: string): Promise<readonly string[]> {
  return (await exists(path)) ? (await readFile(path, 'utf8')).split('\n').filter(Boolean) : [];
}

/** The number in a file that is complete once it is not empty. */
export async function pidIn(path: string): Promise<number | undefined> {
  const [first] = await linesOf(path);
  return first === undefined ? undefined : Number(first.split(' ')[0]);
}

export async function lives(pid: number): Promise<boolean> {
  return (await createProcessTable().identityOf(pid)) !== undefined;
}
