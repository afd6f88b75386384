#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { operatorWords } from './core/operator/index.ts';
import { FAULTY, type CommandContext } from './commands/command-context.ts';
import { DESCRIPTION, VERSION } from './commands/version.ts';

const context = (configPath?: string): CommandContext => ({
  cwd: process.cwd(),
  env: process.env,
  input: process.stdin,
  output: process.stdout,
  print: (line) => process.stdout.write(`${line}\n`),
  configPath,
});

interface Options {
  readonly config?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly gate?: string;
}

// Each command loads what it needs: the service's parts would take most of the time of a short answer.
const program = new Command('greenlight')
  .description(DESCRIPTION)
  .version(VERSION)
  .showHelpAfterError()
  .showSuggestionAfterError()
  .enablePositionalOptions()
  .exitOverride();

const CONFIG = [
  '--config <path>',
  'the configuration (default: config.yaml, else built-in defaults)',
] as const;

program
  .command('run')
  .argument('<file>', 'a task file: a path, or a name in the tasks folder')
  .description('works through a task file in the terminal, stopping at every gate')
  .option(
    '--yes',
    'approve every start and closing gate and wait for limits to end; failures, and what Claude asks, still stop',
  )
  .option(...CONFIG)
  .action(async (file: string, { yes = false, config }: Options) => {
    const { run } = await import('./commands/run.ts');
    process.exitCode = await run({ file, yes }, context(config));
  });

program
  .command('serve')
  .description('the service: the Telegram bot, and whatever else is configured, until it is told to end')
  .option(...CONFIG)
  .action(async ({ config }: Options) => {
    const { serve } = await import('./commands/serve.ts');
    // Everything is stored by then: a connection that hangs is no reason to stay.
    process.exit(await serve(context(config)));
  });

program
  .command('lint')
  .argument('<files...>', 'task files')
  .description('checks task files and tells every fault with its place')
  .option(...CONFIG)
  .action(async (files: readonly string[], { config }: Options) => {
    const { lint } = await import('./commands/lint.ts');
    process.exitCode = await lint(files, context(config));
  });

program
  .command('doctor')
  .description('checks everything a run needs, one line each, with what to do about it')
  .option(...CONFIG)
  .action(async ({ config }: Options) => {
    const { doctor } = await import('./commands/doctor.ts');
    process.exitCode = await doctor(context(config));
  });

program
  .command('demo')
  .description(
    'works through an example in a scratch repository: the real Claude CLI, a scripted model, no account',
  )
  .option('--yes', 'approve every start and closing gate')
  .action(async ({ yes = false }: Options) => {
    const { demo } = await import('./commands/demo.ts');
    process.exitCode = await demo({ yes }, context());
  });

for (const { name, args, help } of operatorWords) {
  if (name === 'help') continue;
  program
    .command(name)
    // What follows is the command that is to be run, with options of its own.
    .passThroughOptions(name === 'instead')
    .argument('[words...]', args === '' ? 'nothing' : args)
    .description(`asks the running service: ${help}`)
    .option('--gate <id>', 'what it is about, where several things wait')
    .option('--json', 'print the answer as JSON')
    .option(...CONFIG)
    .action(async (words: readonly string[], { config, json = false, gate }: Options) => {
      const { askService } = await import('./commands/ask-service.ts');
      process.exitCode = await askService({ words: [name, ...words], json, gate }, context(config));
    });
}

// A closed pipe (`greenlight lint ... | head`) or a full disk behind it ends nobody's work.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : FAULTY;
  else {
    // What reaches this place is a fault of the machine or of Greenlight; the operator gets its sentence.
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`❌ ${text}\n`);
    process.exitCode = 1;
  }
}
