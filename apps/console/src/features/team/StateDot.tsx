import type { AgentState } from '@youwen/contract'
import styles from './StateDot.module.css'

export const StateDot = ({ state }: { state: AgentState }) => <i className={styles.dot} data-state={state} />
