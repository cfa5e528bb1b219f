//! Reading files into a Dataset, with every rule that a delivery must pass.
