//! The model file: safetensors with the encoder's graph, the scorers' tensors, label sets and vocabulary.
//!
//! `training/README.md`, "The file", is its specification.

use std::collections::HashMap;

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::scorers::{Linear, Matrix};

/// The format that this version reads.
const FORMAT: &str = "onrecord-language-1";

/// An opened model file.
pub(crate) struct Weights<'f> {
    tensors: SafeTensors<'f>,
    metadata: HashMap<String, String>,
}

impl<'f> Weights<'f> {
    /// Checks that the bytes are a whole model of this format, and unaltered where the file says its checksum.
    pub(crate) fn open(bytes: &'f [u8]) -> Result<Self, Error> {
        let unreadable = |error: safetensors::SafeTensorError| Error::Unreadable(error.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(unreadable)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let format = metadata.get("format").map_or("unknown", String::as_str);
        if format != FORMAT {
            return Err(Error::Format { found: format.to_owned(), expected: FORMAT });
        }
        let tensors = SafeTensors::deserialize(bytes).map_err(unreadable)?;
        Ok(Self { tensors, metadata })
    }

    /// Compares the contents with the metadata `sha256`, where it is given: the hexadecimal SHA-256 of the label sets, the
    /// vocabulary, and each tensor's name and bytes in the order of names.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let Some(expected) = self.metadata.get("sha256") else { return Ok(()) };
        let mut names = self.tensors.names();
        names.sort_unstable();
        let mut hash = Sha256::new();
        hash.update(self.text("labels")?);
        hash.update(self.text("vocabulary")?);
        for name in names {
            hash.update(name);
            hash.update(self.tensor(name)?.data());
        }
        let found = hash.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        if found == *expected { Ok(()) } else { Err(Error::Altered) }
    }

    /// A piece of metadata.
    pub(crate) fn text(&self, name: &str) -> Result<&str, Error> {
        self.metadata.get(name).map(String::as_str).ok_or_else(|| Error::part(name, "is missing"))
    }

    /// The encoder as an ONNX model.
    pub(crate) fn graph(&self) -> Result<&'f [u8], Error> {
        Ok(self.tensor("graph")?.data())
    }

    /// The numbers of a tensor of any shape that holds `count` of them.
    pub(crate) fn values(&self, name: &str, count: usize) -> Result<Vec<f32>, Error> {
        let tensor = self.tensor(name)?;
        let values: Vec<f32> = match tensor.dtype() {
            Dtype::F16 => {
                tensor.data().as_chunks().0.iter().map(|pair| half(u16::from_le_bytes(*pair))).collect()
            }
            Dtype::F32 => tensor.data().as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect(),
            other => return Err(Error::part(name, format!("is of the type {other:?}, not F16 or F32"))),
        };
        if values.len() != count {
            return Err(Error::part(
                name,
                format!("has the shape {:?} and needs {count} numbers", tensor.shape()),
            ));
        }
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Error::part(name, "holds what is no number"));
        }
        Ok(values)
    }

    /// A table of rows, `[rows, width]`.
    pub(crate) fn matrix(&self, name: &str, rows: usize, width: usize) -> Result<Matrix, Error> {
        Ok(Matrix { values: self.values(name, rows * width)?, width })
    }

    /// A linear map from `from` numbers to `to`: the tensors NAME.weight, `[to, from]`, and NAME.bias.
    pub(crate) fn linear(&self, name: &str, from: usize, to: usize) -> Result<Linear, Error> {
        Ok(Linear {
            weight: self.matrix(&format!("{name}.weight"), to, from)?,
            bias: self.values(&format!("{name}.bias"), to)?,
        })
    }

    fn tensor(&self, name: &str) -> Result<TensorView<'f>, Error> {
        self.tensors.tensor(name).map_err(|_| Error::part(name, "is missing"))
    }
}

/// A 16-bit float (IEEE 754 binary16) as a 32-bit one.
fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from((bits >> 10) & 0x1f);
    let fraction = f32::from(bits & 0x3ff);
    match exponent {
        0 => sign * fraction * 2f32.powi(-24),
        31 if fraction == 0.0 => sign * f32::INFINITY,
        31 => f32::NAN,
        _ => sign * (1.0 + fraction / 1024.0) * 2f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_floats_are_read() {
        let bits = [0x0000, 0x3c00, 0xc000, 0x7bff, 0x0001].map(|bits| half(bits).to_bits());
        assert_eq!(bits, [0.0, 1.0, -2.0, 65504.0, 2f32.powi(-24)].map(f32::to_bits));
        assert!(half(0x7e00).is_nan() && half(0xfc00).is_infinite());
    }

    #[test]
    fn foreign_bytes_are_refused() {
        assert!(matches!(Weights::open(b"no model"), Err(Error::Unreadable(_))));
        assert!(matches!(Weights::open(b""), Err(Error::Unreadable(_))));
        let foreign = [2u64.to_le_bytes().as_slice(), b"{}"].concat();
        assert!(matches!(Weights::open(&foreign), Err(Error::Format { .. })));
    }
}
