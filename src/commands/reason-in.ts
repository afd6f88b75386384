/** Why a connection failed, in a word of the system where it has one. */
export function reasonIn(error: unknown): string {
  const { code, cause, message } = error as Partial<Record<'code' | 'cause' | 'message', unknown>>;
  if (typeof code === 'string') return code;
  if (typeof cause === 'object' && cause !== null) return reasonIn(cause);
  return typeof message === 'string' ? message : String(error);
}
