import type { z } from 'zod'

/** Marks an input that must never be written down: not in the operation log, not in any other. Comes last in a chain. */
export const secret = <T extends z.ZodType>(schema: T): T => schema.meta({ secret: true })

export const isSecret = (schema: z.ZodType): boolean => schema.meta()?.['secret'] === true
