namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>One table of a comparison, its numbers written as people read them.</summary>
/// <param name="Title">What it answers.</param>
/// <param name="Headings">What each column is, the models' names left out.</param>
/// <param name="Rows">Two real samples first, then the models in their order.</param>
public sealed record ComparisonTable(
    string Title,
    IReadOnlyList<string> Headings,
    IReadOnlyList<ComparisonTableRow> Rows
)
{
    private const string RealSamples = "two real samples";

    /// <summary>How alike the samples are, and how new they are at what cost.</summary>
    /// <param name="report">What was found.</param>
    public static IReadOnlyList<ComparisonTable> Create(ComparisonReport report) =>
        [
            Create(report, "How alike", ComparisonColumns.ForFit(report)),
            Create(report, "How new, and at what cost", ComparisonColumns.ForNoveltyAndCost(report)),
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
/// <param name="Memorises">Whether its samples look copied.</param>
/// <param name="Cells">As many as there are headings; – where the model has not the metric.</param>
public sealed record ComparisonTableRow(string Name, bool Memorises, IReadOnlyList<string> Cells);
