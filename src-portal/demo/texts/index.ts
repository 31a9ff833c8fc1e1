import { doorScenarios } from './doors.ts'
import { englishScenarios } from './english.ts'
import { generalScenarios } from './general.ts'
import { integrationScenarios } from './integrations.ts'
import { licenceScenarios } from './licences.ts'
import { mobileScenarios } from './mobile.ts'
import { payrollScenarios } from './payroll.ts'
import { rmaScenarios } from './rma.ts'
import { terminalScenarios } from './terminals.ts'
import { timeSheetScenarios } from './time-sheets.ts'

export const SCENARIOS = {
  sl: [
    ...terminalScenarios,
    ...doorScenarios,
    ...timeSheetScenarios,
    ...payrollScenarios,
    ...licenceScenarios,
    ...mobileScenarios,
    ...integrationScenarios,
    ...generalScenarios,
    ...rmaScenarios,
  ],
  en: englishScenarios,
}
