//! The shapes of labels on pages: drawn, so that no font is needed, and told apart without colour.

/// A shape in a box from -7 to 7 both ways.
pub(crate) struct Shape {
    /// The label's name.
    pub(crate) name: &'static str,
    /// The path that is drawn as a line.
    pub(crate) line: &'static str,
    /// The path that is filled.
    pub(crate) fill: &'static str,
    /// Whether its line is broken.
    pub(crate) is_dashed: bool,
}

const CIRCLE: &str = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z";
const CROSS: &str = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0zM-3.5-3.5L3.5 3.5M-3.5 3.5L3.5-3.5";
const SLASH: &str = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0zM-3.5 3.5L3.5-3.5";
const DIAMOND: &str = "M0-6L6 0L0 6L-6 0z";
const UP: &str = "M0-5.5L5.5 4.5H-5.5z";
const DOWN: &str = "M0 5.5L5.5-4.5H-5.5z";
const RIGHT: &str = "M-4.5-5.5L5.5 0L-4.5 5.5z";

const fn shape(name: &'static str, line: &'static str, fill: &'static str) -> Shape {
    Shape { name, line, fill, is_dashed: false }
}

/// The shape of each label, and of a statement.
pub(crate) const SHAPES: &[Shape] = &[
    shape("occurred", "", CIRCLE),
    shape("ongoing", CIRCLE, "M0-5a5 5 0 0 0 0 10z"),
    shape("planned", CIRCLE, ""),
    Shape { name: "postponed", line: CIRCLE, fill: "", is_dashed: true },
    shape("called-off", CROSS, ""),
    shape("failed", "M-4-4L4 4M-4 4L4-4", ""),
    shape("not-done", SLASH, ""),
    shape("hypothetical", "M-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", ""),
    shape("conditional", DIAMOND, ""),
    shape("demanded", "", UP),
    shape("offered", UP, ""),
    shape("proposed", RIGHT, ""),
    shape("promised", "", DIAMOND),
    shape("threatened", "", DOWN),
    shape("denied", "M-5-2H5V4", ""),
    shape("statement", "", "M-5-4h4v4l-3 4h-1l1-4h-1zM1-4h4v4l-3 4h-1l1-4h-1z"),
];

#[cfg(test)]
mod tests {
    use onrecord::Label;

    use super::*;

    #[test]
    fn every_label_has_a_shape_of_its_own() {
        for label in Label::ALL {
            assert!(SHAPES.iter().any(|shape| shape.name == label.label()), "{label:?}");
        }
        let mut drawn: Vec<_> =
            SHAPES.iter().map(|shape| (shape.line, shape.fill, shape.is_dashed)).collect();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), SHAPES.len());
    }
}
