//! The names one settlement gives its layers, parts and counters, in the language of the statement.

use super::terms;
use crate::claim::Settlement;
use crate::diagnostic::Lang;

/// Names of one settlement.
pub struct Names<'a> {
    settled: &'a Settlement,
    lang: Lang,
}

impl<'a> Names<'a> {
    /// The names of `settled` in `lang`.
    pub fn new(settled: &'a Settlement, lang: Lang) -> Self {
        Self { settled, lang }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A layer.
    pub fn layer(&self, name: &str) -> String {
        let label = self.settled.layers.iter().find(|layer| layer.name == name).map_or("", |layer| layer.label.as_str());
        self.either(name, label)
    }

    /// A part: of the bill, or what a layer left (`pool.share`).
    pub fn part(&self, part: &str, label: &str) -> String {
        if let Some((layer, figure)) = part.rsplit_once('.') {
            return match self.lang {
                Lang::En => format!("{} {}", self.layer(layer), terms::name(self.lang, figure)),
                Lang::Zh => format!("{}·{}", self.layer(layer), terms::name(self.lang, figure)),
            };
        }
        let listed = || self.settled.parts.iter().find(|known| known.part == part).map(|known| known.label.as_str());
        let label = if label.is_empty() { listed().unwrap_or("") } else { label };
        match self.lang {
            Lang::Zh if !label.is_empty() => label.to_owned(),
            Lang::Zh | Lang::En => terms::name(self.lang, part),
        }
    }

    /// Whether a value is the name of a part.
    pub fn is_part(&self, value: &str) -> bool {
        let listed = self.settled.parts.iter().any(|part| part.part == value);
        let left = value.rsplit_once('.').is_some_and(|(layer, _)| self.settled.layers.iter().any(|known| known.name == layer));
        listed || left
    }

    /// An accumulator: a layer's own (`inpatient.pool`), a benefit's, or a declared one.
    pub fn accumulator(&self, name: &str) -> String {
        let benefit = self.settled.benefit.as_deref().unwrap_or("");
        if name == benefit {
            return self.either(benefit, &self.settled.benefit_label);
        }
        match name.split_once('.') {
            Some((first, layer)) if first == benefit => {
                let dot = if self.lang == Lang::En { " " } else { "·" };
                format!("{}{dot}{}", self.either(benefit, &self.settled.benefit_label), self.layer(layer))
            }
            _ => name.to_owned(),
        }
    }

    /// The head of a clause (`inpatient.pool adjust rate down`), word by word.
    pub fn head(&self, head: &str) -> String {
        match self.lang {
            Lang::En => head.to_owned(),
            Lang::Zh => head
                .split(' ')
                .enumerate()
                .map(|(at, word)| if at == 0 && word.contains('.') { self.accumulator(word) } else { head_word(word).to_owned() })
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    /// The Han label in Chinese, the name in English.
    fn either(&self, name: &str, label: &str) -> String {
        match self.lang {
            Lang::Zh if !label.is_empty() => label.to_owned(),
            Lang::Zh => name.to_owned(),
            Lang::En => name.replace('_', " "),
        }
    }
}

/// One word of a head in Chinese.
fn head_word(word: &str) -> &str {
    match word {
        "adjust" => "调整",
        "deductible" => "起付线",
        "limit" => "费用限额",
        "above" => "以上",
        "rate" => "比例",
        "share" => "自付比例",
        "paid" => "支付",
        "cap" => "封顶线",
        "first" => "先行",
        "pay" => "自付",
        "per" => "每",
        "visit" => "次",
        "stay" => "次住院",
        "month" => "月",
        "year" => "年",
        "total" => "累计",
        "up" => "提高",
        "down" => "降低",
        "to" => "改为",
        "at" => "",
        "least" => "不低于",
        "most" => "不超过",
        "in" => "计入",
        "by" => "各",
        other => other,
    }
}
