//! What names a claim, a person or a stay: text, or a whole number that means the same text.

use super::{Claim, ClaimFault, Role, Value};
use crate::diagnostic::{Code, Words};

/// Why a value names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoId {
    /// `null`, or text without a letter.
    Blank,
    /// A number with a point or an exponent: it may be meant as another text.
    NotWhole,
    /// Yes or no.
    YesNo,
}

/// The text a value names something by: `7` and `"7"` are one.
///
/// # Errors
/// Why it is none.
pub fn id_text(value: &Value) -> Result<String, NoId> {
    let text = match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Number(number) if number.scale() == 0 => number.to_string(),
        Value::Number(_) => return Err(NoId::NotWhole),
        Value::Date(date) => date.to_string(),
        Value::Bool(_) => return Err(NoId::YesNo),
    };
    if text.is_empty() { Err(NoId::Blank) } else { Ok(text) }
}

impl Claim {
    /// What the claim is named by in a role: `None` where it says nothing.
    ///
    /// # Errors
    /// Why what it says names nothing.
    pub fn named(&self, role: Role) -> Result<Option<String>, NoId> {
        let (latin, han) = role.names();
        // A table has `reverses` in every row: there `null` reverses nothing. Who is ill, and which claim, is not left empty.
        if role != Role::Reverses && self.silent.iter().any(|key| key == latin || key == han) {
            return Err(NoId::Blank);
        }
        self.stated(role).map(id_text).transpose()
    }
}

/// The fault of a key whose value names nothing; the key as results write it, and its Han name.
pub fn no_id(key: &str, label: &str, why: NoId) -> ClaimFault {
    let message = match why {
        NoId::Blank => Words::new(format!("`{key}` is empty"), format!("「{label}」为空")),
        NoId::NotWhole => Words::new(
            format!("`{key}` is a number with a point or an exponent, which names nothing: `7.0` may be `7` or another"),
            format!("「{label}」是带小数点或指数的数字，不能用作编号：「7.0」与「7」是否同一编号无从判断"),
        ),
        NoId::YesNo => Words::new(format!("`{key}` is yes or no, which names nothing"), format!("「{label}」为是或否，不能用作编号")),
    };
    let help = match why {
        NoId::Blank => Words::new("state it, or leave the key out", "请填写，或删去这一项"),
        NoId::NotWhole | NoId::YesNo => {
            Words::new("state it as text (`\"7\"`) or as a whole number (`7`)", "请写成文本（「\"7\"」）或整数（「7」）")
        }
    };
    ClaimFault { code: Code::C004, message, fact: Some(key.to_owned()), clause: None, help }
}
