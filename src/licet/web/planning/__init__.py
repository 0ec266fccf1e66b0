"""Pages for planners: contracts and their stages, a plan with its pictures, forecasts. Staff of the authority only."""
