import type { AnyContractProcedure } from '@orpc/contract'
import { type ConditionalSchemaConverter, type JSONSchema, type OpenAPI, OpenAPIGenerator } from '@orpc/openapi'
import { type Access, contract, outgoing, Problem, type RouteMeta } from '@youwen/contract'
import { z } from 'zod'

/** The contract as OpenAPI 3.1, with who may call each route (`x-access`) and what it records (`x-audit`). */
export async function describeApi(): Promise<OpenAPI.Document> {
  const document = await new OpenAPIGenerator({ schemaConverters: [zodConverter] }).generate(contract, {
    info: {
      title: 'Youwen API',
      version: '1',
      description:
        'A session token (from `POST /login`) travels as the cookie a browser gets, or as `Authorization: Bearer …`; ' +
        'a visitor token as `Authorization: Visitor …`. Every answer that is no success is a problem (RFC 9457): ' +
        'switch on its `code`. Live events are described at /docs/realtime.',
    },
    servers: [{ url: '/api' }],
    tags: Object.keys(contract).map((name) => ({ name })),
    components: {
      schemas: { Problem: z.toJSONSchema(Problem) as OpenAPI.SchemaObject },
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer' },
        visitor: { type: 'apiKey', in: 'header', name: 'Authorization' },
      },
    },
  })
  for (const procedures of Object.values(contract)) {
    for (const { '~orpc': declared } of Object.values<AnyContractProcedure>(procedures)) {
      const operation = operationOf(document, declared.route)
      const meta = declared.meta as RouteMeta
      operation.security = securityOf(meta.access)
      operation.responses = { ...operation.responses, default: problemResponse }
      Object.assign(operation, { 'x-access': meta.access, 'x-audit': meta.audit })
    }
  }
  document.webhooks = Object.fromEntries(
    outgoing.flatMap(({ name, about, requests }) =>
      requests.map((one) => [`${name} ${one.path}`, webhookOf(about, one)]),
    ),
  )
  return document
}

/** A request that we send: who answers it reads here what comes and what is to come back. */
function webhookOf(about: string, { method, title, input, output }: (typeof outgoing)[number]['requests'][number]) {
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
    const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
    return json as OpenAPI.SchemaObject
  }
  return {
    [method.toLowerCase()]: {
      summary: title,
      description: about,
      requestBody: { content: { 'application/json': { schema: schemaOf(input, 'output') } } },
      responses: {
        200: { description: 'What there is.', content: { 'application/json': { schema: schemaOf(output, 'input') } } },
      },
    },
  }
}

type OperationObject = OpenAPI.OperationObject

function operationOf(document: OpenAPI.Document, route: { path?: string; method?: string }): OperationObject {
  const paths: Record<string, Record<string, OperationObject>> = Object(document.paths)
  const operation = paths[route.path ?? '']?.[(route.method ?? '').toLowerCase()]
  if (!operation) throw new Error(`The document lacks ${route.method} ${route.path}.`)
  return operation
}

const problemResponse = {
  description: 'Anything but a success: see its `code`.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function securityOf(access: Access): OpenAPI.SecurityRequirementObject[] {
  if (access === 'public') return []
  if (access === 'visitor') return [{ visitor: [] }]
  return access === 'anyone-known' ? [{ session: [] }, { visitor: [] }] : [{ session: [] }]
}

const zodConverter: ConditionalSchemaConverter = {
  condition: (schema) => schema instanceof z.ZodType,
  convert: (schema, { strategy }) => {
    if (!(schema instanceof z.ZodType)) throw new Error('Only zod schemas are asked for here.')
    const { $schema: _, ...json } = z.toJSONSchema(schema, { io: strategy, unrepresentable: 'any' })
    return [!schema.safeParse(undefined).success, json as object as JSONSchema]
  },
}
