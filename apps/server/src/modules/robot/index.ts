export { createRobot, type Robot } from './robot.ts'
export { createRobotRoutes } from './routes.ts'
export { createRobotRules, type RobotRules } from './service/rules.ts'
