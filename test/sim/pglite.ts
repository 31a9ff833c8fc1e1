import { PGlite, protocol } from '@electric-sql/pglite'

type Message = { name: string }
type Field = { name: string; dataTypeID: number }
type Prepared = { name: string; parameters: number[]; fields: Field[] }
type Options = { rowMode?: 'array' | 'object'; parsers?: Record<number, (value: string, typeId?: number) => unknown> }
type Result = { rows: unknown[]; fields: Field[]; affectedRows: number }

export type Engine = {
  /** What the query builder takes for a PGlite. */
  client: PGlite
  query<Row extends object>(text: string, params?: unknown[]): Promise<Row[]>
  inSnapshot<T>(work: (query: Engine['query']) => Promise<T>): Promise<T>
  /** Statements without parameters, several at once. */
  script(text: string): Promise<void>
  /** The portal's process stops after so many commits: every later statement fails until `restart`. Null: not at all. */
  dieAfter(commits: number | null): void
  close(): Promise<void>
}

/**
 * The embedded database with each statement parsed once a database. PGlite by itself parses every statement anew, in five
 * round trips: three quarters of a simulation's time.
 */
export async function openEngine(): Promise<Engine> {
  const real = await PGlite.create('memory://')
  // And planned once: with a plan for each call's own values, a tenth of the time goes into planning.
  await real.exec('SET plan_cache_mode = force_generic_plan')
  const { serialize, Parser } = protocol
  const known = new Map<string, Prepared>()
  let commitsLeft: number | null = null
  let turn: Promise<unknown> = Promise.resolve()

  function talk(...messages: Uint8Array[]): Message[] {
    const answer = real.execProtocolRawSync(Buffer.concat(messages))
    const heard: Message[] = []
    new Parser().parse(answer, (message) => void heard.push(message))
    const error = heard.find(({ name }) => name === 'error') as
      | (Message & Partial<Error> & { code?: string })
      | undefined
    if (error) throw Object.assign(new Error(error.message), { code: error.code })
    return heard
  }

  function prepare(text: string): Prepared {
    const name = `statement_${known.size}`
    const heard = talk(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync())
    const parameters = heard.find((message) => message.name === 'parameterDescription') as Message & {
      dataTypeIDs: number[]
    }
    const row = heard.find((message) => message.name === 'rowDescription') as
      | (Message & { fields: Field[] })
      | undefined
    const prepared = { name, parameters: parameters.dataTypeIDs, fields: row?.fields ?? [] }
    known.set(text, prepared)
    return prepared
  }

  function run(text: string, params: unknown[] = [], options: Options = {}): Result {
    if (commitsLeft !== null && commitsLeft <= 0) throw new Error('PGlite is closed')
    const prepared = known.get(text) ?? prepare(text)
    const values = params.map((value, at) => {
      if (value === null || value === undefined) return null
      const write = real.serializers[prepared.parameters[at]!]
      return write ? write(value) : String(value)
    })
    const heard = talk(serialize.bind({ statement: prepared.name, values }), serialize.execute({}), serialize.sync())
    const rows = heard.flatMap((message) => {
      if (message.name !== 'dataRow') return []
      const cells = (message as Message & { fields: (string | null)[] }).fields.map((cell, at) => {
        const { dataTypeID } = prepared.fields[at]!
        const parse = options.parsers?.[dataTypeID] ?? real.parsers[dataTypeID]
        return cell === null || !parse ? cell : parse(cell, dataTypeID)
      })
      if (options.rowMode === 'array') return [cells]
      return [Object.fromEntries(cells.map((cell, at) => [prepared.fields[at]!.name, cell]))]
    })
    const complete = heard.find((message) => message.name === 'commandComplete') as
      | (Message & { text: string })
      | undefined
    return { rows, fields: prepared.fields, affectedRows: Number(complete?.text.split(' ').at(-1) ?? 0) || 0 }
  }

  /** One connection: a transaction has it for itself, savepoints included. */
  async function exclusively<T>(body: () => Promise<T>): Promise<T> {
    const before = turn
    let done = () => {}
    turn = new Promise<void>((resolve) => {
      done = resolve
    })
    await before
    try {
      return await body()
    } finally {
      done()
    }
  }

  let inTransaction = false
  const now = async (text: string, params?: unknown[], options?: Options) => run(text, params, options)
  const query = (text: string, params?: unknown[], options?: Options) =>
    inTransaction ? exclusively(() => now(text, params, options)) : now(text, params, options)

  const transaction = (body: (tx: unknown) => Promise<unknown>) =>
    exclusively(async () => {
      run('BEGIN')
      inTransaction = true
      try {
        const result = await body({ query: now, exec: now })
        run('COMMIT')
        if (commitsLeft !== null) commitsLeft -= 1
        return result
      } catch (error) {
        const left = commitsLeft
        commitsLeft = null
        run('ROLLBACK')
        commitsLeft = left
        throw error
      } finally {
        inTransaction = false
      }
    })

  return {
    client: Object.assign(Object.create(real) as PGlite, { query, transaction }),
    query: async <Row extends object>(text: string, params?: unknown[]) => (await query(text, params)).rows as Row[],
    // One connection: nobody else writes while it reads.
    inSnapshot: (work) =>
      exclusively(() =>
        work(async <Row extends object>(text: string, params?: unknown[]) => run(text, params).rows as Row[]),
      ),
    script: async (text) => void (await real.exec(text)),
    dieAfter: (commits) => {
      commitsLeft = commits
    },
    close: () => real.close(),
  }
}
