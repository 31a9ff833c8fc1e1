import { ServerResponse } from 'node:http'

/**
 * Lets `Date` of this process, or of a page, tell a time that is so many milliseconds later. It goes on from there.
 * Uses nothing from outside: pages run its source.
 */
export function shiftClock(shiftMs: number): void {
  const RealDate = Date
  const now = () => RealDate.now() + shiftMs
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  })
}

// Loaded before a program that is started with another time: see `startNode`.
if (process.env.CLOCK_SHIFT_MS) {
  shiftClock(Number(process.env.CLOCK_SHIFT_MS))
  dateAnswers()
}

/** Answers over HTTP tell that time, too: Node's own header asks the system. */
function dateAnswers(): void {
  ServerResponse.prototype.writeHead = new Proxy(ServerResponse.prototype.writeHead, {
    apply(writeHead, response: ServerResponse, args) {
      if (!response.headersSent && !response.hasHeader('date')) response.setHeader('date', new Date().toUTCString())
      return Reflect.apply(writeHead, response, args)
    },
  })
}
