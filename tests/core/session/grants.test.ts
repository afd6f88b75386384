import { describe, expect, it } from '@jest/globals';
import { allow, answer, ask, call, deferred, deny, question } from '../../helpers/session-asks.ts';
import {
  approve,
  asking,
  auto,
  failed,
  limited,
  openOf,
  play,
  playInGit,
  redone,
  report,
  required,
  retry,
  skip,
  start,
  undone,
  type BareCommand,
  type Story,
} from '../../helpers/session-play.ts';

const forTask = allow({ forTask: true });
const granted = [start(), ask(), forTask] as const;
const grants = (story: Story): unknown => openOf(story).grants;
const ofTask1 = [{ task: 1, cover: 'cover-1' }];

describe('a call that is allowed for its task', () => {
  it('is a grant of what it covers, live and afterwards', () => {
    expect(grants(play(auto, ...granted))).toEqual(ofTask1);
    expect(grants(play(auto, start(), ask(), report(1, deferred()), forTask))).toEqual(ofTask1);
    expect(grants(play(auto, ...granted, ask(call(2)), forTask))).toEqual([
      ...ofTask1,
      { task: 1, cover: 'cover-2' },
    ]);
  });

  it.each([
    ['allowed once', call(), allow()],
    ['denied', call(), deny('no')],
    ['answered', question, answer()],
    ['of a kind that covers nothing', call(1, { cover: undefined }), forTask],
    ['allowed with another command in its place', call(), allow({ forTask: true, instead: 'npm ci' })],
  ])('is none when it is %s', (_, asked, command) => {
    expect(grants(play(auto, start(), ask(asked), command))).toEqual([]);
  });

  it.each<readonly [string, readonly BareCommand[]]>([
    ['a failure and another attempt', [report(1, failed), retry]],
    ['a limit and another attempt', [report(1, limited), retry]],
    ['a question at its end', [report(1, asking), retry]],
  ])('stays allowed over %s', (_, commands) => {
    expect(grants(play(auto, ...granted, ...commands))).toEqual(ofTask1);
  });

  it.each<readonly [string, readonly BareCommand[]]>([
    ['completed', [report(1)]],
    ['taken as done', [report(1, asking), approve]],
    ['skipped', [report(1, failed), skip]],
    ['undone', [report(1, failed), ...undone]],
    ['undone and redone', [report(1, failed), ...undone, ...redone]],
    ['completed and then gone back to', [report(1), retry]],
  ])('is forgotten once its task is %s', (_, commands) => {
    const story = playInGit(required, start(), approve, ask(), forTask, ...commands);
    expect(grants(story)).toEqual([]);
    expect(openOf(story).answered).toEqual([]);
  });

  it('stays allowed in its own task when another one is settled or taken back', () => {
    const second = [start(), approve, report(1), approve, ask(call(), 2), forTask, report(2, failed)];
    const both = openOf(playInGit(required, ...second));
    expect(both.grants).toEqual([{ task: 2, cover: 'cover-1' }]);
    expect(grants(playInGit(required, ...second, ...undone))).toEqual([]);
  });
});
