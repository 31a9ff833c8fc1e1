/** Ids that look like UUIDv7, ascend, and are the same in every run of a test file. */
let count = 0

export function anId(): string {
  count += 1
  return `01930000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`
}

/** Starts the ids (and the numbers derived from them) anew, for a test that compares whole rows. */
export function resetIds(): void {
  count = 0
}

/** How many ids were handed out: a number that makes names, serials and instants differ. */
export function serial(): number {
  return count
}
