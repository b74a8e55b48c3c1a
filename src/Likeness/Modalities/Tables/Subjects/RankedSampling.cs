using Likeness.Data;
using Likeness.Data.Ranks;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Samples with ranks, which all rows must be there for: where the rows of the data stand by their ranks, samples do, too.</summary>
/// <param name="encoding">The encoding, which has ranks.</param>
/// <param name="areChosen">Whether conditions chose the rows: learned ranks are then those among all rows.</param>
internal sealed class RankedSampling(TableEncoding encoding, bool areChosen)
{
    /// <summary>All rows, with their ranks.</summary>
    /// <param name="parts">Sampled rows, which are numbered one after another.</param>
    /// <param name="order">The order in which they stand apart from their ranks; null to leave them as they are.</param>
    /// <param name="areInOrder">Whether they stand in the order of the data.</param>
    public IEnumerable<SubjectRows> Of(IEnumerable<SubjectRows> parts, RowOrder? order, bool areInOrder)
    {
        SubjectRows[] all = [.. parts];
        if (all.Length == 0)
        {
            yield break;
        }

        var joined = RowOrder.Joined(all, rows => order?.Of(rows) ?? [.. Enumerable.Range(0, rows.RowCount)]);
        var ranked = joined with { Rows = Ranked(joined.Rows) };
        yield return areInOrder && Standing() is { } rank
            ? RowOrder.Joined([ranked], rows => Sorted(rows, rank))
            : ranked;
    }

    // The one within most groups says where each row stands.
    private RankColumn? Standing() =>
        encoding.Ranks.Where(rank => rank.Rank.Order is not null).MaxBy(rank => rank.Rank.By.Count);

    private Table Ranked(Table rows)
    {
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        var places = rows.Columns.Index().ToDictionary(one => one.Item.Name, one => one.Index);
        foreach (var (column, rank) in encoding.Ranks.Select(rule => (rule.Column, rule.Rank)))
        {
            if (rank.IsOwn && areChosen)
            {
                continue;
            }

            var (groups, _) = Ranking.GroupsOf([.. rank.By.Select(by => cells[places[by]])], rows.RowCount);
            cells[places[column]] = Ranking.Of(cells[places[rank.Score]], groups, rank.Falls, rank.Ties);
        }

        foreach (var rule in encoding.Rules.OfType<OfRankColumn>())
        {
            cells[places[rule.Column]] = Array.ConvertAll(cells[places[rule.By]], rule.Of);
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    // Rows without a rank are last in their group.
    private static int[] Sorted(Table rows, RankColumn rule)
    {
        var cells = new NamedCells(rows);
        double[] ranks = cells[rule.Column];
        var sorted = rule.Rank.Order!.Aggregate(
            Enumerable.Range(0, rows.RowCount).OrderBy(_ => 0),
            (ordered, by) =>
            {
                double[] values = cells[by.Column];
                return ordered.ThenBy(row => by.PlaceOf(values[row]));
            }
        );
        return [.. sorted.ThenBy(row => double.IsNaN(ranks[row]) ? double.PositiveInfinity : ranks[row])];
    }
}
