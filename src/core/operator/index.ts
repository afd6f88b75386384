export {
  operatorWords,
  type OperatorCommand,
  type OperatorName,
  type OperatorWord,
} from './operator-words.ts';
export { noMoreWords, readWords, splitWords, type Words, type WrittenCommand } from './read-words.ts';
export { paddedTime, TIME_OF_DAY } from './time-of-day.ts';
