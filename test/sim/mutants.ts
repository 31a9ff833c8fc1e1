export type Patch = { file: string; find: string; replace: string }
/**
 * A known defect, planted into the sources while they are loaded. Each text must be there exactly once. `harmless`: one of
 * two guards is gone and the other must hold alone, so nothing may be found.
 */
export type Mutant = { name: string; patches: Patch[]; harmless?: true }

/** The page before comes once more, behind the newer one, as an answer may that was given up. */
const LATE_PAGES: Patch = {
  file: 'src-main/sync/pull.ts',
  find: '    await applyPage(ctx, page, signal)\n',
  replace: `    await applyPage(ctx, page, signal)
    const pages = (globalThis.latePages ??= new WeakMap())
    const late = pages.get(ctx.mirror)
    pages.set(ctx.mirror, page)
    if (late && parseCursor(late.cursor).epoch === parseCursor(page.cursor).epoch) {
      const pendingOf = (caseIds, seq) => overlayOfCases(ctx.outbox, seq, caseIds)
      for (const _ of applyChangesInSlices(ctx.mirror, { ...late, pendingOf }, { now: ctx.clock })) continue
    }
`,
}

export const MUTANTS: Mutant[] = [
  {
    name: 'words stay in the merged case',
    patches: [
      {
        file: 'src-portal/server/cases/create-note-operation.ts',
        find: "return visibility === 'internal' || isSameCustomer(named, root) ? root : named",
        replace: "return visibility === 'internal' && named === root ? root : named",
      },
    ],
  },
  {
    name: 'merges cross each other',
    patches: [
      {
        file: 'src-portal/server/cases/merge-operations.ts',
        find: "  if (into.id === found.id) return rejected('merge_crossed', 'The other case is already a part of this one')\n",
        replace: '',
      },
    ],
  },
  { name: 'a page comes again behind the next', harmless: true, patches: [LATE_PAGES] },
  {
    // One pull at a time keeps pages in order by itself, so that they have to come late as well.
    name: 'missing sequence guard',
    patches: [
      LATE_PAGES,
      {
        file: 'src-main/store/mirror/changes.ts',
        find: 'for (const item of items) if (item.seq > from.seq) applyItem(mirror, item, effects)',
        replace: 'for (const item of items) applyItem(mirror, item, effects)',
      },
      {
        file: 'src-main/store/mirror/change-items.ts',
        find: '    if (base.seq > seq) return\n',
        replace: '',
      },
      {
        file: 'src-main/store/mirror/change-items.ts',
        find: '    if (shown && shown.seq > seq) return\n',
        replace: '',
      },
    ],
  },
  {
    name: 'no ledger',
    patches: [
      {
        file: 'src-portal/server/sync/push.ts',
        find: 'if (!(await takeOperationId(work, sender, { opId, payloadHash }))) {',
        replace:
          'await forgetOperation(work, opId)\n    if (!(await takeOperationId(work, sender, { opId, payloadHash }))) {',
      },
    ],
  },
  {
    // As with a plain sequence: a number that was taken before the newest one becomes visible after it.
    name: 'sequence gap in the feed',
    patches: [
      {
        file: 'src-portal/server/sync/pull.ts',
        find: 'WHERE c.scope = mine.scope AND c.seq > $1 ORDER BY c.seq LIMIT $2',
        replace:
          'WHERE c.scope = mine.scope AND c.seq > $1 AND NOT (c.seq % 11 = 0 AND c.seq = (SELECT seq - 1 FROM sync_clock)) ORDER BY c.seq LIMIT $2',
      },
    ],
  },
  {
    name: 'early outbox delete',
    patches: [
      {
        file: 'src-main/store/outbox/sending.ts',
        find: '      settle(outbox, result.opId, result.seq, now)\n',
        replace: `      outbox.prepare('DELETE FROM operation WHERE op_id = ?').run(result.opId)\n`,
      },
    ],
  },
  {
    // It stays in the outbox, but leaves the screen with the answer instead of with the rows.
    name: 'overlay left before the cursor has passed',
    patches: [
      {
        file: 'src-main/store/outbox/overlay.ts',
        find: `lane IN (SELECT value FROM json_each(?)) AND (state <> 'settled' OR seq > ?) ORDER BY ord`,
        replace: `lane IN (SELECT value FROM json_each(?)) AND (state <> 'settled' OR seq > ? + 100000) ORDER BY ord`,
      },
    ],
  },
  {
    // The feed has a row that changed again later than at the number of the operation.
    name: 'overlay left before the head was reached',
    patches: [
      {
        file: 'src-main/store/mirror/changes.ts',
        find: 'more ? (getMirrorValue<number>(mirror, SHOWN_SEQ) ?? from.seq) : Math.max(from.seq, to.seq)',
        replace: 'more ? Math.max(from.seq, to.seq) : Math.max(from.seq, to.seq)',
      },
    ],
  },
  {
    name: 'new id on retry',
    patches: [
      {
        file: 'src-main/sync/push.ts',
        find: 'const { results } = await ctx.client.push({ clientId: ctx.clientId, operations: operations.map(freed) }, signal)',
        replace: `const sentBefore: Set<string> = ((globalThis as never as { simSent: Set<string> }).simSent ??= new Set())
    const renamed = operations.map(freed).map((one) => (sentBefore.has(one.opId) ? { ...one, opId: ctx.ids() } : one))
    for (const { opId } of operations) sentBefore.add(opId)
    const answer = await ctx.client.push({ clientId: ctx.clientId, operations: renamed }, signal)
    const results = answer.results.map((result, at) => ({ ...result, opId: operations[at]!.opId }))`,
      },
    ],
  },
  {
    name: 'cursor before rows',
    patches: [
      {
        file: 'src-main/store/mirror/changes.ts',
        find: `  return mirror.transaction(() => {
    const known = getMirrorValue<string>(mirror, 'cursor')`,
        replace: `  const known = getMirrorValue<string>(mirror, 'cursor')
  if (known !== null && parseCursor(cursor).seq > parseCursor(known).seq) putMirrorValue(mirror, 'cursor', cursor)
  return mirror.transaction(() => {`,
      },
    ],
  },
  {
    name: 'ignored tombstone',
    patches: [
      {
        file: 'src-main/store/mirror/change-items.ts',
        find: `  if (item.kind !== 'row') removeRow(`,
        replace: `  if (item.kind === 'tombstone') return\n  if (item.kind !== 'row') removeRow(`,
      },
    ],
  },
  {
    name: 'status applied over a conflict',
    patches: [
      {
        file: 'src-portal/server/cases/field-operations.ts',
        find: "const stale = !isCurrent(found, 'status', base)",
        replace: 'const stale = base.version > found.statusVersion',
      },
    ],
  },
  {
    name: 'quarantine blocks its lane',
    patches: [
      {
        file: 'src-main/store/outbox/sending.ts',
        find: `state === 'conflict' || state === 'rejected' || state === 'quarantined') continue`,
        replace: `state === 'conflict' || state === 'rejected') continue`,
      },
    ],
  },
  {
    name: 'eviction deletes unsent work',
    patches: [
      {
        file: 'src-main/store/recovery.ts',
        find: `    const reason = item.kind === 'tombstone' ? 'deleted' : 'out_of_scope'`,
        replace: `    if (item.kind === 'eviction') {
      stores.outbox.prepare(\`DELETE FROM operation WHERE lane = ? AND state = 'waiting'\`).run(item.id)
    }
    const reason = item.kind === 'tombstone' ? 'deleted' : 'out_of_scope'`,
      },
    ],
  },
  {
    name: 'words lost with a conflict of status',
    patches: [
      {
        file: 'src-portal/server/cases/create-note-operation.ts',
        find: `const { outcome } = await applyStatus({ work, found, agentId }, operation.status)`,
        replace: `const { outcome } = await applyStatus({ work, found, agentId }, operation.status)
  if (outcome.status === 'conflict') await work.tx.delete(notes)`,
      },
    ],
  },
  {
    name: 'interrupted sends never go on',
    patches: [
      {
        file: 'src-main/store/open.ts',
        find: `SET state = 'waiting' WHERE state = 'sending'`,
        replace: `SET state = 'waiting' WHERE state = 'sending' AND 0`,
      },
    ],
  },
  {
    name: 'rows of other teams are sent',
    patches: [
      {
        file: 'src-portal/server/sync/scope.ts',
        find: 'const teamsSql = (agent: string) => ',
        replace: `const teamsSql = (agent: string) => agent !== '' ? 'SELECT id AS scope FROM teams WHERE ' + agent + '::text IS NOT NULL' : `,
      },
    ],
  },
  {
    name: 'what was taken back is not closed at the portal',
    patches: [
      {
        file: 'src-portal/server/sync/ledger.ts',
        find: `    await work.tx.update(syncOp).set({ status: result.status, result }).where(eq(syncOp.opId, opId))
    return null`,
        replace: `    await forgetOperation(work, opId)
    return null`,
      },
    ],
  },
  {
    name: 'outbox does not wait for the disk',
    patches: [
      {
        file: 'src-main/store/open.ts',
        find: `setPragmas(database, 'FULL')`,
        replace: `setPragmas(database, 'NORMAL')`,
      },
    ],
  },
  {
    name: 'a clock that was set back holds work back',
    patches: [
      {
        file: 'src-main/store/outbox/sending.ts',
        find: 'return nextAt - now > LONGEST_WAIT_MS ? 0 : nextAt',
        replace: 'return nextAt',
      },
    ],
  },
  {
    name: 'an answered estimate is withdrawn',
    patches: [
      {
        file: 'src-portal/server/cases/estimate-operations.ts',
        find: `  if (state !== 'open') {`,
        replace: `  if (state === 'expired') {`,
      },
    ],
  },
  {
    name: 'a command is written case by case',
    patches: [
      {
        file: 'src-main/desk/perform.ts',
        find: `    appendOperations(outbox, operations, options)
    options.keep?.(outbox)
  })`,
        replace: `    options.keep?.(outbox)
  })
  for (const operation of operations) appendOperations(outbox, [operation], options)`,
      },
    ],
  },
  {
    name: 'a second decision replaces the first',
    patches: [
      {
        file: 'src-portal/server/people/decide-registration.ts',
        find: `  if (found.state === 'approved' || found.state === 'rejected') return`,
        replace: `  if (found.state === 'approved' && decision === 'approved') return`,
      },
    ],
  },
  {
    name: 'a repair is moved from wherever it is',
    patches: [
      {
        file: 'src-portal/server/rmas/step-line-operation.ts',
        find: 'const stale = line.state !== operation.from',
        replace: 'const stale = false',
      },
    ],
  },
  {
    name: 'words of a repair are written over',
    patches: [
      {
        file: 'src-portal/server/rmas/update-line-operation.ts',
        find: 'const merged = base === theirs ? mine : isText(field) ? put(base, mine, theirs) : null',
        replace: 'const merged = base === theirs || isText(field) ? mine : null',
      },
    ],
  },
  {
    name: 'a template is saved over theirs',
    patches: [
      {
        file: 'src-portal/server/kept-content/merge-content.ts',
        find: '    else if (theirs[field] !== base[field] && ',
        replace: '    else if (lastWins.length > 0 && theirs[field] !== base[field] && ',
      },
    ],
  },
  {
    name: 'a view is renamed over theirs',
    patches: [
      {
        file: 'src-portal/server/views/view-operations.ts',
        find: `lastWins: ['position'],`,
        replace: `lastWins: ['position', 'name'],`,
      },
    ],
  },
  {
    // The portal's rows come, and what the agent sees stays as it was.
    name: 'repairs on the screen are left behind',
    patches: [
      {
        file: 'src-main/store/mirror/overlay.ts',
        find: '    showRmas(mirror, pk, operations)\n',
        replace: '    if (operations.length > 0) showRmas(mirror, pk, operations)\n',
      },
    ],
  },
]
