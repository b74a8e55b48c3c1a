namespace Likeness.Data;

/// <summary>Why a column of a text file has its kind.</summary>
/// <param name="Why">The evidence, in a few words.</param>
/// <param name="Example">The text of a cell.</param>
/// <param name="Missing">The number of missing values.</param>
public sealed record ColumnFinding(string Why, string Example, int Missing)
{
    /// <summary>The different texts of the missing cells; "" for empty ones.</summary>
    internal IReadOnlyList<string> MissingTexts { get; init; } = [];
}
