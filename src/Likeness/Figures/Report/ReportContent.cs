using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>What every report shows, whatever the data. What is null or empty is left out of the page.</summary>
public abstract record ReportOutline
{
    /// <summary>The page's heading: "realnvp on pi".</summary>
    public required string Title { get; init; }

    /// <summary>The name of the run's folder, or null where two tables are compared.</summary>
    public string? RunName { get; init; }

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

/// <summary>Everything that the report on a table shows.</summary>
public sealed record ReportContent : ReportOutline
{
    /// <summary>The real rows that are drawn, in the data's units: all of them, or the held-out ones.</summary>
    public required Table Real { get; init; }

    /// <summary>The generated rows that are drawn, in the data's units.</summary>
    public required Table Generated { get; init; }

    /// <summary>The metrics and the novelty of the generated rows.</summary>
    public EvaluationReport? Evaluation { get; init; }

    /// <summary>The account of the data that the model learned from, column by column.</summary>
    public IReadOnlyList<ColumnFacts> Columns { get; init; } = [];

    /// <summary>What a reader should know of the data's rows as a whole, each a short phrase.</summary>
    public IReadOnlyList<string> DataRemarks { get; init; } = [];
}

/// <summary>A named value of the report's lists.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value, as shown.</param>
public sealed record Fact(string Name, string Value);

/// <summary>What the account of the data says of one column, in words.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Low">Its smallest value, in the data's units.</param>
/// <param name="High">Its largest value, in the data's units.</param>
/// <param name="Distinct">How many different values it has.</param>
/// <param name="Grid">The grid that it lies on; empty where there is none.</param>
/// <param name="Transform">What is done to it before training.</param>
/// <param name="Remark">What a reader should know (constant, suspicious); empty where there is nothing.</param>
public sealed record ColumnFacts(
    string Name,
    double Low,
    double High,
    int Distinct,
    string Grid = "",
    string Transform = "",
    string Remark = ""
);

/// <summary>A file beside the report.</summary>
/// <param name="Path">Relative to the report, with forward slashes.</param>
/// <param name="Description">What is in it.</param>
public sealed record ReportFile(string Path, string Description);
