//! Client of Huawei Cloud KMS.
