import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemDetails } from '#shared/portal-api/problem.ts'
import { PROBLEM_MEDIA_TYPE } from './problems.ts'

/** The body of a 204. */
export const NO_CONTENT = z.null().describe('Done')

export const BEARER = [{ bearer: [] }]

/** Part of every route's responses. */
export const PROBLEM_RESPONSE = {
  default: {
    description: 'Problem details (RFC 9457)',
    content: { [PROBLEM_MEDIA_TYPE]: { schema: problemDetails } },
  },
}

/** Serves the description of all routes, made from their zod schemas, at /docs. Must be registered before the routes. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Spica Desk portal',
        description: 'What an agent’s desk calls. Instants are epoch milliseconds, days are YYYY-MM-DD.',
        version: '1',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: () =>
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    uiConfig: { validatorUrl: null },
  })
}
