/** `in_service`: lies on our own bench. `replaced`: the customer got another in its place. `retired`: nobody uses it any more. */
export const DEVICE_STATES = ['in_stock', 'in_use', 'in_service', 'replaced', 'retired'] as const
export type DeviceState = (typeof DEVICE_STATES)[number]
