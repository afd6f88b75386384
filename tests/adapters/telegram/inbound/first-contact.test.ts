import { expect, it } from '@jest/globals';
import { auto } from '../../../helpers/session-play.ts';
import { createChatStages } from '../stage.ts';

const { openChat } = createChatStages();

it('a chat that is opened for the first time starts nothing where a start would begin to work at once', async () => {
  const { ann, disk, end } = await openChat({ rules: auto });
  ann.says('/start');
  await ann.sees(/^▶️ Greenlight is ready\n/);
  expect(disk.starts).toEqual([]);
  ann.says('/start');
  await ann.sees(/^📋 3 tasks|^⚠️ There is no /);
  await end();
});
