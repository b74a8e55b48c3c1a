namespace Likeness.Data;

/// <summary>A summary of the data before training, for the terminal and the report.</summary>
public sealed record DataDescription
{
    /// <summary>Facts, one short line each.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>A table of the data's parts, such as the columns; null for none.</summary>
    public DescriptionTable? Table { get; init; }

    /// <summary>Suspicious or omitted data, each a sentence.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A table of text.</summary>
/// <param name="Headings">The headings; one that begins with # belongs to a column of numbers.</param>
/// <param name="Rows">The cells, row by row.</param>
public sealed record DescriptionTable(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows);
