declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '*.css'
declare module '@mantine/core/styles.css'
declare module '@mantine/notifications/styles.css'
declare module '*.svg' {
  const url: string
  export default url
}
declare module '*?worker' {
  const WorkerOfIt: new () => Worker
  export default WorkerOfIt
}
