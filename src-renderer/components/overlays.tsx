/**
 * Menus, dialogs and tooltips are put in here instead of at the end of the body, so that they belong to the page's
 * main part for assistive technology. Mantine looks for this attribute.
 */
export function Overlays() {
  return <div data-portal="true" data-mantine-shared-portal-node="true" />
}
