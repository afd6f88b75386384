import { styleText } from 'node:util';

/** Emphasis where the output can show it. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

export const noStyle: Style = { bold: (text) => text, dim: (text) => text };

const styled: Style = {
  bold: (text) => styleText('bold', text, { validateStream: false }),
  dim: (text) => styleText('dim', text, { validateStream: false }),
};

/** `noColor` is the value of NO_COLOR; any but the empty one asks for plain text (https://no-color.org). */
export const styleFor = (output: { readonly isTTY?: boolean }, noColor: string | undefined): Style =>
  output.isTTY === true && (noColor === undefined || noColor === '') ? styled : noStyle;
