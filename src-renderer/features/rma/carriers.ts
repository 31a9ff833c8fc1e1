/** What is offered while a carrier is typed; any other may be written. */
export const CARRIERS = ['Pošta Slovenije', 'GLS', 'DHL', 'DPD', 'UPS', 'FedEx']
