/** Git cannot do what is asked as things stand; the message is a sentence for the operator. */
export class GitTrouble extends Error {
  override readonly name = 'GitTrouble';
}

/** What git itself said went wrong, in one line. */
export function complaintIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const told = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines[0] ?? 'it gave no reason';
  return told.replace(/^(?:fatal|error): /, '').replace(/\.$/, '');
}
