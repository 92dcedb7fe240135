//! The word lists of `data/`, as `build.rs` checked and wrote them.

include!(concat!(env!("OUT_DIR"), "/data.rs"));
