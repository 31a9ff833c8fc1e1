/** The file itself, as a `data:` address. */
declare module '*?inline' {
  const url: string
  export default url
}

/** electron-vite bundles the module by itself and gives the path of the result. */
declare module '*?modulePath' {
  const path: string
  export default path
}
