//! Client of Huawei Cloud KMS, generated from `spec/kms.yaml` when this crate is built.

include!(concat!(env!("OUT_DIR"), "/client.rs"));
