//! The five calls, in order.
