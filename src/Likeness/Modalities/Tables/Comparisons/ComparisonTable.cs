namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>One table of a comparison, with its numbers as text.</summary>
/// <param name="Title">The question that it answers.</param>
/// <param name="Headings">The headings of the columns, without the models' names.</param>
/// <param name="Rows">The real-vs-real baseline first, then the models in order.</param>
public sealed record ComparisonTable(
    string Title,
    IReadOnlyList<string> Headings,
    IReadOnlyList<ComparisonTableRow> Rows
)
{
    private const string RealSamples = "real-vs-real baseline";

    /// <summary>The similarity of the samples, and their novelty and cost.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<ComparisonTable> Create(ComparisonReport report) =>
        [
            Create(report, "Similarity", ComparisonColumns.ForFit(report)),
            Create(report, "Novelty and cost", ComparisonColumns.ForNoveltyAndCost(report)),
        ];

    private static ComparisonTable Create(
        ComparisonReport report,
        string title,
        IReadOnlyList<(string Metric, string Heading)> columns
    ) =>
        new(
            title,
            [.. columns.Select(column => column.Heading)],
            [
                new(
                    RealSamples,
                    Memorises: false,
                    [.. columns.Select(column => ComparisonCell.Format(report.RealSample, column.Metric))]
                ),
                .. report.Models.Select(model => new ComparisonTableRow(
                    model.Name,
                    model.Memorises,
                    [.. columns.Select(column => ComparisonCell.Format(model, column.Metric))]
                )),
            ]
        );
}

/// <summary>A row of a <see cref="ComparisonTable"/>.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Memorises">Whether its samples repeat training rows.</param>
/// <param name="Cells">As many as there are headings; – for missing metrics.</param>
public sealed record ComparisonTableRow(string Name, bool Memorises, IReadOnlyList<string> Cells);
