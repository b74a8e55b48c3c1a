using Likeness.Data;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>The content common to all reports. Null or empty parts are left out of the page.</summary>
public sealed record ReportOutline
{
    /// <summary>The page's heading: "RealNVP on pi".</summary>
    public required string Title { get; init; }

    /// <summary>The name of the run's folder; null if files are compared.</summary>
    public string? RunName { get; init; }

    /// <summary>The subject of the report, shown under the heading.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The outcome of the evaluation; null if there was too little data.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>One sentence on what was compared with what.</summary>
    public string Against { get; init; } = "";

    /// <summary>The most important numbers.</summary>
    public IReadOnlyList<KeyNumber> Numbers { get; init; } = [];

    /// <summary>Warnings, each a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The description of the data, as shown before training.</summary>
    public DataDescription? Data { get; init; }

    /// <summary>The command, as typed.</summary>
    public string? Command { get; init; }

    /// <summary>The seed.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The model's options and the other settings of the run, in display order.</summary>
    public IReadOnlyList<Fact> Settings { get; init; } = [];

    /// <summary>Versions and the machine, in display order.</summary>
    public IReadOnlyList<Fact> Versions { get; init; } = [];

    /// <summary>The losses by epoch.</summary>
    public LossHistory? History { get; init; }

    /// <summary>Files beside the report.</summary>
    public IReadOnlyList<ReportFile> Files { get; init; } = [];
}

/// <summary>A named value in the report's lists.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, as shown.</param>
public sealed record Fact(string Name, string Value);

/// <summary>A file beside the report.</summary>
/// <param name="Path">Relative to the report, with forward slashes.</param>
/// <param name="Description">The content of the file.</param>
public sealed record ReportFile(string Path, string Description);
