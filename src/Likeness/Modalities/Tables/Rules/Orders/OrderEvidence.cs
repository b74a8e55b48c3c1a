using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// When an order of two columns of numbers is no accident of their ranges, as that of ages and weights is: their names are related, or they are nearly proportional, such as lean and full weight, or rows come up to the order and stop there. If the
/// logarithm of the density of differences went on beyond 0 as it comes, linear or concave, at least five rows would be there.
/// </summary>
internal static class OrderEvidence
{
    private const int MinBeyond = 5;
    private const double MaxWindow = 0.1; // of the rows
    private const int MinWindowRows = 8;

    // Of the variance of the logarithms, what their differences leave.
    private const double MinProportional = 0.8;
    private const int MinLetters = 2;

    private static readonly int[] Windows = [5, 8, 12, 20, 30, 50, 80, 120];

    /// <summary>Whether an order that all rows satisfy is none by accident.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="low">The smaller column.</param>
    /// <param name="high">The larger one.</param>
    public static bool IsCertain(Table rows, int low, int high)
    {
        if (rows.Columns[low].Kind is not NumberKind)
        {
            return true;
        }

        double[] a = rows.ColumnValues(low);
        double[] b = rows.ColumnValues(high);
        return AreComparable(a, b)
            && (
                IsIndicator(a)
                || AreRelated(rows.Columns[low].Name, rows.Columns[high].Name)
                || AreProportional(a, b)
                || IsSharp(Differences(a, b), Math.Min(StepOf(rows.Columns[low]), StepOf(rows.Columns[high])))
            );
    }

    /// <summary>Whether not just one of two columns says yes or no, which is not compared with a count of anything else.</summary>
    public static bool AreComparable(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        IsIndicator(a) == IsIndicator(b);

    /// <summary>Whether two names share a word, or one begins or ends with the other, or they differ in numbers only.</summary>
    public static bool AreRelated(string a, string b)
    {
        string[] first = SubjectNames.WordsOf(a);
        string[] second = SubjectNames.WordsOf(b);
        return first.Intersect(second).Any(word => word.Length >= MinLetters)
            || (first.Length > 0 && first.SequenceEqual(second))
            || IsIn(a, b)
            || IsIn(b, a);
    }

    private static bool IsIn(string name, string other) =>
        name.Length >= MinLetters
        && (
            other.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || other.EndsWith(name, StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsIndicator(ReadOnlySpan<double> cells)
    {
        foreach (double cell in cells)
        {
            if (!double.IsNaN(cell) && cell is not (0 or 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreProportional(double[] a, double[] b)
    {
        if (Array.Exists(a, value => value <= 0))
        {
            return false;
        }

        var (logs, ratios) = (new List<double>(), new List<double>());
        for (int row = 0; row < a.Length; row++)
        {
            if (!double.IsNaN(a[row] - b[row]))
            {
                logs.Add(Math.Log(a[row]));
                ratios.Add(Math.Log(b[row] / a[row]));
            }
        }

        return Variance(ratios) <= (1 - MinProportional) * Variance(logs);
    }

    private static double Variance(List<double> values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / values.Count;
    }

    private static double[] Differences(double[] a, double[] b)
    {
        double[] differences = Array.FindAll([.. b.Zip(a, (high, low) => high - low)], double.IsFinite);
        Array.Sort(differences);
        return differences;
    }

    private static double StepOf(Column column) =>
        DifferenceColumn.PlacesOf(column) is { } places ? Math.Pow(10, -places) : 0;

    // Three windows of one width, the first from 0: of rounded numbers, that of a value is half a step to both sides.
    private static bool IsSharp(double[] differences, double step)
    {
        double most = Math.Max(MinWindowRows, MaxWindow * differences.Length);
        foreach (int rows in Windows.Where(rows => rows <= most && rows < differences.Length))
        {
            double width = Math.BitIncrement(differences[rows - 1] + (step / 2));
            width = step > 0 ? Math.Max(1, Math.Ceiling(width / step)) * step : width;
            double near = CountBelow(width);
            double next = Math.Max(1, CountBelow(2 * width) - near);
            double third = Math.Max(1, CountBelow(3 * width) - CountBelow(2 * width));
            double falls = near / next;
            double beyond = near * Math.Min(1, Math.Min(falls, falls * falls * third / next));
            if (beyond >= MinBeyond)
            {
                return true;
            }
        }

        return false;

        int CountBelow(double width)
        {
            int at = Array.BinarySearch(differences, width - (step / 2));
            at = at < 0 ? ~at : at;
            while (at > 0 && differences[at - 1] >= width - (step / 2))
            {
                at--;
            }

            return at;
        }
    }
}
