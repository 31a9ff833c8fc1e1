/** A request that was sent and perhaps never answered: the same content is sent under the same id, so it counts once. */
export type SentRequest = { requestId: string; content: string }

/**
 * The id for this content. What was changed since gets another id: under the old one the portal would answer with what it
 * has already, and the change would be lost.
 */
export function requestFor(body: unknown, before: SentRequest | null, mint: () => string): SentRequest {
  const content = JSON.stringify(body)
  return before?.content === content ? before : { requestId: mint(), content }
}

export function readSentRequest(kept: unknown): SentRequest | null {
  const { requestId, content } = Object(kept)
  return typeof requestId === 'string' && typeof content === 'string' ? { requestId, content } : null
}
