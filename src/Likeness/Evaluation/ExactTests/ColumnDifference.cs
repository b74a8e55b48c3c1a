using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation.ExactTests;

/// <summary>
/// The predicate on a single column that separates real and generated rows best: is the value at most t (the maximiser of the
/// Kolmogorov–Smirnov statistic), is it equal to v, or is it missing? For categories only equality is asked. A classifier that uses only this
/// predicate has an AUC of ½ + difference/2.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Value">t or v, in the column's units.</param>
/// <param name="Text">The predicate, such as <c>at most 3.5</c>, <c>equal to Private</c> or <c>missing</c>.</param>
/// <param name="Real">The fraction of real rows that satisfy it.</param>
/// <param name="Generated">The fraction of generated rows that satisfy it.</param>
/// <param name="PValue">
/// The p-value under equal distributions: Kolmogorov–Smirnov's, or Fisher's for equality, corrected for all predicates.
/// </param>
internal sealed record ColumnDifference(
    string Column,
    double Value,
    string Text,
    double Real,
    double Generated,
    double PValue
)
{
    /// <summary>The significance level of the corrected p-value.</summary>
    public const double Level = 0.005;

    // The frequencies of rarer values cannot differ by much.
    private const int MinCount = 10;

    /// <summary>The absolute difference of the two fractions.</summary>
    public double Size => Math.Abs(Real - Generated);

    /// <summary>Whether the difference is significant.</summary>
    public bool IsSignificant => PValue <= Level;

    /// <summary>
    /// The largest significant difference, or, if none is significant, the one with the smallest p-value. P-values are corrected for the number of
    /// columns by Holm's procedure (Holm 1979, Scandinavian Journal of Statistics 6).
    /// </summary>
    public static ColumnDifference Largest(EvaluationData data)
    {
        var found = new ColumnDifference[data.Reference.Width];
        data.Parallel(
            found.Length,
            column =>
                found[column] = Measure(
                    data.Reference.Columns[column],
                    data.Reference.ColumnValues(column),
                    data.Generated.ColumnValues(column)
                )
        );
        ColumnDifference[] ordered = [.. found.OrderBy(one => one.PValue)];
        double corrected = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            corrected = Math.Max(corrected, Math.Min(1, (ordered.Length - i) * ordered[i].PValue));
            ordered[i] = ordered[i] with { PValue = corrected };
        }

        return ordered.Where(one => one.IsSignificant).MaxBy(one => one.Size) ?? ordered[0];
    }

    internal static ColumnDifference Measure(Column column, double[] real, double[] generated)
    {
        double[] x = Sorted(real),
            y = Sorted(generated);
        var best = Present(column, x, y);
        (int missing, int missingGenerated) = (real.Length - x.Length, generated.Length - y.Length);
        if (missing + missingGenerated == 0)
        {
            return best!;
        }

        var absent = new ColumnDifference(
            column.Name,
            double.NaN,
            "missing",
            (double)missing / real.Length,
            (double)missingGenerated / generated.Length,
            FisherExactTest.TwoSided(missing, real.Length, missingGenerated, generated.Length)
        );
        var better = best is null || absent.PValue < best.PValue ? absent : best;
        return better with { PValue = best is null ? better.PValue : Math.Min(1, 2 * better.PValue) };
    }

    // Fractions are those of present values; null without any in one of the samples.
    private static ColumnDifference? Present(Column column, double[] real, double[] generated)
    {
        (int m, int n) = (real.Length, generated.Length);
        if (m == 0 || n == 0)
        {
            return null;
        }

        ColumnDifference? threshold = null,
            value = null;
        int asked = 0;
        for (int i = 0, j = 0; i < m || j < n; )
        {
            double at = Math.Min(i < m ? real[i] : double.MaxValue, j < n ? generated[j] : double.MaxValue);
            (int beforeReal, int beforeGenerated) = (i, j);
            for (; i < m && real[i] == at; i++) { }

            for (; j < n && generated[j] == at; j++) { }

            var below = new ColumnDifference(column.Name, at, "", (double)i / m, (double)j / n, 1);
            threshold = threshold is null || below.Size > threshold.Size ? below : threshold;
            (int equal, int equalGenerated) = (i - beforeReal, j - beforeGenerated);
            if (equal + equalGenerated >= MinCount)
            {
                asked++;
                double p = FisherExactTest.TwoSided(equal, m, equalGenerated, n);
                var same = new ColumnDifference(
                    column.Name,
                    at,
                    $"equal to {Number(column, at)}",
                    (double)equal / m,
                    (double)equalGenerated / n,
                    p
                );
                value = value is null || p < value.PValue ? same : value;
            }
        }

        bool isLevel = column.Kind.LevelCount > 0;
        if (value is null && isLevel)
        {
            // Every level is rare: nothing is asked.
            return threshold! with { Real = 0, Generated = 0, Text = $"equal to {Number(column, threshold!.Value)}" };
        }

        threshold = threshold! with
        {
            PValue = isLevel ? 1 : KolmogorovSmirnovTest.PValue(threshold.Size, m, n),
            Text = $"at most {Number(column, threshold.Value)}",
        };
        if (value is null)
        {
            return threshold;
        }

        var better =
            isLevel || asked * value.PValue < threshold.PValue
                ? value with
                {
                    PValue = asked * value.PValue,
                }
                : threshold;
        return better with { PValue = Math.Min(1, (isLevel ? 1 : 2) * better.PValue) };
    }

    private static double[] Sorted(double[] values)
    {
        double[] present = Array.FindAll(values, value => !double.IsNaN(value));
        Array.Sort(present);
        return present;
    }

    private static string Number(Column column, double value) =>
        column.Kind is NumberKind ? FormattableString.Invariant($"{value:G4}") : column.Write(value);
}
