import { ApiProblem } from '../../api/problem.ts'

/** A wrong password beside other fields is that field's fault: nobody is signed out by it. */
export async function withPassword<T>(field: 'password' | 'current', send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'wrong_credentials') throw error
    throw new ApiProblem('invalid_fields', error.status, { [field]: field === 'password' ? 'wrong' : 'invalid' })
  }
}
