"""The networks of the region and the county's own contacts."""
