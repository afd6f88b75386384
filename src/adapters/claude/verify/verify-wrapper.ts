import { TAKE_LOCKS } from '../wrapper.ts';

/**
 * What becomes a Verify command: it takes the locks that attempts take, waits for the word of its starter and then
 * is the command, so that Greenlight sees how that ended. Its error output says in its last line how far it came,
 * and ends there. A starter that dies before its word makes it end without running anything.
 *
 * Arguments: the project directory, another working directory or '', the command.
 */
export const VERIFY_WRAPPER = `
project=$1 other=$2 command=$3
finish() {
  printf '%s\\n' "$1" >&2
  exit 0
}
${TAKE_LOCKS}
read -r word
[ "$word" = go ] || finish "\${word:-void}"
echo started >&2
exec sh -c -- "$command" </dev/null 2>&1
`;
