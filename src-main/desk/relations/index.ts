import { findContact } from '#main/store/mirror/contacts.ts'
import { findDuplicates } from '#main/store/mirror/duplicates.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { adoptDraft } from './adopt-draft.ts'
import { linkCase, mergeCase, splitCase, unlinkCase, unmergeCase } from './operations.ts'
import { relationsOf } from './views.ts'

export function relationsApi(ctx: DeskContext): DeskApi['relations'] {
  return {
    ofCase: ({ caseId }) => relationsOf(ctx, caseId),
    duplicatesOfNew: ({ contactId, title, serialNumber }) => {
      const { mirror } = ctx.work()
      const contact = findContact(mirror, contactId)
      if (contact === null) return []
      const { accountId } = contact
      return findDuplicates(mirror, { accountId, title, serialNumber, now: ctx.deps.clock(), without: new Set() })
    },
    merge: (input) => mergeCase(ctx, input),
    unmerge: ({ caseId }) => unmergeCase(ctx, caseId),
    split: (input) => splitCase(ctx, input),
    link: (input) => linkCase(ctx, input),
    unlink: (input) => unlinkCase(ctx, input),
    adoptDraft: (input) => adoptDraft(ctx, input),
  }
}
