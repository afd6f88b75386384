import { describe, expect, it } from '@jest/globals';
import { faultsIn } from './faults-in.ts';

describe('what is not YAML, or not what a configuration is', () => {
  it.each([
    [
      'a list at the top',
      '- a\n- b',
      [
        'config.yaml:1:1: found a list, expected sections such as `project:` and `claude:`; see config.example.yaml.',
      ],
    ],
    [
      'a text at the top',
      'hello',
      [
        'config.yaml:1:1: found a single value, expected sections such as `project:` and `claude:`; see config.example.yaml.',
      ],
    ],
    [
      'a key twice',
      'claude:\n  timeout: 5m\n  timeout: 6m',
      ['config.yaml:3:3: found the same key a second time, expected it once: remove one of the two.'],
    ],
    [
      'a section twice',
      'claude: {}\nlogging: {}\nclaude: {}',
      ['config.yaml:3:1: found the same key a second time, expected it once: remove one of the two.'],
    ],
    [
      'a tab',
      'claude:\n\ttimeout: 5m',
      ['config.yaml:2:1: found a tab in the indentation, expected spaces: replace it with spaces.'],
    ],
    [
      'an open quote',
      'project:\n  name: "greenlight\nclaude:\n  timeout: 5m',
      ['config.yaml:2:9: found a quote or bracket that is not closed: close it.'],
    ],
    [
      'an open bracket',
      'claude:\n  flags: [--a\nlogging:\n  level: info',
      ['config.yaml:3:1: found a quote or bracket that is not closed: close it.'],
    ],
    [
      'a wrong indentation',
      'claude:\n  timeout: 5m\n silence: 5m',
      [
        'config.yaml:3:1: the indentation does not fit the lines above: begin all keys of a section in one column.',
      ],
    ],
    [
      'a colon in a value',
      'project:\n  name: green: light',
      ['config.yaml:2:9: found a second `: ` in one line, expected one: put the value in quotes.'],
    ],
    [
      'no blank after the colon',
      'claude:\n  timeout:5m\n  silence: 5m',
      [
        'config.yaml:2:3: found a line that is no `key: value`: put a blank after the colon, and close the quotes.',
      ],
    ],
    [
      'a value with @',
      'project:\n  name: @me',
      ['config.yaml:2:9: found a value that begins with @, ` or %: put it in quotes.'],
    ],
    [
      'a star',
      'project:\n  name: *secret-4711',
      [
        'config.yaml:2:9: found a word that begins with *, which YAML takes for a reference: put the value in quotes.',
      ],
    ],
    [
      'a tag',
      'claude:\n  model: !secret model',
      [
        'config.yaml:2:10: found a tag (a word that begins with !), expected a plain value: put it in quotes.',
      ],
    ],
    [
      'a bad escape',
      'project:\n  directory: "C:\\work"',
      ['config.yaml:2:17: found a backslash that means nothing in double quotes: use single quotes.'],
    ],
    [
      'a list as a key',
      '? [a]\n: b',
      ['config.yaml:1:3: found a list or a section as a key, expected a word: put it in quotes.'],
    ],
    [
      'two documents',
      'claude: {}\n---\nlogging: {}',
      ['config.yaml:2:1: found a second document after `---`, expected one: remove what follows.'],
    ],
    [
      'text after a quoted value',
      'project:\n  name: "a" token-4711',
      [
        'config.yaml:2:13: found what is not YAML, expected `key: value`: check indentation, quotes and brackets.',
      ],
    ],
    [
      'an alias bomb',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
      [
        'config.yaml:1:1: the file is nested too deeply or its references (&a, *a) grow too large: write it plainly.',
      ],
    ],
    [
      'binary',
      '\u0000\u0001\u0002',
      [
        'config.yaml:1:1: found a single value, expected sections such as `project:` and `claude:`; see config.example.yaml.',
      ],
    ],
    [
      'a reference that is not there in a list',
      'claude:\n  flags: [*token4711]',
      [
        'config.yaml:2:11: found a word that begins with *, which YAML takes for a reference: put the value in quotes.',
      ],
    ],
    [
      'an open single quote',
      "project:\n  name: 'it\nlogging: {}",
      ['config.yaml:2:9: found a quote or bracket that is not closed: close it.'],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });

  it.each([
    ['brackets', '['.repeat(50_000), '1:101'],
    ['lists', `project:\n${'- '.repeat(50_000)}`, '2:1'],
  ])('says so of %s that are nested without end', (_, text, place) => {
    expect(faultsIn(text)).toEqual([
      `config.yaml:${place}: the file is nested too deeply or its references (&a, *a) grow too large: write it plainly.`,
    ]);
  });
});
