using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Privacy;

/// <content>Levels that stand for rare ones with the same coarse values.</content>
internal sealed partial class Protection
{
    /// <summary>Samples without levels that stand for others: they are missing.</summary>
    /// <param name="rows">Samples that satisfy the rules.</param>
    public Table WithoutStandIns(Table rows)
    {
        var standIns = limits.Where(limit => limit.StandIns is not null).ToDictionary(limit => limit.Column);
        if (standIns.Count == 0)
        {
            return rows;
        }

        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int column = 0; column < columns.Length; column++)
        {
            if (standIns.GetValueOrDefault(columns[column].Name)?.StandIns is { } levels)
            {
                columns[column] = columns[column] with { Missing = columns[column].Missing ?? "" };
                var blank = levels.Select(level => (double)level).ToHashSet();
                cells[column] = Array.ConvertAll(cells[column], cell => blank.Contains(cell) ? double.NaN : cell);
            }
        }

        return Table.FromColumns(columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <summary>Samples with levels that stand for others in place of those that are missing, so that rules can be checked.</summary>
    /// <param name="rows">Samples.</param>
    /// <param name="rules">The rules.</param>
    public Table WithStandIns(Table rows, IReadOnlyList<TableRule> rules)
    {
        var cells = new NamedCells(rows);
        var changed = new Dictionary<string, double[]>();
        foreach (var limit in limits.Where(limit => limit.StandIns is not null))
        {
            var determined = DeterminedColumn.Of(rules).Where(rule => rule.By == limit.Column).ToList();
            double[] values = [.. cells[limit.Column]];
            for (int row = 0; row < values.Length; row++)
            {
                if (double.IsNaN(values[row]))
                {
                    values[row] = limit
                        .StandIns!.Select(level => (double)level)
                        .Where(level => determined.TrueForAll(rule => rule.Of(level).Equals(cells[rule.Column][row])))
                        .DefaultIfEmpty(double.NaN)
                        .First();
                }
            }

            changed[limit.Column] = values;
        }

        return changed.Count == 0
            ? rows
            : Table
                .FromColumns(
                    rows.Columns,
                    [
                        .. rows.Columns.Select(
                            (column, i) => changed.GetValueOrDefault(column.Name) ?? rows.ColumnValues(i)
                        ),
                    ],
                    rows.Picture
                )
                .WrittenAs(rows.Dialect);
    }

    private ColumnLimits WithStandIns(ColumnLimits limit, Table train, IReadOnlyList<TableRule> rules)
    {
        int at = train.Columns.ToList().FindIndex(column => column.Name == limit.Column);
        int[] standIns =
            limit.Rare.Count == 0 ? [] : Coarse(limit.Column, rules).StandIns(train.Column(at), limit.Rare);
        return standIns.Length == 0 ? limit : limit with { StandIns = standIns };
    }

    private CoarseValues Coarse(string column, IReadOnlyList<TableRule> rules) => new(column, rules, IsEmitted);
}
