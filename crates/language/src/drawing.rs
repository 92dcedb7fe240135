//! Trees to look at: in the terminal and as SVG.

mod svg;
mod terminal;

pub use svg::svg;
pub use terminal::terminal;
