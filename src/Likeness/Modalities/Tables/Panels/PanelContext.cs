using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// What a model knows of a row of a panel: its series and its time, and the level of the series, relative to which numbers are learned.
/// </summary>
/// <param name="Rows">Which rows the panel has.</param>
/// <param name="Levels">The numbers that are learned relative to the level of their series.</param>
internal sealed record PanelContext(PanelRows Rows, IReadOnlyList<SeriesLevel> Levels) : IRelativeColumns
{
    private PanelIndex? index;

    /// <summary>The context that training rows have.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    /// <param name="encoded">Training rows as the rules leave them.</param>
    /// <param name="rules">The rules; numbers that others are looked up by stay as they are.</param>
    public static PanelContext Fit(PanelRows panel, Table encoded, IReadOnlyList<TableRule> rules)
    {
        var context = new PanelContext(panel, []);
        string[] whole = [.. panel.Known, .. DeterminedColumn.Of(rules).Select(rule => rule.By)];
        // What rules restore the names of series from is known, but not seen.
        return panel.Keys.All(name => encoded.Columns.Any(column => column.Name == name))
            ? context with
            {
                Levels = SeriesLevels.Find(panel, encoded, whole, context.Index.Series(encoded)),
            }
            : context;
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public IEnumerable<string> Restored => Levels.Select(level => level.Column);

    private PanelIndex Index => index ??= new PanelIndex(Rows);

    /// <inheritdoc/>
    public IEnumerable<string> Needs(string column) =>
        Levels.FirstOrDefault(level => level.Column == column) switch
        {
            null => [],
            { Knots.Count: 0 } => Rows.Keys,
            _ => [.. Rows.Keys, Rows.Time],
        };

    /// <summary>Rows with numbers relative to the levels of their series.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    public Table Relative(Table encoded)
    {
        if (Levels.Count == 0)
        {
            return encoded;
        }

        return Changed(encoded, (level, column) => (column with { Grid = null }, level.Relative));
    }

    /// <inheritdoc/>
    public Table Decode(Table seen)
    {
        if (!seen.Columns.Any(column => Restored.Contains(column.Name)))
        {
            return seen;
        }

        return Changed(seen, (level, column) => (column with { Grid = level.Grid }, level.Absolute));
    }

    /// <summary>What is added to the log-density of each row, in nats: the logarithm of the derivative of what models see by the numbers.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    public double[] LogDerivatives(Table encoded)
    {
        double[] logs = new double[encoded.RowCount];
        if (!Levels.Any(level => level.IsRatio))
        {
            return logs;
        }

        var (seriesOf, times) = At(encoded);
        var cells = new NamedCells(encoded);
        foreach (var level in Levels.Where(level => level.IsRatio))
        {
            double[] numbers = cells[level.Column];
            for (int row = 0; row < logs.Length; row++)
            {
                logs[row] -= double.IsNaN(numbers[row]) ? 0 : Math.Log(level.Of(seriesOf[row], times[row]));
            }
        }

        return logs;
    }

    private (int[] Series, double[] Times) At(Table rows) =>
        (
            Index.Series(rows),
            // Where no path is needed, times may be left out.
            rows.Columns.Any(column => column.Name == Rows.Time)
                ? new NamedCells(rows)[Rows.Time]
                : [.. Enumerable.Repeat(double.NaN, rows.RowCount)]
        );

    private Table Changed(
        Table rows,
        Func<SeriesLevel, Column, (Column Column, Func<double, int, double, double> Cell)> change
    )
    {
        var (series, times) = At(rows);
        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (var level in Levels)
        {
            int at = Array.FindIndex(columns, column => column.Name == level.Column);
            if (at >= 0)
            {
                (columns[at], var cell) = change(level, columns[at]);
                cells[at] = [.. cells[at].Select((value, row) => cell(value, series[row], times[row]))];
            }
        }

        return Table.FromColumns(columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public bool Equals(PanelContext? other) =>
        other is not null && Rows.Equals(other.Rows) && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, Levels.Count);
}
