//! The facts the engine itself reads, by their standard Latin names, and the facts it derives.
//!
//! Everything else a policy may ask of a claim is declared by a vocabulary and means nothing to the engine.

/// A fact the engine reads or derives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Role {
    /// `id`: the claim's own number.
    Id,
    /// `person_id`
    PersonId,
    /// `reverses`: the `id` of the claim this one gives back.
    Reverses,
    /// `insured_region` (参保地)
    InsuredRegion,
    /// `scheme` (险种)
    Scheme,
    /// `care_region` (就医地)
    CareRegion,
    /// `institution`
    Institution,
    /// `admission`: this one's number in the year.
    Admission,
    /// `episode`: the stay a transfer belongs to.
    Episode,
    /// `admitted`
    Admitted,
    /// `discharged`
    Discharged,
    /// `visited`: all care but stays.
    Visited,
    /// `settled`
    Settled,
    /// `filed_as`
    FiledAs,
    /// `filed`
    Filed,
    /// `filed_start`
    FiledStart,
    /// `filed_until`
    FiledUntil,
    /// `filed_region`
    FiledRegion,
    /// `filed_institution`
    FiledInstitution,
    /// `total`
    Total,
    /// `out_of_catalog`
    OutOfCatalog,
    /// `over_ceiling`
    OverCeiling,
    /// `first_self_pay`
    FirstSelfPay,
    /// `eligible`
    Eligible,
    /// `personal_balance`
    PersonalBalance,
    /// `class` of an item: its first value pays in full, its last is outside the catalog.
    Class,
    /// `code` of an item: what the catalog lists.
    ItemCode,
    /// `amount` of an item, yuan.
    ItemAmount,
    /// `quantity` of an item, a number; the ceiling is per unit.
    ItemQuantity,
    /// `first_pay` of an item that brings its own rate.
    ItemFirstPay,
    /// `ceiling` of an item that brings its own, yuan per unit.
    ItemCeiling,
    /// derived `care_start`: admitted or visited.
    CareStart,
    /// derived `care_end`: discharged or visited.
    CareEnd,
    /// derived `distance`: [`DISTANCES`].
    Distance,
    /// derived `filing`: [`FILINGS`], then the policy's declared names.
    Filing,
    /// derived `filing_stage`: [`FILING_STAGES`].
    FilingStage,
    /// derived `route`: [`ROUTES`].
    Route,
    /// derived: the `applies on` date, which dated rows are tested with.
    EffectiveOn,
}

/// Values of `distance`, in ordinal order: (Latin, Han).
pub const DISTANCES: [(&str, &str); 3] = [("local", "统筹区内"), ("cross_city", "省内跨市"), ("cross_province", "跨省")];
/// The first values of `filing`; the policy's declared names follow.
pub const FILINGS: [(&str, &str); 2] = [("not_needed", "无需备案"), ("unfiled", "未备案")];
/// Values of `filing_stage`.
pub const FILING_STAGES: [(&str, &str); 5] =
    [("none", "无"), ("before_care", "就医前"), ("during_care", "就医中"), ("before_settlement", "结算前"), ("after_settlement", "结算后")];
/// Values of `route`, the strictest last.
pub const ROUTES: [(&str, &str); 3] = [("direct", "直接结算"), ("manual", "手工报销"), ("refused", "不予支付")];
/// Why a filing failed: (code, Han).
pub const FILING_FAILURES: [(&str, &str); 6] = [
    ("not_filed", "未办理备案"),
    ("type_not_accepted", "备案类型不适用"),
    ("not_qualified", "不符合备案条件"),
    ("filed_late", "逾期备案"),
    ("not_valid", "不在备案有效期内"),
    ("wrong_place", "就医地不在备案范围"),
];

/// (role, Latin name, Han name, derived): the names by which the engine finds its facts.
pub const ROLES: &[(Role, &str, &str, bool)] = &[
    (Role::Id, "id", "编号", false),
    (Role::PersonId, "person_id", "人员编号", false),
    (Role::Reverses, "reverses", "冲销", false),
    (Role::InsuredRegion, "insured_region", "参保地", false),
    (Role::Scheme, "scheme", "险种", false),
    (Role::CareRegion, "care_region", "就医地", false),
    (Role::Institution, "institution", "医疗机构", false),
    (Role::Admission, "admission", "住院次数", false),
    (Role::Episode, "episode", "住院病程", false),
    (Role::Admitted, "admitted", "入院日期", false),
    (Role::Discharged, "discharged", "出院日期", false),
    (Role::Visited, "visited", "就诊日期", false),
    (Role::Settled, "settled", "结算日期", false),
    (Role::FiledAs, "filed_as", "备案类型", false),
    (Role::Filed, "filed", "备案日期", false),
    (Role::FiledStart, "filed_start", "备案生效日", false),
    (Role::FiledUntil, "filed_until", "备案截止日", false),
    (Role::FiledRegion, "filed_region", "备案地", false),
    (Role::FiledInstitution, "filed_institution", "备案医疗机构", false),
    (Role::Total, "total", "总费用", false),
    (Role::OutOfCatalog, "out_of_catalog", "目录外", false),
    (Role::OverCeiling, "over_ceiling", "超限价", false),
    (Role::FirstSelfPay, "first_self_pay", "先行自付额", false),
    (Role::Eligible, "eligible", "合规费用", false),
    (Role::PersonalBalance, "personal_balance", "个人账户余额", false),
    (Role::Class, "class", "甲乙丙", false),
    (Role::ItemCode, "code", "项目编码", false),
    (Role::ItemAmount, "amount", "金额", false),
    (Role::ItemQuantity, "quantity", "数量", false),
    (Role::ItemFirstPay, "first_pay", "先行自付比例", false),
    (Role::ItemCeiling, "ceiling", "限价", false),
    (Role::CareStart, "care_start", "就医开始日", true),
    (Role::CareEnd, "care_end", "就医结束日", true),
    (Role::Distance, "distance", "就医范围", true),
    (Role::Filing, "filing", "备案", true),
    (Role::FilingStage, "filing_stage", "备案时点", true),
    (Role::Route, "route", "结算方式", true),
    (Role::EffectiveOn, "effective_on", "适用日", true),
];

/// Keys every claim or result has beside its facts, Latin and Han: no fact is called so.
pub const RESERVED: [(&str, &str); 5] =
    [("items", "明细表"), ("counters", "累计"), ("index", "序号"), ("policy", "政策"), ("errors", "错误")];

impl Role {
    /// The role of a fact's Latin name.
    pub fn of(latin: &str) -> Option<Self> {
        ROLES.iter().find(|(_, name, ..)| *name == latin).map(|(role, ..)| *role)
    }

    /// Latin and Han name.
    pub fn names(self) -> (&'static str, &'static str) {
        ROLES.iter().find(|(role, ..)| *role == self).map_or(("", ""), |(_, latin, han, _)| (*latin, *han))
    }
}
