using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// A category that is always that of one of several other columns, or one of a few levels of its own, such as the winner of a match: <c>winner ∈ {home, away, "tie"}</c>.
/// It is replaced by the column that it repeats, or its own level.
/// </summary>
/// <param name="Column">The column that repeats others.</param>
/// <param name="Sources">The columns that it repeats.</param>
/// <param name="Own">The levels that it has beside theirs.</param>
/// <param name="MayBeMissing">Whether it may be missing.</param>
internal sealed record OneOfColumn(
    string Column,
    IReadOnlyList<string> Sources,
    IReadOnlyList<OwnLevel> Own,
    bool MayBeMissing
) : TableRule
{
    private const double Unknown = double.NaN;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Sources;

    /// <summary>The levels that models see, for some of the column's own.</summary>
    /// <param name="own">Their places among the levels of the column.</param>
    public IEnumerable<double> LabelsOf(IReadOnlyCollection<int> own) =>
        Own.Index().Where(one => own.Contains((int)one.Item.Cell)).Select(one => (double)(Sources.Count + one.Index));

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var column = rows.Column(IndexOf(rows, Column));
        double[] labels = Labels(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = double.IsNaN(column[row]) ? MayBeMissing : !double.IsNaN(labels[row]);
        }

        return holds;
    }

    /// <inheritdoc/>
    /// <remarks>A row that breaks the rule has no density, whatever stands here.</remarks>
    public override Table Encode(Table rows)
    {
        var column = rows.Column(IndexOf(rows, Column));
        double[] labels = Labels(rows);
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = double.IsNaN(labels[row]) && !(double.IsNaN(column[row]) && MayBeMissing) ? 0 : labels[row];
        }

        return Labelled(rows, labels);
    }

    /// <inheritdoc/>
    internal override Table EncodeUnknown(Table rows) => Labelled(rows, Labels(rows));

    private Table Labelled(Table rows, double[] labels)
    {
        int at = IndexOf(rows, Column);
        List<string> levels = [.. Own.Select(level => level.Text)];
        foreach (string source in Sources.Reverse())
        {
            string level = source;
            while (levels.Contains(level))
            {
                level = $"= {level}";
            }

            levels.Insert(0, level);
        }

        return Replaced(
            rows,
            at,
            new Column(Column) { Kind = new CategoryKind(levels), Missing = rows.Columns[at].Missing },
            labels
        );
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        int[] sources = SourcesOf(rows);
        var between = Array.ConvertAll(sources, source => LevelMap.Between(rows.Columns[source], column));
        double[] cells = rows.ColumnValues(at);
        for (int row = 0; row < cells.Length; row++)
        {
            double label = cells[row];
            cells[row] =
                double.IsNaN(label) ? double.NaN
                : label >= sources.Length ? Own[(int)label - sources.Length].Cell
                : Possible(column, between[(int)label](rows[row, sources[(int)label]]));
        }

        return Replaced(rows, at, column, cells);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => FilledFrom(rows, (row, column) => !double.IsNaN(rows[row, column]));

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        rows = FilledFrom(rows, isObserved, ofSeveral: true);
        int[] sources = SourcesOf(rows);
        var between = Array.ConvertAll(sources, source => LevelMap.Between(rows.Columns[source], rows.Columns[at]));
        bool[] holds = Holds(rows);
        double[] cells = rows.ColumnValues(at);
        for (int row = 0; row < cells.Length; row++)
        {
            if (!holds[row] && !isObserved(row, at))
            {
                int which = row % sources.Length;
                cells[row] = Possible(rows.Columns[at], between[which](rows[row, sources[which]]));
            }
        }

        return Replaced(rows, at, rows.Columns[at], cells).WrittenAs(rows.Dialect);
    }

    // A known value that no known column has is that of the unknown one: of several, any.
    private Table FilledFrom(Table rows, Func<int, int, bool> isObserved, bool ofSeveral = false)
    {
        int at = IndexOf(rows, Column);
        int[] sources = SourcesOf(rows);
        var between = Array.ConvertAll(sources, source => LevelMap.Between(rows.Columns[at], rows.Columns[source]));
        double[] labels = Labels(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < labels.Length; row++)
        {
            if (!double.IsNaN(labels[row]) || !isObserved(row, at))
            {
                continue;
            }

            int[] unknown = [.. Enumerable.Range(0, sources.Length).Where(source => !isObserved(row, sources[source]))];
            if (unknown.Length == 1 || (ofSeveral && unknown.Length > 1))
            {
                int which = unknown[row % unknown.Length];
                double value = Possible(rows.Columns[sources[which]], between[which](cells[at][row]));
                cells[sources[which]][row] = double.IsNaN(value) ? cells[sources[which]][row] : value;
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    // The first column that has a row's value, or the place of its own level behind these; NaN where there is none.
    private double[] Labels(Table rows)
    {
        int at = IndexOf(rows, Column);
        int[] sources = SourcesOf(rows);
        var between = Array.ConvertAll(sources, source => LevelMap.Between(rows.Columns[source], rows.Columns[at]));
        var labels = new double[rows.RowCount];
        for (int row = 0; row < labels.Length; row++)
        {
            double value = rows[row, at];
            int label = Array.FindIndex(
                [.. Enumerable.Range(0, sources.Length)],
                source => between[source](rows[row, sources[source]]) == value
            );
            int own = 0;
            while (label < 0 && own < Own.Count && Own[own].Cell != value)
            {
                own++;
            }

            labels[row] =
                label >= 0 ? label
                : own < Own.Count ? sources.Length + own
                : Unknown;
        }

        return labels;
    }

    private int[] SourcesOf(Table rows) => [.. Sources.Select(source => IndexOf(rows, source))];

    private static double Possible(Column column, double value) =>
        double.IsFinite(value) && IsPossible(column, value) ? value : double.NaN;

    /// <inheritdoc/>
    public bool Equals(OneOfColumn? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Column} ∈ {{{string.Join(", ", Sources.Concat(Own.Select(level => $"\"{level.Text}\"")))}}}";
}

/// <summary>A level that a column has beside those of the columns that it repeats, such as a tie.</summary>
/// <param name="Cell">The cell of the column.</param>
/// <param name="Text">Its text.</param>
internal readonly record struct OwnLevel(double Cell, string Text);
