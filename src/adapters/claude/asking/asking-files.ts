import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClaudeSettings } from '../command-line.ts';
import type { NewFile } from '../durable.ts';
import type { Ledger } from '../ledger.ts';
import { addressFileIn } from './address-file.ts';
import { newToken, type AskingFile } from './asking-file.ts';
import { askingSettings } from './asking-settings.ts';

export type AskingOptions = Pick<ClaudeSettings, 'askWaitMs' | 'denyRules' | 'hook' | 'nodePath'> & {
  readonly logsDir: string;
};

const BESIDE = fileURLToPath(new URL('./hook.js', import.meta.url));

/** What of a ledger lets its attempt ask. */
export function askingFilesOf(
  { logsDir, askWaitMs: waitMs, denyRules, hook = BESIDE, nodePath = process.execPath }: AskingOptions,
  { session, epoch, directory, asking, settings }: Ledger,
): readonly NewFile[] {
  const file: AskingFile = { session, epoch, token: newToken(), address: addressFileIn(logsDir), waitMs };
  const program = { nodePath, hook, ledgerDirectory: directory, waitMs };
  return [
    { name: basename(asking), content: `${JSON.stringify(file, undefined, 1)}\n`, durable: false },
    { name: basename(settings), content: askingSettings(program, denyRules), durable: false },
  ];
}
