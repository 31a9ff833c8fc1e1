import { z } from 'zod'

/** Everything that the desk can tell the screen went wrong. Each has a title and an advice in both languages (`problem.<code>`). */
export const DESK_PROBLEMS = [
  'not_signed_in',
  'wrong_credentials',
  'unreachable',
  'tls',
  'timeout',
  'session_ended',
  'throttled',
  'portal_unavailable',
  'bad_response',
  'client_too_old',
  'work_offline',
  'not_found',
  'note_empty',
  'note_too_long',
  'illegal_move',
  // There is nothing to do: it is so already.
  'already_so',
  // Of a device of an RMA, from where it is now.
  'illegal_step',
  // What the step needs beside where it goes; `needs` says which.
  'step_incomplete',
  // It is on its way or has come, so it cannot be taken out of its RMA.
  'line_under_way',
  // A text has places for facts that the case does not have; `names` says which.
  'facts_missing',
  // Of two cases that were to be merged or linked.
  'merge_crossed',
  'merge_closed',
  'already_merged',
  'other_company',
  'link_known',
  'invalid_input',
  'disk_full',
  'disk_read_only',
  'wrong_key',
  'newer_database',
  'rejected',
  'unsent_work',
  'cannot_withdraw',
  // Others wrote since the draft began; sent again with `evenSo` it goes.
  'case_changed',
  'file_too_large',
  'file_type_refused',
  'file_empty',
  'too_many_files',
  // The file is not on this machine, and the portal cannot be asked now.
  'file_not_here',
  // Only administrators may; the portal says who they are.
  'not_administrator',
  'portal_too_old',
  'quarantined',
  // The outbox was restored from its copy, and what was left of it did not hold this change any more.
  'perhaps_withdrawn',
  'diverged',
  'internal',
] as const
export type DeskProblem = (typeof DESK_PROBLEMS)[number]

/** `params` fill the placeholders of the message, e.g. `{ length, max }`. Never contains secrets or customers' words. */
export const problem = z.object({
  code: z.enum(DESK_PROBLEMS),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type Problem = z.infer<typeof problem>
