"""Who holds which title where: the component is `component`, what it asks stands beside it."""
