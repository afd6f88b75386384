/** What the operator can do about a failing disk, by the code of the failure. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space on it.',
  EDQUOT: 'the disk quota is used up. Free some space or raise the quota.',
  EFBIG: 'the file is larger than allowed. Raise the limit on file sizes (ulimit -f).',
  EROFS: 'the file system is read-only. Make it writable, or configure another place.',
  EACCES: 'permission is denied. Let the user that runs Greenlight read and write the file and its folder.',
  EPERM: 'it is not permitted. Let the user that runs Greenlight read and write the file and its folder.',
  EIO: 'the disk reports an error. Check the disk.',
  ENOENT: 'the folder does not exist. Create it, or configure another place.',
  ENOTDIR: 'a part of the path is not a folder. Correct the configured path.',
  EEXIST:
    'something that is no folder is in the way (a file, or a link that leads nowhere). Move it away, or configure another place.',
  EISDIR: 'it is a folder. Move it away, or configure another place.',
  EMFILE: 'too many files are open. Raise the limit on open files (ulimit -n).',
};

/** A file could not be read or written; the message is a sentence for the operator. */
export class StorageError extends Error {
  /** The system's code, `ENOSPC` for instance. */
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

/** Runs `work` and turns its I/O failure into a sentence that names the file. */
export async function naming<T>(path: string, action: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    const why = REMEDIES[code] ?? 'the system refused it.';
    throw new StorageError(`Cannot ${action} ${path} (${code}): ${why}`, code, error);
  }
}

/** Told by its shape, because an error of the system may come from another realm (as under Jest). */
export function codeOf(error: unknown): string | undefined {
  const coded = typeof error === 'object' && error !== null && 'code' in error;
  return coded && typeof error.code === 'string' ? error.code : undefined;
}
