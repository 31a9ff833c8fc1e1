import { notifications } from '@mantine/notifications'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { useStanding } from '../../components/use-standing.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import {
  type CompanyChoice,
  closedReply,
  companyOf,
  inGroups,
  isUndecided,
  MAX_REPLY,
  nextAfter,
  openedReply,
  plainRoleOf,
  type Reply,
  type ReplyKind,
} from './approvals.ts'

/** The list of requests as the screen walks it: which one is shown and which are marked. */
export function useApprovals(registrations: readonly RegistrationView[]) {
  const { approvals } = useScreen()
  const currentId = useStore(approvals, (state) => state.currentId)
  const marked = useStore(approvals, (state) => state.selected)
  const groups = useMemo(() => inGroups(registrations), [registrations])
  const ordered = useMemo(() => groups.flatMap(({ of }) => of), [groups])
  const ids = useMemo(() => ordered.map(({ id }) => id), [ordered])
  const at = useStanding(ids, currentId)
  const shown: RegistrationView | undefined = ordered[at]
  const selected = marked.filter((id) => ordered.some((one) => one.id === id && isUndecided(one)))

  const open = (id: string) => approvals.setState({ currentId: id })
  const setSelected = (ids: readonly string[]) => approvals.setState({ selected: ids })
  const toggle = (id: string) => {
    const one = ordered.find((known) => known.id === id)
    if (!one || !isUndecided(one)) return
    setSelected(selected.includes(id) ? selected.filter((known) => known !== id) : [...selected, id])
  }
  const targetOf = (delta: number) => ordered[Math.max(0, Math.min(ordered.length - 1, at + delta))]

  return {
    groups,
    ordered,
    shown,
    selected,
    open,
    toggle,
    step(delta: number) {
      const next = targetOf(delta)
      if (next) open(next.id)
    },
    /** Marks the one that is shown and the one beside it, and goes there. */
    extend(delta: number) {
      const next = targetOf(delta)
      if (!shown || !next) return
      const both = [shown, next].filter(isUndecided).map(({ id }) => id)
      setSelected([...new Set([...selected, ...both])])
      open(next.id)
    },
    selectAll: () => setSelected(ordered.filter(isUndecided).map(({ id }) => id)),
    clear: () => setSelected([]),
  }
}

/** What is chosen and written about one request, and the three ways to deal with it. */
export function useDecision(registration: RegistrationView, ordered: readonly RegistrationView[]) {
  const { t } = useTranslation()
  const { approvals } = useScreen()
  const change = useChange()
  const { id } = registration
  const chosen = useStore(approvals, (state) => state.companies[id])
  const chosenRole = useStore(approvals, (state) => state.roles[id])
  const reply = useStore(approvals, (state) => state.replies[id])
  const [busy, setBusy] = useState(false)
  const company = companyOf(registration, chosen)
  const role = chosenRole ?? plainRoleOf(registration, company)
  const name = `${registration.firstName} ${registration.lastName}`

  const setReply = (next: Reply | undefined) =>
    approvals.setState(({ replies }) => ({ replies: { ...replies, [id]: next } }))

  /** `left`: what was begun besides and may still be of use. */
  function settled(message: string, left: Reply | undefined) {
    const next = nextAfter(ordered, id)
    approvals.setState(({ replies, selected, currentId }) => ({
      replies: { ...replies, [id]: left },
      selected: selected.filter((known) => known !== id),
      // Whoever went on to another one meanwhile stays there.
      currentId: currentId === null || currentId === id ? (next ?? currentId) : currentId,
    }))
    notifications.show({ message, withCloseButton: false, autoClose: 3_000 })
  }

  async function run(what: Parameters<typeof change>[0], message: string, left?: Reply): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    const done = await change(what)
    setBusy(false)
    if (done) settled(message, left)
    return done
  }

  return {
    company,
    role,
    reply,
    busy,
    setCompany: (next: CompanyChoice) =>
      approvals.setState(({ companies }) => ({ companies: { ...companies, [id]: next } })),
    setRole: (next: CustomerRole) => approvals.setState(({ roles }) => ({ roles: { ...roles, [id]: next } })),
    begin: (kind: ReplyKind) => setReply(openedReply(reply, kind)),
    write: (text: string) => reply?.open && setReply({ ...reply, texts: { ...reply.texts, [reply.open]: text } }),
    close: () => reply && setReply(closedReply(reply)),
    /** False while no company is chosen. */
    async approve(): Promise<boolean> {
      if (!company) return false
      const accountId = company.kind === 'known' ? company.account.id : null
      return run(
        (desk) =>
          // A role that nobody chose on purpose is left to the portal: it may know more of the person.
          desk.registrations.decide({
            ...{ registrationId: id, decision: 'approved', reason: null, accountId, role: chosenRole },
          }),
        t('registrations.done.approved', { name }),
      )
    },
    /** False while the words are missing, or too many. */
    async sendReply(): Promise<boolean> {
      const open = reply?.open
      if (!open) return false
      const text = (reply.texts[open] ?? '').trim()
      if (text === '' || text.length > MAX_REPLY) {
        setReply({ ...reply, attempted: true })
        return false
      }
      if (open === 'ask') {
        return run(
          (desk) => desk.registrations.ask({ registrationId: id, question: text }),
          t('registrations.done.asked', { name }),
          closedReply({ ...reply, texts: { ...reply.texts, ask: '' } }),
        )
      }
      return run(
        (desk) => desk.registrations.decide({ registrationId: id, decision: 'rejected', reason: text }),
        t('registrations.done.rejected', { name }),
      )
    },
  }
}

export type Decision = ReturnType<typeof useDecision>
