export { readInstructionText, type InstructionText } from './instruction-text.ts';
export { projectInstructions, type InstructionFile, type InstructionKind } from './project-instructions.ts';
export { firstPrompt, nextPrompt, type Frame, type LeftOpen, type Place } from './prompt.ts';
