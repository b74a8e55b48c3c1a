using Likeness.Data;
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

    // Of test rows more than of samples: a few have values that no training row has.
    private const double MaxDoubtful = 0.05;

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
        SubjectColumns[] subjects = [.. rules.OfType<SubjectColumns>()];
        rules = [.. rules.Where(rule => NameOf(rule).Length > 0)];
        RowCheck[] checks =
        [
            .. rules.Select(rule => new RowCheck(ValidityKind.Rule, NameOf(rule), 0, rule.Breaks)),
            .. Enumerable.Range(0, known.Width).SelectMany(at => OfCells(known, at, subjects)),
            .. Enumerable.Range(0, known.Width).SelectMany(at => KeyChecks.Of(read.Known, at)),
        ];
        bool[] invalid = new bool[generated.RowCount];
        bool[] invalidTest = new bool[test?.RowCount ?? 0];
        var (own, ownTest) = (new bool[invalid.Length], new bool[invalidTest.Length]);
        // Values that training rows lack are no doubt of a rule.
        var (broken, brokenTest) = (new bool[invalid.Length], new bool[invalidTest.Length]);
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

            bool[] failingTest = seen.Test is { } others ? check.Fails(others) : [];
            int fails = Mark(failing, invalid);
            int failsTest = Mark(failingTest, invalidTest);
            if (check.Kind == ValidityKind.Rule)
            {
                Mark(failing, broken);
                Mark(failingTest, brokenTest);
            }

            var made = Evidence(failing, check.Heads(seen.Generated), own);
            var held = Evidence(failingTest, seen.Test is null ? null : check.Heads(seen.Test), ownTest);
            int ofKnown = check.Heads(seen.Known)?.Length ?? known.RowCount;
            double baseline = test is null ? Fraction(check.LeftOut, ofKnown) : Fraction(failsTest, test.RowCount);
            found.Add(
                new ValidityCheck(
                    check.Kind,
                    check.Name,
                    Fraction(fails, generated.RowCount),
                    baseline,
                    Fraction(fails, generated.RowCount) > baseline
                        && (
                            check.IsCertain && baseline == 0
                            || IsMore(made, (check.LeftOut + held.Fails, ofKnown + held.Of), checks.Length)
                        )
                )
                {
                    Example = fails > 0 ? check.Example?.Invoke(seen.Generated) : null,
                }
            );
        }

        // Without test rows, one real row rarely fails several checks.
        int leftOut = Math.Min(known.RowCount, checks.Sum(check => check.LeftOut));
        int all = invalid.Count(fails => fails);
        int allTest = invalidTest.Count(fails => fails);
        double left = test is null ? Fraction(leftOut, known.RowCount) : Fraction(allTest, test.RowCount);
        bool isMore =
            Fraction(all, generated.RowCount) > left
            && IsMore(
                (own.Count(fails => fails), generated.RowCount),
                (leftOut + ownTest.Count(fails => fails), known.RowCount + ownTest.Length),
                1
            );
        bool isDoubtful =
            test is not null
            && Fraction(brokenTest.Count(fails => fails), test.RowCount)
                - Fraction(broken.Count(fails => fails), generated.RowCount)
                > MaxDoubtful
            && FisherExactTest.Greater(
                brokenTest.Count(fails => fails),
                brokenTest.Length,
                broken.Count(fails => fails),
                broken.Length
            ) < ColumnDifference.Level;
        var validity = new ValidityReport(
            1 - Fraction(all, generated.RowCount),
            1 - left,
            test is null ? "left-out real rows" : ValiditySentence.TestRows,
            [
                .. found
                    .Where(check => check.Invalid > 0)
                    .OrderByDescending(check => check.IsBroken)
                    .ThenByDescending(check => check.Invalid),
            ]
        )
        {
            Absent = absent,
            Doubts = isDoubtful
                ?
                [
                    .. found
                        .Where(check => check.Kind == ValidityKind.Rule && check.Baseline > check.Invalid)
                        .OrderByDescending(check => check.Baseline),
                ]
                : [],
        };
        var level =
            all > MaxInvalid * generated.RowCount && (isMore || found.Exists(check => check.IsBroken))
                ? ValidityLevel.InvalidRows
            : isDoubtful ? ValidityLevel.Doubtful
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
    }

    /// <summary>A report whose validity says which columns of the real rows the samples do not have.</summary>
    /// <param name="report">A report with a validity.</param>
    /// <param name="columns">The names of these columns.</param>
    public static EvaluationReport WithoutColumns(EvaluationReport report, IReadOnlyList<string> columns) =>
        columns.Count == 0 || report.Validity is not { } validity
            ? report
            : report with
            {
                Validity = validity with { AbsentColumns = columns },
                Verdict = report.Verdict with
                {
                    ValidityReason = $"{ValiditySentence.Without(columns)} {report.Verdict.ValidityReason}",
                },
            };

    // Fisher's test against all real rows: each of the known ones beside the others, and the test rows.
    private static bool IsMore((int Fails, int Of) made, (int Fails, int Of) real, int tests) =>
        made.Fails > MaxInvalid * made.Of
        && FisherExactTest.Greater(made.Fails, made.Of, real.Fails, real.Of) < ColumnDifference.Level / tests;

    // What all rows of a customer have is a value of the customer: of its rows, one counts.
    private static IEnumerable<RowCheck> OfCells(Table known, int at, SubjectColumns[] subjects)
    {
        var one = Array.Find(subjects, rule => rule.Same.Contains(known.Columns[at].Name));
        var rows = one is null ? known : known.TakeRows([.. one.FirstRows(known).Distinct()]);
        return CellChecks.Of(rows, at).Select(check => check with { Subjects = one });
    }

    // Of rows, or of their subjects, how many fail; these are marked.
    private static (int Fails, int Of) Evidence(bool[] fails, int[]? heads, bool[] marked)
    {
        heads ??= [.. Enumerable.Range(0, fails.Length)];
        int[] failing = [.. heads.Where(row => fails[row])];
        Array.ForEach(failing, row => marked[row] = true);
        return (failing.Length, heads.Length);
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
