//! The one table of codes.

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Refused.
    Error,
    /// Asks for an action; refused under `--strict`.
    Warning,
    /// Tells how well something is known; counted, and refused under `--strict notes`.
    Note,
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// As machine-readable reports and the command line write it: `error`, `warning`, `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The Chinese word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Note => "提示",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $slug:literal $zh:literal;)*) => {
        /// A stable code: `E0xx` syntax, `E1xx` names, `E2xx` types, `E3xx` tables, `E4xx` inheritance, `C0xx` claims, `W…` warnings and notes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// `E001`
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// A bare English name for it, as `expect error` takes it.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// The Chinese name for it.
            pub fn slug_zh(self) -> &'static str {
                match self { $(Self::$name => $zh,)* }
            }

            /// The text of its entry. A code without a file of its own in `catalogue/` does not compile.
            pub(super) fn text(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("catalogue/", stringify!($name), ".md")),)* }
            }
        }
    };
}

codes! {
    /// the file is not UTF-8
    E001 "not_utf8" "编码有误";
    /// `defuctible 600 yuan`: no such word here
    E002 "unknown_word" "词语不明";
    /// `deductible per visit`: something is missing where the line ends
    E003 "incomplete" "语句不全";
    /// `rate 85% 90%`: the clause goes on after it should have ended
    E004 "trailing" "多余内容";
    /// `{` without `}`, or a `}` too many
    E005 "unclosed" "括号不配";
    /// `五万元`: a number spelt in Han numerals
    E006 "han_number" "汉字数字";
    /// `2023-02-30`, `99999999999999999999 yuan`, `600 yaun`: a literal that is none
    E007 "bad_literal" "字面有误";
    /// more nesting, or a larger file, than is read
    E008 "too_large" "超出限度";
    /// two table rows on one line, or a row broken over lines
    E009 "row_shape" "表行有误";
    /// `"…` without its closing quote
    E010 "unclosed_text" "引号不配";
    /// a character that shows nothing, turns text about, or looks like another
    E011 "deceptive_character" "易混字符";

    /// no fact, value, layer … of that name
    E101 "unknown_name" "名称不明";
    /// declared twice
    E102 "declared_twice" "重复声明";
    /// `转诊或急诊`: known names glued together
    E103 "glued_names" "名称粘连";
    /// a citation of a document nobody declares
    E104 "unknown_document" "依据未声明";
    /// `let a b × 1` / `let b a × 1`, or defines that read each other
    E105 "cyclic" "循环定义";
    /// a layer's `after` that makes no single chain
    E106 "not_one_chain" "承接不成链";
    /// a name that results cannot tell apart
    E107 "ambiguous_name" "名称歧义";

    /// `cap per year 85%`: the wrong unit
    E201 "wrong_unit" "单位有误";
    /// a rate above 100%, money finer than a fen, a number out of range
    E202 "out_of_range" "数值越界";
    /// a clause where it has no place
    E203 "misplaced" "位置有误";
    /// a clause that must be there and is not (`covers`, `rate`, `rounding`)
    E204 "missing_clause" "缺少条款";
    /// two clauses of which one excludes the other (`rate` and `share`)
    E205 "conflicting" "条款冲突";
    /// a guard that reads what is not settled yet
    E206 "read_too_early" "读取过早";
    /// a header, or a row with more or fewer cells than its header
    E207 "table_shape" "表式有误";
    /// adjustments that can hold together and contradict
    E208 "adjust_conflict" "调整冲突";
    /// a filing window whose date may not apply
    E209 "window_without_date" "期限无起点";
    /// a condition of a kind that fact does not take
    E210 "wrong_kind" "类型不符";
    /// bands over the year that do not say in which counter, beside a shared one
    E211 "counter_not_named" "未写明累计项";

    /// a case no row answers
    E301 "gap" "存在空缺";
    /// a case two rows answer
    E302 "overlap" "存在重叠";
    /// bands that do not tile the amount
    E303 "bands_do_not_tile" "费用段不连续";
    /// a part an earlier layer may have taken whole
    E304 "taken_before" "重复纳入";
    /// a case the route lets in and no benefit answers
    E305 "no_benefit" "无对应待遇";
    /// two deemed filings that can hold at once, or one without a guard
    E306 "deemed_conflict" "视同备案冲突";

    /// `extends` in a circle
    E401 "cyclic_extends" "循环沿用";
    /// `override` or `remove` of nothing
    E402 "overrides_nothing" "覆盖落空";
    /// an identity given again without `override`
    E403 "needs_override" "须写覆盖";
    /// extends a name nobody declares, or a policy
    E404 "unknown_parent" "上级不明";
    /// two versions of one policy in force on one day
    E405 "versions_overlap" "版本重叠";
    /// no version of a parent on a day its child is in force
    E406 "parent_gap" "上级缺版本";
    /// a demand of a framework that nothing fills
    E407 "demand_unfilled" "要求未填";

    /// not JSON, or JSON of another shape
    C001 "not_a_claim" "非申报数据";
    /// the same key twice, or a fact in both languages
    C002 "duplicate_key" "键重复";
    /// an unknown key
    C003 "unknown_key" "键不明";
    /// a value of the wrong kind
    C004 "wrong_value" "值有误";
    /// money below zero
    C005 "negative" "金额为负";
    /// money finer than a fen, or too large
    C006 "imprecise" "精度有误";
    /// sums that do not add up
    C007 "sums_differ" "金额不平";
    /// discharge before admission, and the like
    C008 "dates_reversed" "日期颠倒";
    /// a fact a step needs
    C009 "missing_fact" "缺少事实";
    /// a fact stated outside its `only when`
    C010 "not_applicable" "事实不适用";
    /// no policy for that area, scheme and date
    C011 "no_policy" "无适用政策";
    /// two policies for that area, scheme and date
    C012 "two_policies" "政策不唯一";
    /// a value the document does not state is needed
    C013 "unstated" "未载明";
    /// a date outside the calendar
    C014 "outside_calendar" "超出日历";
    /// no row answers this case
    C015 "no_answer" "无条款可依";
    /// two rows answer this case
    C016 "two_answers" "条款不唯一";
    /// a case the policy says cannot arise
    C017 "cannot_arise" "不应出现";
    /// no benefit answers
    C018 "no_benefit_for" "无待遇可依";
    /// an item the catalog of the place does not know, or no catalog there
    C019 "no_catalog" "无目录可依";
    /// a given layer's figures do not fit
    C020 "given_differs" "已结不符";
    /// stated and derived facts differ
    C021 "facts_differ" "事实不符";
    /// a combination the vocabulary says never occurs
    C022 "never_occurs" "组合不会";
    /// rates or bounds contradict after adjustment
    C023 "rate_out_of_range" "比例越界";
    /// figures too large to compute exactly
    C024 "too_large_to_compute" "数值过大";
    /// the plan contradicts itself
    C025 "identity_broken" "恒等式不成立";
    /// more items, counters or keys than are read
    C026 "too_many" "条目过多";
    /// the number of a settled claim on one that says something else
    C027 "same_id" "编号重复";
    /// a reversal that names no claim which could be reversed
    C028 "nothing_to_reverse" "无可冲销";

    /// a value is unstated
    W301 "unstated_here" "未载明处";
    /// a row or clause no claim can reach
    W302 "dead" "不可到达";
    /// a layer without a deductible, or without a cap
    W303 "silent" "未提及";
    /// a question of more cases than can be looked at
    W304 "undecided" "未能判定";
    /// a limit on cost that does not reach over the deductible
    W305 "never_pays" "从不支付";
    /// a cap of a visit above that of the year
    W306 "idle_cap" "封顶线虚设";
    /// a rate that falls where the cost rises
    W307 "falling_rate" "比例递减";
    /// a row of a table that falls where its neighbours rise
    W308 "unusual_order" "次序反常";
    /// a yearly deductible under bands that begin anew with each bill
    W309 "split_bills" "分次结算有别";
    /// a filing window a holiday can swallow
    W310 "short_window" "期限短于假期";
    /// a rate that falls below the floor other claims have
    W311 "below_floor" "低于下限";
    /// a policy or catalog in force on one day alone
    W312 "one_day" "施行一日";
    /// a first pay over facts of the lines, and another on top of it
    W313 "two_first_pays" "先行自付两扣";
    /// a document known only second-hand
    W401 "secondary_document" "转述依据";
    /// a document whose text is unconfirmed
    W402 "unconfirmed_document" "待核依据";
    /// a clause without a citation
    W403 "uncited" "未注依据";
    /// an `allow` that silences nothing
    W404 "idle_allow" "空豁免";
    /// a region code that does not exist
    W405 "unknown_region" "区划不明";
    /// a title that names another place than the region code
    W406 "title_elsewhere" "名称与区划不符";
    /// a document nothing cites
    W407 "unused_document" "依据未引用";
    /// days between two versions on which neither is in force
    W408 "version_gap" "版本间断";
    /// an `override` that changes nothing
    W409 "idle_override" "空覆盖";
    /// one figure of one article that two benefits give differently
    W410 "two_figures" "同条异数";
    /// a fact that nothing reads
    W411 "unread_fact" "事实未用";
    /// a figure, guard or window that no example would miss if it were another
    W501 "survives" "算例未察觉";
    /// a benefit no example reaches
    W502 "untried" "未经算例";
}

impl Code {
    /// Warnings and notes begin with W; a note tells how well a document is known. A `deny` makes an error of either.
    pub fn severity(self) -> Severity {
        match self {
            Self::W301 | Self::W401 | Self::W402 => Severity::Note,
            code if code.as_str().starts_with('W') => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The code spelt `code`, or named by either slug.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.as_str().eq_ignore_ascii_case(code) || c.slug() == code || c.slug_zh() == code)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
