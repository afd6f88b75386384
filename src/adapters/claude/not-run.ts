const SENTENCES: Readonly<Record<string, string>> = {
  busy: 'Another attempt, or something it left running, holds the lock on the working directory: nothing was started. Retry when it has ended.',
  nolock:
    'The working directory could not be locked, so nothing was started: neither flock(1) nor perl is there, or the file system knows no locks. Install util-linux or perl.',
  nodir:
    'The working directory cannot be opened: nothing was started. Check `project.directory` and its permissions.',
  nolink:
    'The logs directory is on a file system without hard links, which keep an attempt from starting twice: nothing was started. Move `paths.logs_dir`.',
  nodisk: 'The logs directory could not be written (is the disk full?): nothing was started.',
  nospawn: 'The shell `sh` could not be started, so nothing was: check PATH and the limits on processes.',
};

/** Why the wrapper, or Greenlight before it, ran nothing. */
export function sentenceForNotRun(why: string): string {
  return SENTENCES[why] ?? `The attempt was not started (${why}).`;
}
