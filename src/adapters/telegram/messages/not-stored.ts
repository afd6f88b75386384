/** Why a tap or command did not even reach a decision; fits the answer to a tap. */
export const notStored = (): string =>
  '❌ That could not be saved, so nothing was changed. Free disk space or correct the permissions of the state file, then try again.';
