/** What is done in repairs is done one after the other: the last of it can be taken back. */
export const RMA_UNDO = { toast: 'rma-undo', counts: true }
