//! Claims in serde: the documented JSON object, through `serde_json`.

use super::{Claim, json};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;

impl Serialize for Claim {
    /// Writes the claim as the JSON object it can be read from. For `serde_json` alone: numbers keep every digit.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let object = RawValue::from_string(json::write_whole_claim(self)).map_err(ser::Error::custom)?;
        object.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Claim {
    /// Reads a claim from a JSON object. For `serde_json` alone. The error holds all that is wrong, in English.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = Box::<RawValue>::deserialize(deserializer)?;
        json::read_object(object.get()).map_err(|refusal| {
            let faults: Vec<String> = refusal.errors.iter().map(|fault| format!("{} {}", fault.code, fault.message.en)).collect();
            de::Error::custom(faults.join("; "))
        })
    }
}
