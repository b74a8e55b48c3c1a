using Likeness.Data;
using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>A column of levels that ranks determine, such as who is relegated: samples get it with their ranks.</summary>
/// <param name="Column">The column.</param>
/// <param name="By">The column of ranks.</param>
/// <param name="Pairs">Ranks, rising, each with its level; <c>NaN</c> for missing.</param>
internal sealed record OfRankColumn(string Column, string By, IReadOnlyList<ValuePair> Pairs) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <summary>The columns that ranks determine.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="ranks">The ranks.</param>
    public static IEnumerable<OfRankColumn> All(Table train, IReadOnlyList<RankColumn> ranks)
    {
        var taken = ranks.SelectMany(rank => rank.Needs.Append(rank.Column)).ToHashSet(StringComparer.Ordinal);
        foreach (var (at, column) in train.Columns.Index())
        {
            double[] cells = train.ColumnValues(at);
            if (
                column.Kind.LevelCount > 0
                && !taken.Contains(column.Name)
                // What protection leaves out is learned.
                && cells
                    .Where(cell => !double.IsNaN(cell))
                    .CountBy(cell => cell)
                    .All(one => one.Value >= Protection.MinRows)
                && ranks
                    .Select(rank =>
                        DeterminedColumnSearch.Find(train, IndexOf(train, rank.Column), cells) is { } pairs
                            ? new OfRankColumn(column.Name, rank.Column, pairs)
                            : null
                    )
                    .OfType<OfRankColumn>()
                    .FirstOrDefault()
                    is { } rule
            )
            {
                yield return rule;
            }
        }
    }

    /// <summary>The level of a rank; of one that the data do not have, that of the rank before.</summary>
    public double Of(double rank) =>
        double.IsNaN(rank)
            ? Pairs.Where(pair => double.IsNaN(pair.Key)).Select(pair => pair.Value).FirstOrDefault(double.NaN)
            : Pairs.Where(pair => pair.Key <= rank).Select(pair => pair.Value).LastOrDefault(double.NaN);

    /// <inheritdoc/>
    /// <remarks>Rows hold it until they are ranked.</remarks>
    public override bool[] Holds(Table rows)
    {
        double[] ranks = rows.ColumnValues(IndexOf(rows, By));
        double[] levels = rows.ColumnValues(IndexOf(rows, Column));
        return [.. ranks.Zip(levels, (rank, level) => double.IsNaN(rank) || Of(rank).Equals(level))];
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => RankColumn.Without(rows, Column);

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => RankColumn.WithUnknown(rows, column);

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public bool Equals(OfRankColumn? other) =>
        other is not null && (Column, By) == (other.Column, other.By) && Pairs.SequenceEqual(other.Pairs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, By, Pairs.Count);

    /// <inheritdoc/>
    public override string ToString() => $"{By} determines {Column}";
}
