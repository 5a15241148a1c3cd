/** Figures of agents have changed. */
export interface AgentsCounted {
  readonly type: 'monitor.counted'
  readonly companyId: string
  readonly agentIds: readonly string[]
}
