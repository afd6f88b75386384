const ADDRESS = String.raw`(?:\d+|\$|/(?:[^/\\\n]|\\.)*/)`;
const PLAIN_COMMAND = String.raw`(?:${ADDRESS}(?:,${ADDRESS})?)?\s*!?\s*[pdq=]`;
const SUBSTITUTION = String.raw`(?:${ADDRESS}(?:,${ADDRESS})?)?\s*s([/|#,:!@])(?:(?!\1)[^\\\n]|\\[^\n])*\1(?:(?!\1)[^\\\n]|\\[^\n])*\1[gpiI0-9]*`;

const PLAIN_SCRIPT = new RegExp(`^(?:${SUBSTITUTION}|${PLAIN_COMMAND}(?:\\s*;\\s*${PLAIN_COMMAND})*)$`);

const PLAIN_OPTION = /^-(?:[nErsuz]+|i.*)$|^--(?:quiet|silent|regexp-extended|in-place(?:=.*)?)$/;

/** Whether a sed script may run a program or write another file: the plainest scripts only are known not to. */
export function sedHides(words: readonly string[]): boolean {
  const options = words.filter((word) => word.startsWith('-'));
  const script = words.find((word) => word !== '' && !word.startsWith('-'));
  return (
    script === undefined || !PLAIN_SCRIPT.test(script) || !options.every((word) => PLAIN_OPTION.test(word))
  );
}
