/** The letters that stand for branches in compact path texts such as "AB~A". */

/** Printable Latin-1 characters that neither end a path (~), stand for no branch (.), nor trouble a CSV file. */
const EXCLUDED = ["\\", "~", '"', ",", "."];

function characters(first: string, last: string): string[] {
  const start = first.charCodeAt(0);
  const all = Array.from(
    { length: last.charCodeAt(0) - start + 1 },
    (_, i) => String.fromCharCode(start + i),
  );
  return all.filter((character) => !EXCLUDED.includes(character) && character !== "\u00ad");
}

const LETTERS = [characters("A", "~"), characters("!", "@"), characters("\u00a1", "\u00ff")].flat();

/** Text of a place in a path where no branch applies. */
export const NO_BRANCH = ".";

/** A branch set with more branches can't be told apart by letters. */
export const MAX_BRANCHES = LETTERS.length;

/** The letter of the branch with this index in its set; the index must be below `MAX_BRANCHES`. */
export function branchLetter(index: number): string {
  return LETTERS[index];
}
