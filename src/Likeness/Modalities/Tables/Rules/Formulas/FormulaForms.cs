namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Which formulas are looked for, in this order.</summary>
internal enum FormulaForms
{
    /// <summary>Sums of multiples in which missing parts count as 0.</summary>
    SumsOfMissing,

    /// <summary>Sums of positive multiples, and products.</summary>
    Sums,

    /// <summary>Sums with negative multiples.</summary>
    Differences,

    /// <summary>Products with inverses.</summary>
    Quotients,

    /// <summary>Products with one more column that is added or subtracted.</summary>
    ProductSums,

    /// <summary>Sums and products that are never below 0, or in whose place there may be a 0.</summary>
    Zeros,

    /// <summary>The larger or smaller of two of these, of multiples and of numbers.</summary>
    Bounds,
}
