/** What divides a word into a name and a file: `--file=.env`, `@.env`, `host:.env`, `src=.env,dst=x`. */
const JOINTS = /[=:,@]/;

/** What divides a text into words, in whatever language it is. */
const GAPS = /[\s'"`()[\]{};<>|&$=:,@\\!]+/;

/** The files that a word of a command may be the name of. */
export function filesIn(word: string): readonly string[] {
  const attached = /^-[A-Za-z](.+)/s.exec(word)?.[1];
  const names = [word, ...word.split(JOINTS), ...(attached === undefined ? [] : [attached])];
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Names that stand somewhere in a longer text, such as a script or a message. */
export function namesIn(word: string): readonly string[] {
  return GAPS.test(word) ? [...new Set(word.split(GAPS).filter((name) => /[./]/.test(name)))] : [];
}
