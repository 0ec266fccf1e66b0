"""Pages for breaking glass: whoever asks, the custodians who decide, and the inspectors who look on."""
