using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The result of a comparison; comparison.json is its text.</summary>
public sealed record ComparisonReport
{
    /// <summary>The data's short name.</summary>
    public required string Data { get; init; }

    /// <summary>Rows of the data, before the split.</summary>
    public required int Rows { get; init; }

    /// <summary>The fraction of test rows.</summary>
    public required double Holdout { get; init; }

    /// <summary>The seeds, each with its own split.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>One sentence: which model is best, and whether it memorises.</summary>
    public required string Verdict { get; init; }

    /// <summary>The metrics, in the order of tables.</summary>
    public required IReadOnlyList<ComparedMetric> Metrics { get; init; }

    /// <summary>The real-vs-real baseline by metric: the mean over all runs of the baselines' medians.</summary>
    public required IReadOnlyDictionary<string, double> RealSample { get; init; }

    /// <summary>The models, the best first; those that memorise after the others, those that could not be trained last.</summary>
    public required IReadOnlyList<ComparedModel> Models { get; init; }

    /// <summary>The command of the comparison; null from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Versions of Likeness, .NET and the system, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}

/// <summary>A metric of a comparison.</summary>
/// <param name="Name">The metric's name; of a metric of columns, with "mean of columns" in brackets.</param>
/// <param name="Unit">Its unit, or "" for a plain number.</param>
/// <param name="Better">The direction in which it improves.</param>
/// <param name="HowToRead">One line on how to read it.</param>
public sealed record ComparedMetric(string Name, string Unit, Better Better, string HowToRead);

/// <summary>A metric of one model over the seeds.</summary>
/// <param name="Mean">The mean over the seeds.</param>
/// <param name="Interval">
/// The 90 % interval of that mean by Student's t over the seeds; with one seed, the run's own bootstrap interval. Null for none.
/// </param>
/// <param name="Values">One value per seed, in order; fewer if some are missing.</param>
public sealed record ComparedValue(double Mean, Interval? Interval, IReadOnlyList<double> Values);

/// <summary>One model of a comparison.</summary>
public sealed record ComparedModel
{
    /// <summary>Its name in the comparison, with the preset if there is one.</summary>
    public required string Name { get; init; }

    /// <summary>The name as its paper writes it.</summary>
    public required string Title { get; init; }

    /// <summary>The measurements, by metric; metrics that the model lacks are missing.</summary>
    public required IReadOnlyDictionary<string, ComparedValue> Values { get; init; }

    /// <summary>The kind of its likelihood: <c>exact</c>, or the kind of bound; null without one. Only values of one kind are comparable.</summary>
    public string? LikelihoodKind { get; init; }

    /// <summary>The number of its runs whose samples repeat training rows.</summary>
    public required int CopiedRuns { get; init; }

    /// <summary>Whether this is the case in half of its runs or more.</summary>
    public required bool Memorises { get; init; }

    /// <summary>The novelty of its samples, in one sentence, from its first run.</summary>
    public string? Novelty { get; init; }

    /// <summary>The error of a failed run, in one sentence; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>Whether no other model that does not memorise is better in fit, novelty, training time and speed at once.</summary>
    public bool IsUndominated { get; init; }

    /// <summary>The folders of its runs, relative to the report.</summary>
    public required IReadOnlyList<string> Runs { get; init; }
}
