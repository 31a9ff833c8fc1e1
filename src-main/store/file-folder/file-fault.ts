/** `missing`: there is no such file here. `damaged`: its bytes are not those that were written. */
export class FileFault extends Error {
  readonly code: 'missing' | 'damaged'

  constructor(code: 'missing' | 'damaged', cause?: unknown) {
    super(code, { cause })
    this.name = 'FileFault'
    this.code = code
  }
}
