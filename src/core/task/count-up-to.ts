/** How many of the ascending `numbers` are at most `limit`, by halving. */
export function countUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Number(numbers[middle]) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
