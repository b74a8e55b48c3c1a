using Likeness.Data.Detection;

namespace Likeness.Data;

/// <summary>
/// Numbers with units that differ from cell to cell, such as <c>27.24 EUR</c>, <c>€1.2M</c> and <c>419 KB</c>: a table has a column of the numbers, and behind it one of the units, which are the cells with a sign in place of the number.
/// </summary>
internal static class Quantity
{
    /// <summary>Ends the name of the column of units.</summary>
    public const string Suffix = " unit";

    /// <summary>Stands in a unit in place of the number.</summary>
    public const char Place = '#';

    /// <summary>The name of the column of units of a column.</summary>
    public static string UnitOf(string column) => column + Suffix;

    /// <summary>Splits a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="first">Where the number begins.</param>
    /// <param name="length">Its length.</param>
    /// <returns>False if the cell does not consist of one number and what stands around it.</returns>
    public static bool TrySplit(ReadOnlySpan<char> cell, out int first, out int length)
    {
        (first, length) = (0, 0);
        if (cell.IndexOfAnyInRange('0', '9') < 0 || cell.Contains(Place))
        {
            return false;
        }

        var number = NumberSyntax.BodyOfUnits(cell, out first, out int behind);
        length = number.Length;
        for (int way = 0; way < NumberSyntax.Ways.Length; way++)
        {
            if (NumberSyntax.Fits(number, way, out int decimals, out _) && decimals >= 0)
            {
                return first + length + behind == cell.Length;
            }
        }

        return false;
    }

    /// <summary>The unit of a cell that was split.</summary>
    public static string UnitOf(ReadOnlySpan<char> cell, int first, int length) =>
        string.Concat(cell[..first], [Place], cell[(first + length)..]);

    /// <summary>The cell of a number and a unit, which has none where the number is a code.</summary>
    public static string Join(string number, string unit) =>
        unit.IndexOf(Place, StringComparison.Ordinal) is >= 0 and var at
            ? string.Concat(unit.AsSpan(0, at), number, unit.AsSpan(at + 1))
            : number;
}
