/** The parts of a clipboard or a drag that decide. */
type Data = Pick<DataTransfer, 'files' | 'types'>

/**
 * The files that a paste means. Office programs put a picture beside the words they copy: where there are words, the
 * words are meant. Pictures without a name of their own are given one.
 */
export function filesOfPaste(data: Data, pictureName: (extension: string) => string): File[] {
  if (data.types.includes('text/plain')) return []
  return [...data.files].map((file) => (/^image\.\w+$/.test(file.name) ? renamed(file, pictureName) : file))
}

function renamed(file: File, pictureName: (extension: string) => string): File {
  return new File([file], pictureName(file.name.split('.').at(-1) ?? 'png'), {
    type: file.type,
    lastModified: file.lastModified,
  })
}

export function carriesFiles(data: Pick<DataTransfer, 'types'> | null): boolean {
  return data?.types.includes('Files') ?? false
}
