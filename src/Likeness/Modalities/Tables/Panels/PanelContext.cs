using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// What a model knows of a row of a panel: its series and its time, and the level of the series, relative to which numbers are learned.
/// </summary>
/// <param name="Rows">Which rows the panel has.</param>
/// <param name="Levels">The numbers that are learned relative to the level of their series.</param>
internal sealed record PanelContext(PanelRows Rows, IReadOnlyList<SeriesLevel> Levels) : IRelativeColumns
{
    private PanelIndex? index;

    /// <summary>What models know of the row before of the same series; null where its numbers do not persist.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PanelSteps? Following { get; init; }

    /// <summary>The columns that are missing in the first or last rows of each series; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PanelAbsences? Absences { get; init; }

    /// <summary>The context with the columns that are missing in the first or last rows of each series.</summary>
    /// <param name="rows">Training rows with the columns of the data.</param>
    public PanelContext WithAbsences(Table rows) =>
        PanelAbsences.Find(Rows, Index, rows) is { All.Count: > 0 } found ? this with { Absences = found } : this;

    /// <summary>The context that training rows have.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    /// <param name="encoded">Training rows as the rules leave them.</param>
    /// <param name="rules">The rules; numbers that others are looked up by stay as they are.</param>
    public static PanelContext Fit(PanelRows panel, Table encoded, IReadOnlyList<TableRule> rules)
    {
        var context = new PanelContext(panel, []);
        // What rules restore the names of series from is known, but not seen.
        return panel.Keys.All(name => encoded.Columns.Any(column => column.Name == name))
            ? context with
            {
                Levels = SeriesLevels.Find(panel, encoded, Whole(panel, rules), context.Index.Series(encoded)),
            }
            : context;
    }

    // Numbers that others are looked up by stay as they are.
    private static string[] Whole(PanelRows panel, IReadOnlyList<TableRule> rules) =>
        [.. panel.Known, .. DeterminedColumn.Of(rules).Select(rule => rule.By)];

    /// <inheritdoc/>
    [JsonIgnore]
    public IEnumerable<string> Restored => Levels.Select(level => level.Column).Union(Steps.Restored);

    private SubjectSteps Steps => Following?.Steps ?? SubjectSteps.None;

    private PanelIndex Index => index ??= new PanelIndex(Rows);

    /// <inheritdoc/>
    [JsonIgnore]
    public IEnumerable<string> Compared => Levels.Where(level => level.Whole is not null).Select(level => level.Column);

    /// <inheritdoc/>
    public double[] Compare(string column, Table decoded)
    {
        var (series, times) = At(decoded);
        var whole = Levels.First(level => level.Column == column).Whole!;
        return
        [
            .. new NamedCells(decoded)[column].Select((cell, row) => whole.Relative(cell, series[row], times[row])),
        ];
    }

    /// <inheritdoc/>
    public IEnumerable<string> Needs(string column) =>
        (
            Levels.FirstOrDefault(level => level.Column == column) switch
            {
                null => [],
                { NeedsTimes: false } => Rows.Keys,
                _ => [.. Rows.Keys, Rows.Time],
            }
        ).Concat(Steps.Needs(column));

    /// <summary>The context with what rows know of those before them.</summary>
    /// <param name="encoded">Training rows as the rules leave them.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="mayStep">Whether a column may have steps.</param>
    /// <param name="recurrences">The columns that go on from the row before; null for none.</param>
    public PanelContext WithSteps(
        Table encoded,
        IReadOnlyList<TableRule> rules,
        Func<string, bool> mayStep,
        PanelRecurrences? recurrences = null
    )
    {
        recurrences ??= PanelRecurrences.None;
        if (
            Rows.Keys.Append(Rows.Time).Any(name => encoded.Columns.All(column => column.Name != name))
            || (
                recurrences.IsEmpty
                    ? !PanelSteps.Persist(Rows, Index, Relative(encoded), mayStep)
                    : !PanelSteps.MayFollow(Rows)
            )
        )
        {
            return this;
        }

        // What is left around paths stays near them.
        var context = this with
        {
            Levels = SeriesLevels.Find(Rows, encoded, Whole(Rows, rules), Index.Series(encoded), havePaths: true),
        };
        return PanelSteps.Find(context, Index, context.Relative(encoded), mayStep, recurrences) is { } following
            ? context with
            {
                Following = following,
            }
            : this;
    }

    /// <summary>Whether a column is one of the row before.</summary>
    public bool IsBefore(string column) => Following?.IsBefore(column) == true;

    /// <summary>Whether a column is none of the data.</summary>
    public bool IsOwn(string column) => IsBefore(column) || Steps.IsStep(column);

    /// <summary>Rows as models see them that know no rows before.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    public Table Alone(Table encoded) => Next(encoded, null, [.. Enumerable.Repeat(-1, encoded.RowCount)]);

    /// <summary>Rows as models see them, given those before them.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    /// <param name="source">The rows before, likewise; null for none.</param>
    /// <param name="before">The place of each row's row before among these; −1 where there is none: [encoded.RowCount].</param>
    public Table Next(Table encoded, Table? source, int[] before)
    {
        var relative = Relative(Following?.Recurrences?.WithoutEnds(encoded) ?? encoded);
        return Following?.Encode(
                relative,
                source is null ? relative : Relative(source),
                before,
                RelativeFrom(Following.Recurrences?.From(source, before) ?? [], encoded)
            )
            ?? relative;
    }

    private IEnumerable<(string Name, double[] Cells)> RelativeFrom(
        IEnumerable<(string Name, RowRecurrence One, double[] Cells)> from,
        Table encoded
    )
    {
        foreach (var (name, one, cells) in from)
        {
            if (Levels.FirstOrDefault(level => level.Column == one.Column) is { } level)
            {
                var (series, times) = At(encoded);
                yield return (name, [.. cells.Select((cell, row) => level.Relative(cell, series[row], times[row]))]);
            }
            else
            {
                yield return (name, cells);
            }
        }
    }

    /// <summary>Training rows as models see them: some are not given those before them.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    public Table Training(Table encoded) =>
        Following is null ? Relative(encoded) : Next(encoded, encoded, PanelSteps.Hidden(Index.Before(encoded)));

    /// <summary>Rows as models see them, given those before them.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    /// <param name="others">Further rows, among which those before may be; null for none.</param>
    public Table Behind(Table encoded, Table? others)
    {
        if (Following is null || others is null)
        {
            return Alone(encoded);
        }

        var all = SubjectSampling.Joined([encoded, others]);
        return Next(encoded, all, Index.Before(all)[..encoded.RowCount]);
    }

    /// <summary>Encoded rows with what is known of rows that follow them.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    /// <param name="rows">Gives the same rows with the columns of the data, where they are needed.</param>
    public Table WithEnds(Table encoded, Func<Table> rows) =>
        Following?.Recurrences?.WithEnds(encoded, rows()) ?? encoded;

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
        var rows = Following?.Decode(seen) ?? seen;
        return rows.Columns.Any(column => Levels.Any(level => level.Column == column.Name))
            ? Changed(rows, (level, column) => (column with { Grid = level.Grid }, level.Absolute))
            : rows;
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
                logs[row] += double.IsNaN(numbers[row])
                    ? 0
                    : level.LogDerivative(numbers[row], seriesOf[row], times[row]);
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
        other is not null
        && Rows.Equals(other.Rows)
        && Levels.SequenceEqual(other.Levels)
        && Following == other.Following
        && Absences == other.Absences;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, Levels.Count);
}
