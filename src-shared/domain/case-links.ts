/** What an agent may say of two cases. `not_duplicate`: they only look alike; it is suggested no more. */
export const LINKS = ['duplicate_of', 'relates_to', 'not_duplicate'] as const
export type Link = (typeof LINKS)[number]

/** As one of the two cases sees it. */
export const LINK_KINDS = [
  ...LINKS,
  'duplicated_by',
  'split_from',
  'split_into',
  'follow_up_of',
  'followed_up_by',
] as const
export type LinkKind = (typeof LINK_KINDS)[number]

const FROM_THE_OTHER: Record<LinkKind, LinkKind> = {
  duplicate_of: 'duplicated_by',
  duplicated_by: 'duplicate_of',
  relates_to: 'relates_to',
  not_duplicate: 'not_duplicate',
  split_from: 'split_into',
  split_into: 'split_from',
  follow_up_of: 'followed_up_by',
  followed_up_by: 'follow_up_of',
}

export function fromTheOther(kind: LinkKind): LinkKind {
  return FROM_THE_OTHER[kind]
}

/** Only what agents said may be taken back; the others tell what happened. */
export function isSaid(kind: LinkKind): boolean {
  return kind === 'duplicated_by' || LINKS.some((link) => link === kind)
}
