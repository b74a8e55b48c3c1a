using Likeness.Data;
using Likeness.Data.Ranks;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>A column of ranks, which models do not see but for those that no column explains: samples get theirs when all rows are there, see <see cref="Subjects.RankedSampling"/>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rank">What is ranked.</param>
internal sealed record RankColumn(string Column, RankedColumn Rank) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Rank.IsOwn ? [] : [Rank.Score, .. Rank.By];

    /// <inheritdoc/>
    internal override bool Replaces => !Rank.IsOwn;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Texts => [];

    /// <summary>The rules of rows whose columns of ranks are left out where rules of the others are sought.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="declared">Rules of a schema, whose columns stay; null for none.</param>
    /// <param name="find">Finds the rules of the other columns.</param>
    public static TableRules Beside(Table train, IReadOnlyList<string>? declared, Func<Table, TableRules> find)
    {
        RankColumn[] ranks =
        [
            .. train
                .Columns.Where(column =>
                    column.Rank is not null
                    && declared?.Any(rule => rule.Contains(column.Name, StringComparison.Ordinal)) != true
                )
                .Select(column => new RankColumn(column.Name, column.Rank!)),
        ];
        if (ranks.Length == 0)
        {
            return find(train);
        }

        TableRule[] ahead = [.. OfRankColumn.All(train, [.. ranks.Where(rank => !rank.Rank.IsOwn)]), .. ranks];
        var found = find(ahead.Aggregate(train, (left, rule) => rule.Encode(left)));
        var columns = found.Columns.ToDictionary(column => column.Name);
        return found
            .With([.. train.Columns.Select(column => columns.GetValueOrDefault(column.Name, column))], [])
            .After(ahead);
    }

    /// <summary>Rows without their columns of ranks.</summary>
    public static Table Without(Table rows) =>
        rows
            .Columns.Where(column => column.Rank is { IsOwn: false })
            .Aggregate(rows, (left, column) => Without(left, column.Name));

    /// <summary>Rows without a column.</summary>
    public static Table Without(Table rows, string column)
    {
        int at = IndexOf(rows, column);
        return rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => i != at)]);
    }

    /// <summary>Rows with a column that is not known yet.</summary>
    public static Table WithUnknown(Table rows, Column column)
    {
        var unknown = new double[rows.RowCount];
        Array.Fill(unknown, double.NaN);
        return Table.FromColumns(
            [.. rows.Columns, column],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), unknown]
        );
    }

    /// <inheritdoc/>
    /// <remarks>Ranks of a part of the rows have holes.</remarks>
    public override bool[] Holds(Table rows)
    {
        var holds = new bool[rows.RowCount];
        Array.Fill(holds, true);
        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => Rank.IsOwn ? rows : Without(rows, Column);

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => Rank.IsOwn ? rows : WithUnknown(rows, column);

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;
}
