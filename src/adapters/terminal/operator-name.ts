import { userInfo } from 'node:os';

/** Who types here; a user without an entry in the user database (`docker run --user 1234`) has a number at least. */
export function operatorName(
  env: Readonly<Record<string, string | undefined>>,
  lookUp: () => string = () => userInfo().username,
): string {
  try {
    return lookUp();
  } catch {
    const named = [env['USER'], env['LOGNAME']].find((name) => name !== undefined && name !== '');
    return named ?? `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
