import type { Gate } from '../../core/gate/index.ts';
import { openGates, type OpenSession } from '../../core/session/index.ts';
import type { Run } from './run.ts';
import { gateKey } from './told.ts';

/** The session, while it waits at this very gate and takes a decision. */
export function waitsAt({ service }: Pick<Run, 'service'>, gate: Gate): OpenSession | undefined {
  const session = service.read();
  if (session.state !== 'open' || session.pausedAt !== undefined) return undefined;
  return openGates(session).some((open) => gateKey(open) === gateKey(gate)) ? session : undefined;
}
