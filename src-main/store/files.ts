/** Removes a closed database with its side files. */
export function removeDatabase(_file: string): void {
  throw new Error('not yet')
}

/** Renames a closed database with its side files to a free name beside it that carries `label`; answers the new name, or null when there was none. */
export function setAsideDatabase(_file: string, _label: string): string | null {
  throw new Error('not yet')
}
