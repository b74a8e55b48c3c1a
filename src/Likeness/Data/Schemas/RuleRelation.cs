namespace Likeness.Data.Schemas;

/// <summary>The relation that a rule states.</summary>
internal enum RuleRelation
{
    /// <summary>The first column determines the second.</summary>
    Determines,

    /// <summary>The first column determines whether the second is missing, or 0.</summary>
    Presence,

    /// <summary>A column or sum is at most another column.</summary>
    AtMost,

    /// <summary>A category is never that of another column.</summary>
    Differs,

    /// <summary>Levels of a category never occur with some of another one's.</summary>
    Limits,

    /// <summary>A category is that of one of several other columns.</summary>
    OneOf,

    /// <summary>A column is computed by a formula.</summary>
    Equals,

    /// <summary>A column is a multiple of another one, with a rate for each value of a third.</summary>
    RatedBy,

    /// <summary>A number is nearly the product of others.</summary>
    Proportional,

    /// <summary>A day is whole months behind another one.</summary>
    Months,

    /// <summary>A day is as many months before or behind another one as a third column says.</summary>
    Shifted,

    /// <summary>A column holds whole years from one day to another.</summary>
    Years,

    /// <summary>A column holds the equal payments of a loan.</summary>
    Annuity,

    /// <summary>A column is equal to another one in a part of the rows.</summary>
    PartlyEquals,

    /// <summary>A column follows from comparing a number with others.</summary>
    Compares,

    /// <summary>A column is computed in the rows with some levels of a category.</summary>
    OfLevels,

    /// <summary>Three columns are the year, the month and the day of one date.</summary>
    IsDate,

    /// <summary>A date in three columns determines a further one.</summary>
    OfDate,

    /// <summary>At most one of several indicators is 1, or exactly one.</summary>
    Exclusive,

    /// <summary>No two rows have the same values of some columns.</summary>
    Once,

    /// <summary>Columns are missing from one of them on.</summary>
    Monotone,

    /// <summary>No two rows overlap between the times of two columns.</summary>
    Apart,
}
