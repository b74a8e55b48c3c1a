using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.ExactTests;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>Generated rows that equal each other, or a real row, in all columns but keys and texts: metrics of distributions do not see that they are few rows, many times.</summary>
internal static class RepeatedRows
{
    private const double MaxChance = 0.001;
    private const double MinMore = 0.01;
    private const ulong Order = 1;

    /// <summary>A report that says so first, where more generated rows do than real rows, by more than chance.</summary>
    /// <param name="report">The report.</param>
    /// <param name="rows">The rows, all under the columns of the known ones.</param>
    public static EvaluationReport Add(EvaluationReport report, CheckedRows rows)
    {
        string[] real = Texts(rows.Test ?? rows.Known);
        string[] generated = Texts(rows.Generated);
        string?[] warnings =
        [
            OfReal(generated, real, rows.Test is null ? "real row" : "test row"),
            OfEachOther(Chosen(generated, real.Length), Chosen(real, generated.Length)),
        ];
        return report with { Warnings = [.. warnings.OfType<string>(), .. report.Warnings] };
    }

    private static string? OfReal(string[] generated, string[] real, string what)
    {
        var counts = real.CountBy(row => row).ToDictionary();
        int equal = generated.Count(counts.ContainsKey);
        int usual = real.Count(row => counts[row] > 1);
        return IsMore(equal, generated.Length, usual, real.Length)
            ? $"{Percent(equal, generated.Length)} of the samples equal a {what} in all columns that are compared, where {Percent(usual, real.Length)} of these equal another one: the samples may be these rows."
            : null;
    }

    private static string? OfEachOther(string[] generated, string[] real)
    {
        var (repeats, usual) = (Repeats(generated), Repeats(real));
        return IsMore(repeats, generated.Length, usual, real.Length)
            ? $"{Percent(repeats, generated.Length)} of the samples repeat another one in all columns that are compared; of as many real rows, {Percent(usual, real.Length)} do."
            : null;
    }

    private static bool IsMore(int hits, int of, int usual, int ofReal) =>
        hits / (double)Math.Max(1, of) >= (usual / (double)Math.Max(1, ofReal)) + MinMore
        && FisherExactTest.Greater(hits, of, usual, ofReal) < MaxChance;

    private static string Percent(int count, int of) => EvidenceRules.Percent(count / (double)Math.Max(1, of));

    private static int Repeats(string[] rows) => rows.Length - rows.Distinct().Count();

    // More rows repeat each other more often: as many of each are compared.
    private static string[] Chosen(string[] rows, int most) =>
        rows.Length <= most
            ? rows
            : [.. new PhiloxRandom(0, Order).Permutation(rows.Length)[..most].Select(row => rows[row])];

    // A missing cell equals another one.
    private static string[] Texts(Table rows)
    {
        double[][] cells =
        [
            .. Enumerable.Range(0, rows.Width).Where(at => rows.Columns[at].Kind.IsLearned).Select(rows.ColumnValues),
        ];
        return
        [
            .. Enumerable.Range(0, rows.RowCount).Select(row => string.Join(' ', cells.Select(column => column[row]))),
        ];
    }
}
