namespace Likeness.Figures.Report;

/// <summary>Everything that the report on a run of text or sound shows.</summary>
public sealed record SequenceReportContent : ReportOutline
{
    /// <summary>What the data is, under the heading.</summary>
    public required string Under { get; init; }

    /// <summary>A piece of real text, and drawn text; null where it is sound.</summary>
    public (string Real, string Drawn)? Texts { get; init; }

    /// <summary>Figures of real and of drawn sound, in the order shown.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>What the scores are.</summary>
    public required string ScoreIntroduction { get; init; }

    /// <summary>What each number of a score is.</summary>
    public required IReadOnlyList<string> ScoreHeadings { get; init; }

    /// <summary>The model's scores, and then those of its baselines.</summary>
    public required IReadOnlyList<ScoreRow> Scores { get; init; }

    /// <summary>The data: how much.</summary>
    public IReadOnlyList<Fact> Data { get; init; } = [];
}

/// <summary>The scores of one model.</summary>
/// <param name="Name">The model.</param>
/// <param name="Values">One number for each heading.</param>
public sealed record ScoreRow(string Name, IReadOnlyList<double> Values);
