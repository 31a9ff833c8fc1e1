import { SearchBox } from '../../features/search/search-box.tsx'
import { SyncIndicator } from '../../features/sync/sync-indicator.tsx'
import classes from './top-bar.module.css'

export function TopBar() {
  return (
    <header className={classes.bar}>
      <SearchBox />
      <span className={classes.space} />
      <SyncIndicator />
    </header>
  )
}
