"""Who agreed what, with whom and when: the component is `component`, what it asks stands beside it."""
