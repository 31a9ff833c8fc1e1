/** What a demo company has on its invoices, by its place in the demo world. */
export function proofOf(account: number): { customerCode: string; invoiceNumber: string } {
  return { customerCode: `K-${10_000 + account}`, invoiceNumber: `2026-${10_000 + account * 7}` }
}
