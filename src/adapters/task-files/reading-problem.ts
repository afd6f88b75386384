const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES:
    'the file may not be read: give the user that runs Greenlight the permission to read it and its folder',
  EPERM: 'the system does not permit reading this file: check its permissions and its folder',
  ELOOP: 'the link leads back to itself: name the file itself',
  EISDIR: 'this is a folder: name a task file in it',
  ENOENT: 'the file was removed while it was being read: try again',
};

/** What a person can do about a file that cannot be read; undefined for failures that are none of theirs. */
export function readingProblem(error: unknown): string | undefined {
  return PROBLEMS[String((error as NodeJS.ErrnoException).code)];
}
