import { realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Diff } from '../adapters/terminal/messages/diff-message.ts';
import { operatorName } from '../adapters/terminal/operator-name.ts';
import { styleFor } from '../adapters/terminal/style.ts';
import { createPager } from '../adapters/terminal/pager.ts';
import { runInTerminal } from '../adapters/terminal/run-session.ts';
import { asOperand, shellCommand } from '../adapters/terminal/shell-command.ts';
import { createTerminalChannel, type TerminalChannel } from '../adapters/terminal/terminal-channel.ts';
import { compose, type Parts } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { FAULTY, type CommandContext } from './command-context.ts';
import { inUse } from './in-use.ts';
import { readConfig } from './read-config.ts';

export interface RunOptions {
  readonly file: string;
  /** Approve every start and closing gate. */
  readonly yes: boolean;
  /** Whether it can be gone on with later, by a command that is told on leaving; true unless said otherwise. */
  readonly hint?: boolean;
}

/** Works through one task file in the terminal. */
export async function run(options: RunOptions, context: CommandContext): Promise<number> {
  const loaded = await readConfig(context);
  if (!loaded) return FAULTY;
  return runWith(loaded.config, options, { ...context, env: loaded.env });
}

/** The same with settings that are at hand already. */
export async function runWith(config: Config, options: RunOptions, context: CommandContext): Promise<number> {
  const { output, input, cwd, env, print } = context;
  const logsFolder = (session: string): string => shortPath(join(config.paths.logsDir, session), cwd);
  const same = (asked: string, open: string): boolean => isSameFile(asked, open, config.paths.tasksDir, cwd);
  // In the words of whoever called, as long as they mean that file.
  const goOn = (open: string): string =>
    goOnCommand(same(options.file, open) ? options.file : open, context.configPath);
  let channel: TerminalChannel | undefined;
  const terminal = ({ runner, archive, evidence, callBook, rules, clock }: Parts): TerminalChannel =>
    (channel = createTerminalChannel({
      output,
      records: (session, epoch) => runner.record(session, epoch),
      evidence: (session, epoch) => evidence.read(session, epoch),
      callBook,
      tasks: (session, list) => archive.readTasks(session, list),
      rules,
      logsFolder,
      now: () => clock.now(),
      style: styleFor(output, env['NO_COLOR']),
    }));
  const composition = await compose({ config, env, channels: (parts) => [terminal(parts)] });
  if (!composition.ok) {
    print(inUse(config.paths.stateFile, composition.holder));
    return FAULTY;
  }
  const { program } = composition;
  try {
    const recovered = await program.service.recover();
    if (!channel) throw new Error('the terminal channel was not composed');
    stayUntilTheEnd();
    return await runInTerminal({
      service: program.service,
      recovered,
      channel,
      file: options.file,
      yes: options.yes,
      operator: operatorName(env),
      input,
      output,
      interrupts: process,
      records: (session, epoch) => program.runner.record(session, epoch),
      callBook: program.callBook,
      tasks: (session, list) => program.archive.readTasks(session, list),
      diff: (session, epoch) => diffOf(program, session, epoch),
      pager: createPager(env),
      logsFolder,
      isSameFile: same,
      goOn: options.hint === false ? undefined : goOn,
      now: () => program.clock.now(),
    });
  } finally {
    await program.close();
  }
}

const LONGEST_DIFF = 5_000_000;

async function diffOf(
  { evidence, redact }: Pick<Parts, 'evidence' | 'redact'>,
  session: string,
  epoch: number,
): Promise<Diff | undefined> {
  const found = await evidence.diff(session, epoch, LONGEST_DIFF);
  return found && { epoch, ...found, text: redact(found.text), file: evidence.diffPath(session, epoch) };
}

function goOnCommand(file: string, configPath: string | undefined): string {
  const config = configPath === undefined ? [] : ['--config', asOperand(configPath)];
  return shellCommand(['greenlight', 'run', ...config, asOperand(file)]);
}

/** Once the run is over, closing takes a moment: a signal then is not to break what is being ended or stored. */
function stayUntilTheEnd(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
}

/** An open session names its file as it was found then: by a path, or by a name in the tasks folder. */
function isSameFile(asked: string, open: string, tasksDir: string, cwd: string): boolean {
  const candidates = [resolve(cwd, asked), join(tasksDir, asked), join(tasksDir, `${asked}.md`)];
  return candidates.some((path) => real(path) === real(resolve(cwd, open)));
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Relative to where the person is, when that is shorter. */
function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.length < path.length ? short : path;
}
