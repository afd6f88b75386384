import { describe, expect, it } from '@jest/globals';
import { faultsIn } from './faults-in.ts';

describe('sections that are not built yet', () => {
  it.each([
    [
      'server.debug that is no flag',
      'server:\n  debug: "on"',
      ['config.yaml:2:3: server.debug: found "on", expected true or false.'],
    ],
    [
      'paths.daily_dir',
      'paths:\n  daily_dir: daily',
      [
        'config.yaml:2:3: paths.daily_dir: not supported yet: this version would ignore it; remove the key or comment it out.',
      ],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });
});

describe('several faults', () => {
  it.each([
    [
      'come in the order of their places',
      'logging:\n  level: loud\nclaude:\n  timeout: long\n  modell: opus\n  model: ${NONE}\npaths:\n  daily_dir: x\nproject:\n  name: 5',
      [
        'config.yaml:2:10: logging.level: found "loud", expected one of debug, info, warn, error.',
        'config.yaml:4:12: claude.timeout: found "long", expected a duration such as 90s, 10m or 2h, up to 500h.',
        'config.yaml:5:3: claude.modell: unknown key; did you mean `model`?',
        'config.yaml:6:10: claude.model: ${NONE} is not set: set it in the environment or in .env beside this file.',
        'config.yaml:8:3: paths.daily_dir: not supported yet: this version would ignore it; remove the key or comment it out.',
        'config.yaml:10:9: project.name: found 5, expected a name: text on one line, in quotes if it looks like a number.',
      ],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });
});
