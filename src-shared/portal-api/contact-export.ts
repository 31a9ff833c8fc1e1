import { z } from 'zod'

/** `json`: for machines; `text`: the same for reading, in the person's language. */
export const personExport = z.object({ fileName: z.string(), json: z.string(), text: z.string() })
export type PersonExport = z.infer<typeof personExport>
