import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rulingOn, type Written } from './stage.ts';

const RULES: Written = {
  allow: [
    'Bash(ls:*)',
    'Bash(echo:*)',
    'Bash(npm test:*)',
    'Bash(git *)',
    'Bash(sh:*)',
    'Read(/**)',
    'Edit(/src/**)',
  ],
  ask: ['Bash(git push:*)'],
  deny: ['Bash(rm:*)', 'Read(//**/.env)', 'Edit(//**/.env)'],
};

const STRICTNESS = { allow: 0, ask: 1, deny: 2 };

const strictness = (command: string): number =>
  STRICTNESS[rulingOn(command, RULES) as keyof typeof STRICTNESS];

const allowed = fc.constantFrom(
  ...[
    'ls',
    'ls -la src',
    "echo 'a b'",
    'npm test',
    'git status',
    'cd src',
    'echo "x;y"',
    'ls > src/a',
    'cd src && ls',
  ],
);
const asked = fc.constantFrom(
  'make',
  'curl x',
  'git push',
  'ls $X',
  'A=1 ls',
  'ls > /etc/x',
  'ls *',
  'cd /tmp',
  './ls',
);
const denied = fc.constantFrom(
  'rm x',
  'cat .env',
  "r'm' x",
  '/bin/rm',
  'ls > .env',
  'sudo rm x',
  'cat .git/config',
);
const piece = fc.oneof(allowed, asked, denied);

const separator = fc.constantFrom(';', ' ; ', '&&', ' || ', '|', ' |& ', '&', '\n', ' \n', ';\n# note\n');

const around: fc.Arbitrary<(inner: string) => string> = fc.constantFrom<((inner: string) => string)[]>(
  (inner) => `(${inner})`,
  (inner) => `{ ${inner}\n}`,
  (inner) => `! { ${inner}\n}`,
  (inner) => `if ${inner}\nthen ls; fi`,
  (inner) => `if ls; then ${inner}\nfi`,
  (inner) => `while ls; do ${inner}\ndone`,
  (inner) => `for i in 1; do ${inner}\ndone`,
  (inner) => `case x in x) ${inner}\n;; esac`,
  (inner) => `f() { ${inner}\n}; f`,
  (inner) => `echo $(${inner}\n)`,
  (inner) => `echo "$(${inner}\n)"`,
  (inner) => `echo <(${inner}\n)`,
  (inner) => `echo \${x:-$(${inner}\n)}`,
  (inner) => `echo $(( $(${inner}\n) ))`,
  (inner) => `cat <<END\n$(${inner}\n)\nEND`,
  (inner) => `a=($(${inner}\n)); ls`,
  (inner) => `{ ${inner}\n} > src/out`,
  (inner) => `{ ${inner}\n} &`,
  (inner) => `time { ${inner}\n}`,
  (inner) => `coproc { ${inner}\n}`,
  (inner) => `sh -c '${inner.replaceAll("'", "'\\''")}'`,
);

/** Of one simple command. */
const before = fc.constantFrom(
  'timeout 5 ',
  'nice ',
  'nohup ',
  'command ',
  'env ',
  'sudo ',
  'time ',
  'A=1 ',
  '> src/o ',
  'xargs ',
);

describe('anything that is added to a command', () => {
  it('leaves it at least as strict as each of its parts', () => {
    fc.assert(
      fc.property(piece, separator, piece, (a, between, b) => {
        expect(strictness(`${a}${between}${b}`)).toBeGreaterThanOrEqual(
          Math.max(strictness(a), strictness(b)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('leaves it at least as strict when it is put around it, again and again', () => {
    fc.assert(
      fc.property(piece, fc.array(around, { maxLength: 4 }), (inner, layers) => {
        const whole = layers.reduce((text, layer) => layer(text), inner);
        expect(strictness(whole)).toBeGreaterThanOrEqual(strictness(inner));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves it at least as strict when it stands before it', () => {
    const simple = fc.oneof(
      fc.constantFrom('ls', 'npm test', 'git status', 'make', 'rm x', "'r'm x", '/bin/rm x', 'git push'),
    );
    fc.assert(
      fc.property(simple, fc.array(before, { maxLength: 3 }), (command, prefixes) => {
        expect(strictness(`${prefixes.join('')}${command}`)).toBeGreaterThanOrEqual(strictness(command));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a denied one denied', () => {
    const noise = fc.stringMatching(/^[ a-z0-9./$*|&;()<>{}#~=!-]{0,20}$/);
    fc.assert(
      fc.property(noise, noise, fc.constantFrom('\n', ';\n'), (first, last, between) => {
        fc.pre(!first.includes('<<') && !/#[^\n]*$/.test(first));
        expect(rulingOn(`${first}${between}rm x\n${last}`, RULES)).toBe('deny');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('garbage', () => {
  const NOTHING: Written = { deny: ['Bash(rm:*)'] };
  const token = fc.constantFrom(
    ...[
      'ls',
      'rm',
      'x',
      ' ',
      '\n',
      ';',
      '&',
      '|',
      '(',
      ')',
      '{',
      '}',
      '<',
      '>',
      '<<',
      'E',
      "'",
      '"',
      '`',
      '$',
      '$(',
      '${',
      '$((',
      '))',
    ],
    ...[
      '#',
      '\\',
      '!',
      '*',
      '?',
      '[',
      ']',
      '[[',
      ']]',
      '~',
      '=',
      'if',
      'then',
      'fi',
      'for',
      'in',
      'do',
      'done',
      'case',
      'esac',
      'cat',
    ],
    ...[
      'function',
      'coproc',
      'time',
      '\0',
      '\r',
      '\u202e',
      'é',
      '-',
      '/',
      '.',
      '1',
      '&>',
      '>|',
      '<<<',
      '@',
      '%',
      '^',
      ':',
      ',',
    ],
  );

  it('is never allowed where no rule allows anything', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
        const command = tokens.join('');
        const isText = /^\s*cat\s*<<|<<</m.test(command);
        expect(['ask', 'deny', ...(isText ? ['allow'] : [])]).toContain(rulingOn(command, NOTHING));
      }),
      { numRuns: 3000 },
    );
  });

  it('never makes it fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (command) => {
        expect(['allow', 'ask', 'deny']).toContain(rulingOn(command, RULES));
      }),
      { numRuns: 1000 },
    );
  });
});
