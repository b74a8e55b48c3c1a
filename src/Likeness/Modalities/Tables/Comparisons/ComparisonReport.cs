using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>What a comparison found; comparison.json is its text.</summary>
public sealed record ComparisonReport
{
    /// <summary>The data's short name.</summary>
    public required string Data { get; init; }

    /// <summary>Rows of the data, before the split.</summary>
    public required int Rows { get; init; }

    /// <summary>The fraction of the rows that are test rows.</summary>
    public required double Holdout { get; init; }

    /// <summary>The seeds, each of which is a split, too.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>One sentence: which model is best, and whether it memorises.</summary>
    public required string Verdict { get; init; }

    /// <summary>What was measured, in the order of tables.</summary>
    public required IReadOnlyList<ComparedMetric> Metrics { get; init; }

    /// <summary>What two real samples show, by metric: the mean over all runs of the sampling floors' medians.</summary>
    public required IReadOnlyDictionary<string, double> RealSample { get; init; }

    /// <summary>The models, the best first; those that memorise after the others, those that could not be trained last.</summary>
    public required IReadOnlyList<ComparedModel> Models { get; init; }

    /// <summary>The command that made the comparison; null from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Versions of Likeness, .NET and the system, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}

/// <summary>Something that was measured of each model.</summary>
/// <param name="Name">The metric's name; of a metric of columns, with "mean of columns" in brackets.</param>
/// <param name="Unit">Its unit, or "" for a plain number.</param>
/// <param name="Better">Which way it improves.</param>
/// <param name="HowToRead">One line for a reader who does not know it.</param>
public sealed record ComparedMetric(string Name, string Unit, Better Better, string HowToRead);

/// <summary>A metric of one model over the seeds.</summary>
/// <param name="Mean">The mean over the seeds.</param>
/// <param name="Interval">
/// The 90 % interval of that mean by Student's t over the seeds; with one seed, the run's own bootstrap interval. Null where there is none.
/// </param>
/// <param name="Values">One value a seed, in their order; fewer where one is missing.</param>
public sealed record ComparedValue(double Mean, Interval? Interval, IReadOnlyList<double> Values);

/// <summary>One model of a comparison.</summary>
public sealed record ComparedModel
{
    /// <summary>Its name in the comparison, with the preset where there is one.</summary>
    public required string Name { get; init; }

    /// <summary>The name as its paper writes it.</summary>
    public required string Title { get; init; }

    /// <summary>What was measured, by metric; a metric that the model has not is missing.</summary>
    public required IReadOnlyDictionary<string, ComparedValue> Values { get; init; }

    /// <summary>How its likelihood was had: <c>exact</c>, or what kind of bound; null without one. Compare only within one kind.</summary>
    public string? LikelihoodKind { get; init; }

    /// <summary>In how many of its runs the samples look copied.</summary>
    public required int CopiedRuns { get; init; }

    /// <summary>Whether they do in half of its runs or more.</summary>
    public required bool Memorises { get; init; }

    /// <summary>What the novelty of its samples means, in one sentence, from its first run.</summary>
    public string? Novelty { get; init; }

    /// <summary>Why a run failed, in one sentence; null where none did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether no other model that does not memorise is better in fit, novelty, training time and speed at once.</summary>
    public bool IsUndominated { get; init; }

    /// <summary>The folders of its runs, beside the report.</summary>
    public required IReadOnlyList<string> Runs { get; init; }
}
