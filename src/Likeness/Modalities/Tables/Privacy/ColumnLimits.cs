using System.Text.Json.Serialization;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>What samples may hold in one column.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Low">The smallest number that is emitted; −∞ for levels.</param>
/// <param name="High">The largest number that is emitted; ∞ for levels.</param>
/// <param name="Rare">The levels that are not emitted.</param>
internal sealed record ColumnLimits(string Column, double Low, double High, IReadOnlyList<int> Rare)
{
    /// <summary>The codes in place of numbers that are not emitted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? RareCodes { get; init; }

    /// <summary>The fraction of the training rows that have one of the levels that are not emitted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double RareRows { get; init; }
}
