import type { Api } from 'grammy';
import { operatorWords, type OperatorName } from '../../core/operator/index.ts';

/** Puts the commands that are offered into the menu of the chat where operators are, and nowhere else. */
export async function offerCommands(api: Api, chatId: number, names: readonly OperatorName[]): Promise<void> {
  const commands = operatorWords
    .filter(({ name }) => names.includes(name))
    .map(({ name, args, help }) => ({ command: name, description: args === '' ? help : `${args}: ${help}` }));
  await api.setMyCommands(commands, { scope: { type: 'chat', chat_id: chatId } });
}
