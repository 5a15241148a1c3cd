import type { FastifyInstance } from 'fastify'
import ipaddr from 'ipaddr.js'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { notFound } from '../errors.ts'

type Labels = Readonly<Record<string, string | number>>
/** One value, or one for each set of labels. */
type Reading = number | readonly (readonly [Labels, number])[]

/** What a part of the server uses to be measured. Names get the prefix `youwen_`; units stand at their end. */
export interface Metrics {
  /** Read when the metrics are asked for. */
  gauge(name: string, help: string, read: () => Reading | Promise<Reading>, labels?: readonly string[]): void
  /** As a gauge, for what only ever grows. */
  total(name: string, help: string, read: () => Reading, labels?: readonly string[]): void
  counter(name: string, help: string, labels?: readonly string[]): (labels?: Labels, by?: number) => void
  histogram(
    name: string,
    help: string,
    options: { buckets: readonly number[]; labels?: readonly string[] },
  ): (value: number, labels?: Labels) => void
  text(): Promise<string>
}

const prefix = 'youwen_'

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix })
  const registers = [registry]

  const entries = (reading: Reading) => (typeof reading === 'number' ? [[{}, reading] as const] : reading)

  return {
    gauge(name, help, read, labelNames = []) {
      new Gauge({
        name: prefix + name,
        help,
        registers,
        labelNames: [...labelNames],
        async collect() {
          const reading = await read()
          this.reset()
          for (const [labels, value] of entries(reading)) this.set({ ...labels }, value)
        },
      })
    },
    total(name, help, read, labelNames = []) {
      new Counter({
        name: prefix + name,
        help,
        registers,
        labelNames: [...labelNames],
        collect() {
          this.reset()
          for (const [labels, value] of entries(read())) this.inc({ ...labels }, value)
        },
      })
    },
    counter(name, help, labels = []) {
      const counter = new Counter({ name: prefix + name, help, registers, labelNames: [...labels] })
      return (values = {}, by = 1) => counter.inc({ ...values }, by)
    },
    histogram(name, help, { buckets, labels = [] }) {
      const histogram = new Histogram({
        name: prefix + name,
        help,
        registers,
        buckets: [...buckets],
        labelNames: [...labels],
      })
      return (value, values = {}) => histogram.observe({ ...values }, value)
    },
    text: () => registry.metrics(),
  }
}

/** Answered to this machine and its private networks only: the figures are nobody else's business. */
export function serveMetrics(server: FastifyInstance, metrics: Metrics): void {
  server.get('/metrics', async (request, reply) => {
    const cameThroughProxy = request.headers['x-forwarded-for'] !== undefined
    if (cameThroughProxy || !isNear(request.ip)) throw notFound('route')
    return reply
      .type(Registry.PROMETHEUS_CONTENT_TYPE)
      .header('cache-control', 'no-store')
      .send(await metrics.text())
  })
}

function isNear(ip: string): boolean {
  return ipaddr.isValid(ip) && ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.process(ip).range())
}
