export type DeviceKind = 'terminal' | 'controller' | 'reader' | 'lock'

/** A product as it is sold: the serial's pattern has y year, w week, a letter, x hexadecimal digit, n counter. */
export type Product = {
  kind: DeviceKind
  model: string
  serial: string
  firmware: readonly string[]
  /** Share among the devices sold. */
  weight: number
}

/** Invented models; the newest firmware comes last. */
export const PRODUCTS: readonly Product[] = [
  {
    kind: 'terminal',
    model: 'Zone Touch 5',
    serial: 'ZT5-yyww-nnnnn',
    firmware: ['3.8.2', '4.0.1', '4.2.0', '4.2.3'],
    weight: 9,
  },
  {
    kind: 'terminal',
    model: 'Zone Touch 7 Bio',
    serial: 'ZT7B-yyww-nnnnn',
    firmware: ['4.0.1', '4.2.0', '4.3.1'],
    weight: 6,
  },
  { kind: 'terminal', model: 'Zone Mini', serial: 'ZMAyynnnnn', firmware: ['2.4.0', '2.5.2', '2.6.1'], weight: 7 },
  { kind: 'terminal', model: 'Špica TA-90', serial: 'TA90/nnnnn-a', firmware: ['1.9.8', '1.9.12'], weight: 3 },
  {
    kind: 'controller',
    model: 'Zone Door 2',
    serial: 'ZD2-xxxx-nnnnn',
    firmware: ['5.1.0', '5.3.2', '5.4.0'],
    weight: 11,
  },
  {
    kind: 'controller',
    model: 'Zone Door 8',
    serial: 'ZD8-xxxx-nnnnn',
    firmware: ['5.1.0', '5.3.2', '5.4.0'],
    weight: 5,
  },
  { kind: 'controller', model: 'Zone IO 16', serial: 'IO16.yy.nnnnn', firmware: ['2.0.4', '2.1.0'], weight: 2 },
  { kind: 'reader', model: 'Zone Read M', serial: 'RMyywwnnnnn', firmware: ['1.4', '1.6', '1.7'], weight: 26 },
  { kind: 'reader', model: 'Zone Read BLE', serial: 'RBA-yy-nnnnn', firmware: ['2.2', '2.3', '2.5'], weight: 12 },
  { kind: 'reader', model: 'Zone Read QR', serial: 'RQnnnnnaa', firmware: ['1.1', '1.2'], weight: 4 },
  { kind: 'lock', model: 'Zone Lock E', serial: 'ZLE-axax-nnnnn', firmware: ['3.0.2', '3.1.0', '3.1.4'], weight: 10 },
  { kind: 'lock', model: 'Zone Handle', serial: 'ZHnnnnn-xx', firmware: ['1.8.0', '2.0.0'], weight: 5 },
]
