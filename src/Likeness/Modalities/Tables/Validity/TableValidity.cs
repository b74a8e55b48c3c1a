using Likeness.Evaluation;
using Likeness.Evaluation.ExactTests;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>Measures how many generated rows have only values that real rows may have, and satisfy the rules of the real rows.</summary>
internal static class TableValidity
{
    private const double MaxInvalid = 0.001;
    private const double MaxDoubtless = 0.1;

    private static string NameOf(TableRule rule) =>
        rule is SubjectColumns subjects ? subjects.Checked
        : rule.Texts.Count > 0 ? rule.ToString()!
        : "";

    /// <summary>A report with the validity of the generated rows, and a verdict that says it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="rules">The rules of the known rows.</param>
    /// <param name="rows">The rows, all under the columns of the known ones.</param>
    /// <param name="read">The same as they were read, with the texts of their keys.</param>
    public static EvaluationReport Add(
        EvaluationReport report,
        IReadOnlyList<TableRule> rules,
        CheckedRows rows,
        CheckedRows read
    )
    {
        var (known, test, generated) = rows;
        rules = [.. rules.Where(rule => NameOf(rule).Length > 0)];
        RowCheck[] checks =
        [
            .. rules.Select(rule => new RowCheck(ValidityKind.Rule, NameOf(rule), 0, rule.Breaks)),
            .. Enumerable.Range(0, known.Width).SelectMany(at => CellChecks.Of(known, at)),
            .. Enumerable.Range(0, known.Width).SelectMany(at => KeyChecks.Of(read.Known, at)),
        ];
        bool[] invalid = new bool[generated.RowCount];
        bool[] invalidTest = new bool[test?.RowCount ?? 0];
        var found = new List<ValidityCheck>();
        var absent = new List<string>();
        foreach (var check in checks)
        {
            var seen = check.OfTexts ? read : rows;
            bool[] failing = check.Fails(seen.Generated);
            if (check.Kind == ValidityKind.Missing && failing.Length > 0 && Array.TrueForAll(failing, fail => fail))
            {
                absent.Add(check.Name);
                continue;
            }

            int fails = Mark(failing, invalid);
            int failsTest = seen.Test is { } others ? Mark(check.Fails(others), invalidTest) : 0;
            found.Add(
                new ValidityCheck(
                    check.Kind,
                    check.Name,
                    Fraction(fails, generated.RowCount),
                    Baseline(check.LeftOut, failsTest),
                    IsMore(fails, check.LeftOut, failsTest, checks.Length)
                )
            );
        }

        // Without test rows, one real row rarely fails several checks.
        int leftOut = Math.Min(known.RowCount, checks.Sum(check => check.LeftOut));
        int all = invalid.Count(fails => fails);
        int allTest = invalidTest.Count(fails => fails);
        var validity = new ValidityReport(
            1 - Fraction(all, generated.RowCount),
            1 - Baseline(leftOut, allTest),
            test is null ? "left-out real rows" : "test rows",
            [
                .. found
                    .Where(check => check.Invalid > 0)
                    .OrderByDescending(check => check.IsBroken)
                    .ThenByDescending(check => check.Invalid),
            ]
        )
        {
            Absent = absent,
        };
        var level =
            all > MaxInvalid * generated.RowCount
            && (IsMore(all, leftOut, allTest, 1) || found.Exists(check => check.IsBroken))
                ? ValidityLevel.InvalidRows
                : ValidityLevel.Valid;
        return report with
        {
            Rules =
            [
                .. rules.Zip(
                    found,
                    (_, check) => new RuleAdherence(check.Name, 1 - check.Invalid) { Baseline = 1 - check.Baseline }
                ),
            ],
            Validity = validity,
            Warnings = [.. rules.Zip(found, (_, check) => Doubt(check)).OfType<string>(), .. report.Warnings],
            Verdict = report.Verdict with
            {
                Validity = level,
                ValidityReason = ValiditySentence.Create(validity, level),
            },
        };

        double Baseline(int leftOut, int failsTest) =>
            test is null ? Fraction(leftOut, known.RowCount) : Fraction(failsTest, test.RowCount);

        // Fisher's test against all real rows: each of the known ones beside the others, and the test rows.
        bool IsMore(int fails, int leftOut, int failsTest, int tests) =>
            fails > MaxInvalid * generated.RowCount
            && Fraction(fails, generated.RowCount) > Baseline(leftOut, failsTest)
            && FisherExactTest.Greater(
                fails,
                generated.RowCount,
                leftOut + failsTest,
                known.RowCount + (test?.RowCount ?? 0)
            )
                < ColumnDifference.Level / tests;
    }

    // A rule of the training rows alone makes samples worse.
    private static string? Doubt(ValidityCheck rule) =>
        rule.Baseline > MaxDoubtless
            ? $"Only {EvidenceRules.Percent(1 - rule.Baseline)} of the test rows satisfy {rule.Name}, which all training rows do: it may be no rule of the data (--no-rules)."
            : null;

    private static int Mark(bool[] fails, bool[] any)
    {
        int count = 0;
        for (int row = 0; row < fails.Length; row++)
        {
            count += fails[row] ? 1 : 0;
            any[row] |= fails[row];
        }

        return count;
    }

    private static double Fraction(int count, int of) => count / (double)Math.Max(1, of);
}
