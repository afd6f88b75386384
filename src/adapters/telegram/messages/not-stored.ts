/** What an operator asked for could not be stored yet; fits the answer to a tap. */
export const notStored = (): string =>
  '❌ That could not be saved yet. It is tried again by itself, and nothing you send is lost: free disk space, or correct the permissions of the state file.';
