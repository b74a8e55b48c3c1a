using Likeness.Data;
using Likeness.Data.Ranks;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>A column of ranks, which models do not see: samples get theirs when all rows are there, see <see cref="Subjects.RankedSampling"/>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rank">What is ranked.</param>
internal sealed record RankColumn(string Column, RankedColumn Rank) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Rank.Score, .. Rank.By];

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

        var found = find(Without(train, ranks));
        var columns = found.Columns.ToDictionary(column => column.Name);
        return found
            .With([.. train.Columns.Select(column => columns.GetValueOrDefault(column.Name, column))], [])
            .After(ranks);
    }

    /// <summary>Rows without their columns of ranks.</summary>
    public static Table Without(Table rows) =>
        Without(
            rows,
            rows.Columns.Where(column => column.Rank is not null)
                .Select(column => new RankColumn(column.Name, column.Rank!))
        );

    private static Table Without(Table rows, IEnumerable<RankColumn> ranks) =>
        ranks.Aggregate(rows, (left, rank) => rank.Encode(left));

    /// <inheritdoc/>
    /// <remarks>Ranks of a part of the rows have holes.</remarks>
    public override bool[] Holds(Table rows)
    {
        var holds = new bool[rows.RowCount];
        Array.Fill(holds, true);
        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        return rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => i != at)]);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        var unknown = new double[rows.RowCount];
        Array.Fill(unknown, double.NaN);
        return Table.FromColumns(
            [.. rows.Columns, column],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), unknown]
        );
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;
}
