using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>A number below, or above, which a column mainly has one value, and mainly others elsewhere.</summary>
/// <param name="Number">The column with which a number is compared.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="IsWhole">Whether the column mainly has one other value elsewhere, so that the comparison says all.</param>
internal readonly record struct ComparedLimit(int Number, Comparison Comparison, bool IsWhole)
{
    private const int Probes = 1000;
    private const double MinProbed = 0.6;
    private const double MinHeld = 0.7;
    private const double MaxElsewhere = 0.5;

    /// <summary>Whether the number is below the limit where the comparison holds.</summary>
    public bool IsBelow => Comparison is Comparison.Below or Comparison.AtMost;

    /// <summary>The limits that one column may be of another one.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="by">The number that is compared.</param>
    /// <param name="other">The column with which it is compared.</param>
    /// <param name="column">The column that may follow.</param>
    public static List<ComparedLimit> Find(CodedTable table, int by, int other, int column)
    {
        var values = table.Values(column);
        int step = Math.Max(1, table.Rows.RowCount / Probes);
        if (step > 1 && Find(Count(table, by, other, values, step), other, MinProbed).Count == 0)
        {
            return [];
        }

        return Find(Count(table, by, other, values, step: 1), other, MinHeld);
    }

    // From the rows of each value below, at and above the limit.
    private static List<ComparedLimit> Find(int[][] counts, int other, double least)
    {
        var found = new List<ComparedLimit>();
        if (Find(counts[0], counts[1], counts[2], least) is var (hasBelow, wholeBelow))
        {
            found.Add(new(other, hasBelow ? Comparison.AtMost : Comparison.Below, wholeBelow));
        }

        if (Find(counts[2], counts[1], counts[0], least) is var (hasAbove, wholeAbove))
        {
            found.Add(new(other, hasAbove ? Comparison.AtLeast : Comparison.Above, wholeAbove));
        }

        return found;
    }

    // Whether equal numbers have the value of this side, and whether the other side has one value.
    private static (bool HasEqual, bool IsWhole)? Find(int[] side, int[] equal, int[] opposite, double least)
    {
        int value = Main(side);
        int rows = side.Sum();
        int elsewhere = opposite.Sum();
        if (rows == 0 || side[value] < least * rows || opposite[value] > MaxElsewhere * elsewhere)
        {
            return null;
        }

        int other = Main(opposite);
        return (Main(equal) == value && equal[value] > 0, elsewhere > 0 && opposite[other] >= least * elsewhere);
    }

    private static int Main(int[] counts) => Array.IndexOf(counts, counts.Max());

    private static int[][] Count(CodedTable table, int by, int other, CodedColumn values, int step)
    {
        var numbers = table.Rows.Column(by);
        var limits = table.Rows.Column(other);
        int[][] counts = [new int[values.Counts.Length], new int[values.Counts.Length], new int[values.Counts.Length]];
        for (int row = 0; row < numbers.Length; row += step)
        {
            if (!double.IsNaN(numbers[row]) && !double.IsNaN(limits[row]))
            {
                counts[1 + ComparisonSigns.Order(numbers[row], limits[row])][values.Codes[row]]++;
            }
        }

        return counts;
    }
}
