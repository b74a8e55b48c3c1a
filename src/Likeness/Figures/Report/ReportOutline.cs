using Likeness.Data;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>What every report shows, whatever the data. What is null or empty is left out of the page.</summary>
public sealed record ReportOutline
{
    /// <summary>The page's heading: "RealNVP on pi".</summary>
    public required string Title { get; init; }

    /// <summary>The name of the run's folder, or null where files are compared.</summary>
    public string? RunName { get; init; }

    /// <summary>What the report is about, under the heading.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What the evaluation comes to; null where there was too little data to say.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What was compared with what, in one sentence.</summary>
    public string Against { get; init; } = "";

    /// <summary>The numbers that matter most.</summary>
    public IReadOnlyList<KeyNumber> Numbers { get; init; } = [];

    /// <summary>What a reader should know, each a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The data, as it was shown before training.</summary>
    public DataDescription? Data { get; init; }

    /// <summary>The command that made it, as typed.</summary>
    public string? Command { get; init; }

    /// <summary>The seed that made it.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The model's options and what else shaped the run, in the order shown.</summary>
    public IReadOnlyList<Fact> Settings { get; init; } = [];

    /// <summary>Versions and the machine, in the order shown.</summary>
    public IReadOnlyList<Fact> Versions { get; init; } = [];

    /// <summary>The losses by epoch.</summary>
    public LossHistory? History { get; init; }

    /// <summary>Files beside the report that a reader may open.</summary>
    public IReadOnlyList<ReportFile> Files { get; init; } = [];
}

/// <summary>A named value of the report's lists.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value, as shown.</param>
public sealed record Fact(string Name, string Value);

/// <summary>A file beside the report.</summary>
/// <param name="Path">Relative to the report, with forward slashes.</param>
/// <param name="Description">What is in it.</param>
public sealed record ReportFile(string Path, string Description);
