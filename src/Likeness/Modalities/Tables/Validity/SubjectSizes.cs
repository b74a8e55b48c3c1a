using System.Globalization;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>Compares how many rows one key has in the data and in samples: rules may leave few rows that stand together.</summary>
internal static class SubjectSizes
{
    // Fewer rows than that of the data are no accident, where there are enough for several subjects.
    private const double MinFraction = 0.5;
    private const int MinSubjects = 4;

    /// <summary>A report that warns where rows of samples are not put together to subjects.</summary>
    /// <param name="report">The report.</param>
    /// <param name="rules">The rules of the known rows.</param>
    /// <param name="rows">The rows.</param>
    public static EvaluationReport Add(EvaluationReport report, TableRules rules, CheckedRows rows) =>
        report with
        {
            Warnings =
            [
                .. rules.Rules.OfType<SubjectColumns>().Select(rule => Warning(rule, rows)).OfType<string>(),
                .. report.Warnings,
            ],
        };

    private static string? Warning(SubjectColumns rule, CheckedRows rows)
    {
        if (rule.Within is { AreNumbered: true })
        {
            return null;
        }

        double real = Mean(rows.Known, rule.Column);
        double generated = Mean(rows.Generated, rule.Column);
        bool isEnough = rows.Generated.RowCount >= MinSubjects * real;
        return isEnough && generated < MinFraction * real
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Samples have {generated:0.0} rows of one '{rule.Column}' on average, and the data {real:0.0}: what these rows have together (sums, numbers, order) is not reproduced."
            )
            : null;
    }

    private static double Mean(Table rows, string column)
    {
        int at = rows.Columns.ToList().FindIndex(one => one.Name == column);
        double[] keys = at < 0 ? [] : Array.FindAll(rows.ColumnValues(at), key => !double.IsNaN(key));
        return keys.Length / (double)Math.Max(1, keys.Distinct().Count());
    }
}
