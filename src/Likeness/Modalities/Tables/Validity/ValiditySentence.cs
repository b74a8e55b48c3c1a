using System.Globalization;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>The validity of generated rows in one sentence.</summary>
internal static class ValiditySentence
{
    /// <summary>The name of rows that are compared with training rows.</summary>
    public const string TestRows = "test rows";

    private const int MaxNamed = 3;

    /// <summary>The sentence: the fraction that is valid, that of left-out real rows, and what most rows fail.</summary>
    public static string Create(ValidityReport validity, ValidityLevel level) =>
        validity.Absent.Count == 0
            ? Checked(validity, level)
            : $"{Checked(validity, level)} No sample has {Names(validity.Absent)}, which all real rows have.";

    /// <summary>Says that whole columns are not there.</summary>
    /// <param name="columns">Their names; at least one.</param>
    public static string Without(IReadOnlyList<string> columns) =>
        $"The samples have no column{(columns.Count == 1 ? "" : "s")} {Names(columns)}, which the real rows have.";

    private static string Names(IReadOnlyList<string> columns) =>
        string.Join(", ", columns.Take(MaxNamed).Select(name => $"'{name}'"))
        + (columns.Count > MaxNamed ? $" and {columns.Count - MaxNamed} more columns" : "");

    private static string Checked(ValidityReport validity, ValidityLevel level)
    {
        string valid = Valid(validity.Valid);
        string baseline = $"{Valid(validity.Baseline)} of the {validity.BaselineRows}";
        if (level != ValidityLevel.InvalidRows)
        {
            return $"{valid} of the samples and {baseline} have only values that {Known(validity)} have and satisfy all rules that were found.{Doubts(validity)}";
        }

        ValidityCheck[] worst = [.. validity.Checks.Where(check => check.IsBroken)];
        // Each may be rare, and all together not.
        worst = worst.Length == 0 ? [.. validity.Checks] : worst;
        int others = Math.Max(0, worst.Length - MaxNamed);
        string named = string.Join(
            "; ",
            worst
                .Take(MaxNamed)
                .Select((check, i) => $"{Percent(check.Invalid)}{(i == 0 ? " of the samples" : "")} {check.Words}")
        );
        string more = others == 0 ? "" : $"; and {others} more in the report";
        return $"{named}{more}: {valid} are valid, and {baseline}.";
    }

    // With which the samples and the left-out rows were compared.
    private static string Known(ValidityReport validity) =>
        validity.BaselineRows == TestRows ? "training rows" : "real rows";

    private static string Doubts(ValidityReport validity)
    {
        if (validity.Doubts.Count == 0)
        {
            return "";
        }

        string named = string.Join(
            "; ",
            validity.Doubts.Take(MaxNamed).Select(check => $"{Percent(check.Baseline)} {check.OfTestRows}")
        );
        int others = Math.Max(0, validity.Doubts.Count - MaxNamed);
        string more = others == 0 ? "" : $"; and {others} more in the report";
        return $" Of the test rows, {named}{more}. What training rows satisfy by chance is no rule of the data (--no-rules, or a schema without these rules).";
    }

    // Rounded down, so that 100 % means all.
    private static string Valid(double fraction) =>
        (Math.Floor(1000 * fraction + 1e-9) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Percent(double fraction) =>
        fraction < 0.001
            ? (100 * fraction).ToString("0.00", CultureInfo.InvariantCulture) + " %"
            : EvidenceRules.Percent(fraction);
}
