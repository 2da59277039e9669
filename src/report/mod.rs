//! A settlement as a text a patient can read, and other renderings: trees of marked text, drawn elsewhere.

pub mod schema;
