/**
 * Whether two texts are at most so many insertions, deletions or replacements apart. Letters that
 * agree need no edit; where the texts part there are three ways on. So for two edits the texts are
 * walked at most 13 times, and the work is linear.
 */
export function areWithinEdits(edits: number, a: string, b: string, fromA = 0, fromB = 0): boolean {
  let [atA, atB] = [fromA, fromB];
  while (atA < a.length && a[atA] === b[atB]) {
    atA += 1;
    atB += 1;
  }
  const [leftA, leftB] = [a.length - atA, b.length - atB];
  if (leftA === 0 || leftB === 0) return leftA + leftB <= edits;
  if (edits === 0 || Math.abs(leftA - leftB) > edits) return false;
  return (
    areWithinEdits(edits - 1, a, b, atA + 1, atB + 1) ||
    areWithinEdits(edits - 1, a, b, atA + 1, atB) ||
    areWithinEdits(edits - 1, a, b, atA, atB + 1)
  );
}
