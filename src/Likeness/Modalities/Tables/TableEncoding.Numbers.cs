using Likeness.Data;
using Likeness.Data.Json;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables;

/// <summary>The numbers that models see of rows.</summary>
public sealed partial class TableEncoding
{
    /// <summary>The numbers of rows with the columns of the data, and what is added to the log-density of each, in nats: −∞ if it breaks a rule.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="keys">The keys of rows, where the model knows the rows before; null where these have them.</param>
    internal (Table Numbers, double[] Added) ToNumbers(Table rows, KeyedRows? keys = null)
    {
        var encoded = rules.Encode(rows);
        var (numbers, added) = view.Encode(Widened(rows, encoded, keys));
        double[] logs = Panel?.LogDerivatives(encoded) ?? new double[rows.RowCount];
        foreach (double[] more in rules.Rules.Select(rule => rule.LogDerivatives(rows)).OfType<double[]>())
        {
            logs = [.. logs.Zip(more, (log, one) => log + one)];
        }

        bool[] holds = rules.Hold(rows);
        return (numbers, [.. added.Select((log, row) => holds[row] ? log + logs[row] : double.NegativeInfinity)]);
    }

    /// <summary>Rows with columns as the data have them, where files may write these otherwise.</summary>
    /// <param name="rows">Rows of a file, with columns in any order.</param>
    internal Table Expected(Table rows) => ExpectedKeys.In(Dialect?.Split(rows) ?? rows, Columns);

    /// <summary>Rows in which unknown cells that follow from known ones are filled.</summary>
    /// <param name="rows">Rows with the columns of the data; NaN where unknown.</param>
    internal Table Complete(Table rows) => rules.Complete(rows);

    /// <summary>The missing cells that are so because of what else their row has, [columns][rows].</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    internal bool[][] MustMiss(Table rows)
    {
        bool[][] must = rules.MustMiss(rows);
        Absent.Mark(rows, must);
        return must;
    }

    /// <summary>The numbers of rows whose missing values are to be imputed: NaN there.</summary>
    internal Table ToUnknownNumbers(Table rows)
    {
        var encoded = rules.EncodeUnknown(rules.Complete(rows));
        return view.EncodeUnknown(Panel?.Alone(encoded) ?? Context?.Unknown(encoded) ?? encoded);
    }

    /// <summary>The numbers of rows of a panel of which only the series and times are known: NaN for the others.</summary>
    /// <param name="rows">Rows with the columns of the data; NaN where unknown.</param>
    /// <param name="source">The rows before; null for none.</param>
    /// <param name="before">The place of each row's row before among these; −1 where there is none.</param>
    internal Table ToPanelNumbers(Table rows, Table? source, int[] before) =>
        view.EncodeUnknown(
            Panel!.Next(
                rules.EncodeUnknown(rules.Complete(rows)),
                source is null ? null : Panel.WithEnds(rules.Encode(source), () => source),
                before
            )
        );

    /// <summary>The numbers of the next rows of keys, of which models know the rows before; else NaN, but for what the rows of a key share, which stands as in the row before.</summary>
    /// <param name="source">The rows before, with the columns of the data.</param>
    /// <param name="place">The place of the rows in their keys, from 1.</param>
    /// <param name="nested">The rows in their inner keys.</param>
    internal Table ToNextNumbers(Table source, int place, NestedRows nested)
    {
        var encoded = InView(rules.Encode(source));
        int[] before = [.. Enumerable.Range(0, source.RowCount)];
        return view.Encode(Context!.Widened(encoded, encoded, before, place, nested, rules.Rules)).Numbers;
    }

    /// <summary>The same for first rows, of which nothing is known.</summary>
    /// <param name="count">The number of rows.</param>
    internal Table ToFirstNumbers(int count)
    {
        double[] unknown = [.. Enumerable.Repeat(double.NaN, count)];
        Column[] own = [.. view.Columns.Where(column => !Context!.IsOwn(column.Name))];
        var rows = Table.FromColumns(own, [.. own.Select(_ => unknown)]);
        int[] before = [.. Enumerable.Repeat(-1, count)];
        return view.Encode(
            Context!.Widened(rows, rows, before, place: 0, NestedRows.First(count), rules.Rules)
        ).Numbers;
    }

    // Behind the columns that models see, samples may have exceptions of what rows share.
    private Table InView(Table encoded)
    {
        var names = encoded.Columns.Select(column => column.Name).ToList();
        Column[] own = [.. view.Columns.Where(column => !Context!.IsOwn(column.Name))];
        return Table.FromColumns(
            own,
            [.. own.Select(column => encoded.ColumnValues(names.IndexOf(column.Name)))],
            encoded.Picture
        );
    }
}
