//! A policy with everything inherited, names resolved and types checked: what analysis and compiling read.

pub mod policy;
