using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Runs;
using MathNet.Numerics.Distributions;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>Summarises the runs of a comparison.</summary>
internal static class ComparisonSummary
{
    private const double Upper = 0.95; // of a 90 % interval

    private static readonly ComparedMetric BestClassifier = new(
        ComparisonColumns.BestClassifier,
        "fraction",
        Better.Lower,
        "The accuracy of the best classifier, as the mean over the seeds; one half is perfect."
    );

    public static ComparisonReport Create(
        ComparisonSettings settings,
        Table data,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<RunOutcome> outcomes
    )
    {
        bool isUnit = IsUnit(data);
        var measured = outcomes.ToDictionary(outcome => outcome, outcome => Measurement.Create(outcome, isUnit));
        var metrics = measured.Values.SelectMany(found => found.Metrics).DistinctBy(metric => metric.Name).ToList();
        if (metrics.Count == 0)
        {
            throw new LikenessException($"no model could be trained: {outcomes[0].Error}");
        }

        if (metrics.FindIndex(metric => ComparisonColumns.IsClassifier(metric.Name)) is >= 0 and var first)
        {
            metrics.Insert(first, BestClassifier);
        }

        var models = candidates.Select(candidate =>
            Model(candidate, [.. outcomes.Where(o => o.Label == candidate.Label)], measured)
        );
        var ranked = Ranking.Order([.. models]);
        var real = metrics
            .Select(metric => (metric.Name, Floors: Baselines(measured.Values, metric.Name)))
            .Where(found => found.Floors.Length > 0)
            .ToDictionary(found => found.Name, found => found.Floors.Average(), StringComparer.Ordinal);
        double[] baselines =
        [
            .. real.Where(baseline => ComparisonColumns.IsClassifier(baseline.Key)).Select(f => f.Value),
        ];
        if (baselines.Length > 0)
        {
            real[ComparisonColumns.BestClassifier] = baselines.Max();
        }

        return new ComparisonReport
        {
            Data = settings.Data.ShortName,
            Rows = data.RowCount,
            Holdout = settings.Holdout,
            Seeds = [.. Enumerable.Range(0, settings.Seeds).Select(i => settings.Seed + (ulong)i)],
            Verdict = ComparisonVerdict.Create(ranked, real),
            Metrics = metrics,
            RealSample = real,
            Models = ranked,
            CommandLine = settings.CommandLine,
            Versions = RunVersions.Current(),
        };
    }

    private static ComparedModel Model(
        Candidate candidate,
        IReadOnlyList<RunOutcome> runs,
        Dictionary<RunOutcome, Measurement> measured
    )
    {
        var values = runs.SelectMany(run => measured[run].Values)
            .GroupBy(value => value.Metric, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Value([.. group]), StringComparer.Ordinal);
        AddToldApart(values);
        var evaluated = runs.Select(run => run.Report).OfType<EvaluationReport>().ToList();
        int copied = evaluated.Count(report =>
            report.Verdict.Novelty is NoveltyLevel.NearCopies or NoveltyLevel.Copies
        );
        return new ComparedModel
        {
            Name = candidate.Label,
            Title = candidate.Entry.Title,
            Values = values,
            LikelihoodKind = evaluated.FirstOrDefault()?.Likelihood?.Kind,
            CopiedRuns = copied,
            Memorises = copied > 0 && 2 * copied >= evaluated.Count,
            Novelty = evaluated.FirstOrDefault()?.Verdict.NoveltyReason,
            Error = runs.FirstOrDefault(run => run.Error is not null)?.Error,
            Runs = [.. runs.Select(run => Path.GetFileName(run.Folder))],
        };
    }

    // The best classifier over all seeds decides.
    private static void AddToldApart(Dictionary<string, ComparedValue> values)
    {
        var classifiers = values.Where(value => ComparisonColumns.IsClassifier(value.Key)).ToList();
        if (classifiers.Count > 0)
        {
            values[ComparisonColumns.BestClassifier] = classifiers.MaxBy(value => value.Value.Mean).Value;
        }
    }

    private static ComparedValue Value(IReadOnlyList<MeasuredValue> found)
    {
        double[] values = [.. found.Select(value => value.Value)];
        double mean = values.Average();
        if (values.Length == 1)
        {
            return new ComparedValue(mean, found[0].Interval, values);
        }

        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        double half = StudentT.InvCDF(0, 1, values.Length - 1, Upper) * Math.Sqrt(variance / values.Length);
        return new ComparedValue(mean, new Interval(mean - half, mean + half), values);
    }

    // A missing value is neither below nor above.
    private static bool IsUnit(Table table)
    {
        foreach (double value in table.ToRowMajor())
        {
            if (value is < 0 or > 1)
            {
                return false;
            }
        }

        return true;
    }

    private static double[] Baselines(IEnumerable<Measurement> measured, string metric) =>
        [
            .. measured
                .SelectMany(found => found.Values)
                .Where(value => value.Metric == metric)
                .Select(value => value.Floor)
                .OfType<double>(),
        ];
}
