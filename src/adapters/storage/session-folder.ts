import { join } from 'node:path';

/** Never a path. */
export const SESSION_ID = /^[\w-]+$/;

/** The folder of a session, among the logs. */
export function sessionFolder(logsDir: string, session: string): string {
  if (!SESSION_ID.test(session)) throw new Error(`not the id of a session: ${JSON.stringify(session)}`);
  return join(logsDir, session);
}
