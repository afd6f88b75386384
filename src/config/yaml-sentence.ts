import type { ErrorCode, YAMLError } from 'yaml';

/** What is wrong and what to do, in place of the parser's own messages: those quote the text, which may be a secret. */
const SENTENCES: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: 'found the same key a second time, expected it once: remove one of the two.',
  TAB_AS_INDENT: 'found a tab in the indentation, expected spaces: replace it with spaces.',
  MISSING_CHAR: 'found a quote or bracket that is not closed: close it.',
  BAD_INDENT: 'the indentation does not fit the lines above: begin all keys of a section in one column.',
  MULTIPLE_DOCS: 'found a second document after `---`, expected one: remove what follows.',
  BAD_ALIAS: 'found a word that begins with *, which YAML takes for a reference: put the value in quotes.',
  BAD_SCALAR_START: 'found a value that begins with @, ` or %: put it in quotes.',
  BAD_DQ_ESCAPE: 'found a backslash that means nothing in double quotes: use single quotes.',
  TAG_RESOLVE_FAILED: 'found a tag (a word that begins with !), expected a plain value: put it in quotes.',
  NON_STRING_KEY: 'found a list or a section as a key, expected a word: put it in quotes.',
  MULTILINE_IMPLICIT_KEY:
    'found a line that is no `key: value`: put a blank after the colon, and close the quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'found a second `: ` in one line, expected one: put the value in quotes.',
  RESOURCE_EXHAUSTION:
    'the file is nested too deeply or its references (&a, *a) grow too large: write it plainly.',
};

const NOT_YAML = 'found what is not YAML, expected `key: value`: check indentation, quotes and brackets.';

export function yamlSentence({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  // The parser sees the next section inside the list.
  const isOpenBracket = code === 'BAD_INDENT' && message.includes('and end with');
  return (isOpenBracket ? SENTENCES.MISSING_CHAR : SENTENCES[code]) ?? NOT_YAML;
}
