using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Novelty;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures.Report;
using Likeness.Modalities.Tables.Report;
using Likeness.Training;

namespace Likeness.Tests.Figures.Report;

/// <summary>Report contents of every kind, identical on every call.</summary>
internal static class SampleReport
{
    public const string HostileName = "<script>alert(\"1\")</script> & 'x'\u0001";

    /// <summary>Coloured pixels with everything that a run knows.</summary>
    public static (ReportOutline Outline, TableReport Content) OfPixels()
    {
        string[] names = ["x", "y", "r", "g", HostileName];
        var picture = new Picture(60, 80);
        var content = new TableReport(
            Rows(names, 600, seed: 1, picture),
            Rows(names, 500, seed: 2, picture: null),
            Evaluation(names, copied: false)
        );
        var outline = new ReportOutline
        {
            Title = "realnvp on pixels",
            RunName = "realnvp-pixels-1",
            Command = "likeness train realnvp --data \"my <pixels>.csv\"",
            Seed = 7,
            Verdict = new Verdict
            {
                Level = SimilarityLevel.Close,
                Reason = "A classifier <b> tells them.",
                Novelty = NoveltyLevel.New,
                NoveltyReason = "None is copied.",
                Evidence = [],
            },
            Numbers = [new KeyNumber("AUC <x>", "0.55", "0.5", "worse than baseline", false)],
            Warnings = content.Evaluation.Warnings,
            Settings = [new("couplings", "6"), new("option <b>", "a & b")],
            Versions = [new("Likeness", "0.1.0")],
            History = new([.. Enumerable.Range(1, 30).Select(e => new EpochLoss(e, 9.0 / e, (9.5 / e) + (0.002 * e)))])
            {
                BestEpoch = 22,
                StopReason = "Stopped early.",
            },
            Data = new DataDescription
            {
                Table = new DescriptionTable(["Column", "#From"], [.. names.Select(name => (string[])[name, "0"])]),
                Remarks = ["Half of the rows repeat."],
            },
            Files = [new("samples.csv", "the rows"), new("a folder/odd \"name\".csv", "odd")],
        };
        return (outline, content);
    }

    /// <summary>Two tables with a number of columns and little else.</summary>
    public static (ReportOutline Outline, TableReport Content) OfTables(int columns)
    {
        string[] names = [.. Enumerable.Range(0, columns).Select(i => $"column {i}")];
        return (
            new ReportOutline { Title = "two tables" },
            new TableReport(
                Rows(names, 200, seed: 3, picture: null),
                Rows(names, 300, seed: 4, picture: null),
                Evaluation(names, copied: false)
            )
        );
    }

    /// <summary>The page as text.</summary>
    public static string Render((ReportOutline Outline, TableReport Content) report) =>
        ReportPage.Render(report.Outline, TableSections.Create(report.Content, TableFigures.Draw(report.Content)));

    public static EvaluationReport Evaluation(string[] names, bool copied)
    {
        var distances = new DistanceSummary(500, 0.3, 0.25, [.. Enumerable.Range(0, 101).Select(i => i * 0.005)]);
        var finding = new NoveltyFinding(
            copied ? NoveltyLevel.NearCopies : NoveltyLevel.New,
            "Generated rows are as new as test rows."
        );
        return new EvaluationReport
        {
            Protocol = "test",
            Against = "Held-out rows are compared with generated ones.",
            Columns = names,
            TrainRows = 400,
            TestRows = 200,
            ReferenceRows = 200,
            GeneratedRows = 500,
            Settings = new(),
            Verdict = Verdict.Decide(
                [new("AUC (random forest)", 0.5, null, null, SimilarityLevel.Indistinguishable, "The AUC is <0.5>.")],
                finding
            ),
            Results =
            [
                Metric("MMD", null, 0.002, MetricGroup.Distribution, Better.Lower, new(-0.1, 0, 0.001, 40, 200, 500)),
                Metric("Recall", null, 0.9, MetricGroup.Coverage, Better.Higher, new(0.94, 0.95, 0.96, 40, 200, 500)),
                Metric("Broken", null, double.NaN, MetricGroup.Coverage, Better.Higher, baseline: null),
                .. names.Select(name =>
                    Metric("Wasserstein", name, 0.01, MetricGroup.Columns, Better.Lower, new(0, 0.01, 0.02, 40, 1, 1))
                ),
            ],
            Novelty = new NoveltyReport
            {
                Baseline = "test rows",
                ExactMatches = 0,
                BaselineExactMatches = 0.01,
                Generated = distances,
                BaselineDistances = distances,
                MedianDistanceRatio = 1,
                NeighbourRatio = 0.7,
                BaselineNeighbourRatio = 0.7,
                CloserToTrain = 0.5,
                OverfittingProtection = 1,
                Matches = [new(MatchScale.VeryNear, 0.2, 0.012, 0.01, 0.3, false)],
                Finding = finding,
            },
            Likelihood = new(200, "test rows", -0.5, -0.14, new(-0.6, -0.4), "exact"),
            Calibration = new(
                200,
                500,
                "test rows",
                0.1,
                0.2,
                0.11,
                [.. Enumerable.Range(0, 101).Select(i => i * 0.01)]
            ),
            Warnings = ["A warning <with> markup."],
        };
    }

    public static MetricResult Metric(
        string name,
        string? column,
        double value,
        MetricGroup group,
        Better better,
        RealBaseline? baseline
    ) =>
        new(name, column, value, better, group, "share", "How to read <it>.", "Source & year")
        {
            Baseline = baseline,
            Interval = new(value * 0.9, value * 1.1),
            PValue = 0.01,
            Note = "a note",
        };

    public static Table Rows(string[] names, int rows, int seed, Picture? picture)
    {
        var random = new Random(seed);
        var values = new double[rows * names.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bool first = i % names.Length == 0;
            values[i] = first ? random.NextDouble() : (0.5 * values[i - 1]) + (0.5 * random.NextDouble());
        }

        return new Table([.. names.Select(name => new Column(name))], values, picture);
    }
}
