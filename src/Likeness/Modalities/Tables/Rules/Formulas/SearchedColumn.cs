using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>A column of which a formula is looked for.</summary>
/// <param name="Rows">Rows of the data.</param>
/// <param name="Target">The place of the column.</param>
/// <param name="Allowed">The places of columns that the formula may have.</param>
/// <param name="Decimals">Decimal places of the column; null if it is not rounded.</param>
internal sealed record SearchedColumn(Table Rows, int Target, int[] Allowed, int? Decimals)
{
    /// <summary>Whether a formula may be just another column.</summary>
    public bool MayCopy { get; init; }

    /// <summary>Whether some rows may have another value.</summary>
    public bool MayBreak { get; init; }
}
