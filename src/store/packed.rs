//! A file of a release as it is kept.

use libdeflater::{CompressionLvl, Compressor, Decompressor};
use sha2::{Digest as _, Sha256};

use super::StoreError;

/// Level of gzip: a release is written once and read seldom.
const LEVEL: i32 = 9;
/// The largest file that is unpacked; far beyond any that is imported.
const LARGEST: u64 = 1 << 31;

/// A file of a release: path, fingerprint and content, packed. Gzip, because everything can read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedFile {
    /// Path inside the folder, with forward slashes.
    pub path: String,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// Bytes of the content.
    pub bytes: u64,
    /// The content as gzip.
    pub packed: Vec<u8>,
}

impl PackedFile {
    /// Packs a file.
    ///
    /// # Errors
    /// It cannot be packed, which is not to be expected of any content.
    pub fn pack(path: &str, content: &[u8]) -> Result<Self, StoreError> {
        let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
        let mut packed = vec![0; compressor.gzip_compress_bound(content.len())];
        let length =
            compressor.gzip_compress(content, &mut packed).map_err(|error| StoreError::encoding(path, &error))?;
        packed.truncate(length);
        packed.shrink_to_fit();
        Ok(Self {
            path: path.to_owned(),
            sha256: sha256(content),
            bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
            packed,
        })
    }

    /// The content, held against its fingerprint.
    ///
    /// # Errors
    /// What is kept is not what was packed.
    pub fn unpack(&self) -> Result<Vec<u8>, StoreError> {
        let damaged = || StoreError::Damaged(self.path.clone());
        let length = usize::try_from(self.bytes.min(LARGEST)).map_err(|_| damaged())?;
        let mut content = vec![0; length];
        let written = Decompressor::new().gzip_decompress(&self.packed, &mut content).map_err(|_| damaged())?;
        if written != length || sha256(&content) != self.sha256 {
            return Err(damaged());
        }
        Ok(content)
    }
}

fn sha256(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_what_was_changed_since_does_not() {
        for content in [&b""[..], b"code,inwoners\nBU03440311,120\n"] {
            let file = PackedFile::pack("figures/kwb.csv", content).unwrap();
            assert_eq!(file.unpack().unwrap(), content);
            for at in 10..file.packed.len() {
                let mut flipped = file.clone();
                flipped.packed[at] ^= 4;
                // Some bits at the end mean nothing.
                match flipped.unpack() {
                    Ok(found) => assert_eq!(found, content, "{at}"),
                    Err(error) => assert!(error.to_string().starts_with("figures/kwb.csv is damaged"), "{error}"),
                }
            }
            let other = PackedFile { sha256: "0".repeat(64), ..file };
            assert!(other.unpack().is_err());
        }
    }
}
