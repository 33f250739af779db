//! Contract suites for generated clients.
