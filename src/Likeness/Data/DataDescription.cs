namespace Likeness.Data;

/// <summary>What a person should know of the data before training, for the terminal and the report.</summary>
public sealed record DataDescription
{
    /// <summary>Facts, each a short line.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>A table of the data's parts, such as the columns; null where there is none.</summary>
    public DescriptionTable? Table { get; init; }

    /// <summary>What looks wrong or was left out, each a sentence.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A table of text.</summary>
/// <param name="Headings">The headings; one that begins with # is of a column of numbers.</param>
/// <param name="Rows">The cells, row by row.</param>
public sealed record DescriptionTable(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows);
