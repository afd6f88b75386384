import { readWords, type WrittenCommand } from '../../core/operator/index.ts';
import { isGateCommand } from '../../core/session/index.ts';
import { failed, type Answer } from './answer.ts';
import { atGate, inSession, stopAsked, type Asked, type Meant } from './calls.ts';
import { decide, start, type Asker, type DecideDeps } from './decide.ts';
import { diff } from './diff.ts';
import { logs, look, status, type LookDeps } from './look.ts';

export interface PerformDeps extends DecideDeps, LookDeps {
  readonly service: DecideDeps['service'];
}

/** Does what a call asks for; resolves when that is stored. */
export async function perform(deps: PerformDeps, asker: Asker, asked: Asked): Promise<Answer> {
  switch (asked.kind) {
    case 'command':
      return decide(deps, asker, asked.command);
    case 'start':
      return start(deps, asker, asked.file);
    case 'words':
      return performWords(deps, asker, asked);
    case 'status':
      return { status: 200, body: await status(deps) };
    case 'logs':
      return { status: 200, body: await logs(deps, asked.lines) };
    case 'diff':
      return { status: 200, body: await diff(deps, asked.epoch) };
  }
}

async function performWords(
  deps: PerformDeps,
  asker: Asker,
  asked: Extract<Asked, { kind: 'words' }>,
): Promise<Answer> {
  const words = readWords(asked.words);
  switch (words.kind) {
    case 'unclear':
      return failed(400, 'unclear', words.sentence);
    case 'start':
      return start(deps, asker, words.file);
    case 'command':
      return decide(deps, asker, { ...words.command, ...bindings(words.command, asked.meant) });
    case 'look':
      return look(deps, words);
  }
}

/** What of the body's bindings the command takes. */
function bindings(command: WrittenCommand, meant: Meant): object {
  if (isGateCommand(command)) return atGate(meant);
  switch (command.type) {
    case 'pause':
    case 'resume':
    case 'unleash':
      return inSession(meant);
    case 'stop':
      return { ...stopAsked(meant), confirm: meant.confirm ?? command.confirm };
  }
}
