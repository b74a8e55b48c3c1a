using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>A factor of a product, with its values in the order of the searched rows. Most products are ruled out by the first rows, so that the others are computed when they are needed.</summary>
/// <param name="compute">Computes the values of so many first rows.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="parts">The places of the columns that it needs.</param>
/// <param name="write">How it is written with the places of its columns.</param>
internal sealed class ProductFactor(Func<int, double[]> compute, int rows, int[] parts, Func<int[], Formula> write)
{
    /// <summary>The most first rows.</summary>
    public const int MaxFirstRows = 40;

    private double[]? values;
    private ulong[]? finite;

    /// <summary>The values of the first rows.</summary>
    public double[] First { get; } = compute(Math.Min(rows, MaxFirstRows));

    /// <summary>The values of all rows.</summary>
    public double[] Values => values ??= compute(rows);

    /// <summary>The rows in which the value is finite, a bit for each.</summary>
    public ulong[] Finite => finite ??= RowBits.OfFinite(Values);

    /// <summary>The value in a row.</summary>
    public double Value(int row) => row < First.Length ? First[row] : Values[row];

    /// <summary>The places of the columns that it needs.</summary>
    public int[] Parts => parts;

    /// <summary>Whether it divides.</summary>
    public bool IsDivided { get; init; }

    /// <summary>Whether it is what a fraction leaves or adds.</summary>
    public bool IsRest { get; init; }

    /// <summary>Whether it is a difference of two times.</summary>
    public bool IsTime { get; init; }

    /// <summary>Whether it is one number in nearly all rows.</summary>
    public bool IsNearlyConstant { get; init; }

    /// <summary>How it is written.</summary>
    /// <param name="places">The places of its columns.</param>
    public Formula Write(int[] places) => write(places);

    /// <summary>Whether another factor may follow it. Products of the same columns are looked at once: a column comes before later ones, but for those that divide or leave a rest.</summary>
    public bool MayPrecede(ProductFactor other) =>
        other.IsDivided || other.IsRest
            ? other.Parts[0] != Parts[0]
            : other.Parts[0] > Parts[0] && !Array.Exists(other.Parts, Parts.Contains);
}
