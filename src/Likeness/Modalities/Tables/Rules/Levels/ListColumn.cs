using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Views;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Lists as their choices: models see for each choice whether a row has it, and whether the list is missing. Samples have lists that the data do not have, of choices that go together
/// and with other columns as often.
/// </summary>
/// <param name="Column">The column of lists.</param>
/// <param name="Choices">The choices that models learn.</param>
/// <param name="Rare">How many choices too few rows have.</param>
/// <param name="MayMiss">Whether a list may be missing.</param>
/// <param name="MayBeEmpty">Whether a list may have no choice.</param>
internal sealed record ListColumn(
    string Column,
    IReadOnlyList<ListChoice> Choices,
    int Rare,
    bool MayMiss,
    bool MayBeEmpty
) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [];

    /// <inheritdoc/>
    internal override IEnumerable<string> DecodesFrom =>
        Choices.Select(choice => choice.Column).Concat(MayMiss ? [Missing] : Array.Empty<string>());

    // A schema declares the kind.
    /// <inheritdoc/>
    internal override IReadOnlyList<string> Texts => [];

    /// <summary>The encoding in a few words.</summary>
    public string Description =>
        $"whether it has each of {Choices.Count} choices"
        + (Rare == 0 ? "" : $", without {Rare} of fewer than {Protection.MinRows} training rows");

    private string Missing => Column + FilledColumn.Suffix;

    /// <summary>Rules, and those of lists, which encode last: others need these as the data has them.</summary>
    /// <param name="rules">The rules of the training rows.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="protects">Whether choices of few rows, or people, stay out of samples.</param>
    public static TableRules Behind(TableRules rules, Table train, bool protects)
    {
        int[] lists =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(i => train.Columns[i].Kind is ListKind && !rules.Restores(train.Columns[i].Name)),
        ];
        if (lists.Length == 0)
        {
            return rules;
        }

        var counted = CountedRows.Find(train, rules.Rules);
        HashSet<string> names = [.. train.Columns.Select(column => column.Name)];
        return rules.With(
            rules.Columns,
            lists.Select(at => Create(train, at, counted.GetValueOrDefault(train.Columns[at].Name), names, protects))
        );
    }

    /// <summary>The column of the data that a column that models see says something of.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="seen">The name of a column that models see.</param>
    public static string OwnerOf(IEnumerable<TableRule> rules, string seen) =>
        rules.OfType<ListColumn>().FirstOrDefault(rule => rule.DecodesFrom.Contains(seen))?.Column ?? seen;

    private static ListColumn Create(Table train, int at, CountedRows? counted, HashSet<string> names, bool protects)
    {
        var column = train.Columns[at];
        double[] cells = train.ColumnValues(at);
        double[] own = counted is null ? cells : Array.ConvertAll(counted.Rows, row => cells[row]);
        int[] counts = ListChoices.CountsOf((ListKind)column.Kind, own);
        int[] kept =
        [
            .. Enumerable
                .Range(0, counts.Length)
                .Where(choice => counts[choice] >= (protects ? Protection.MinRows : 1)),
        ];
        return new(
            column.Name,
            [.. kept.Select(choice => new ListChoice(choice, ListChoices.ColumnOf(column, choice, names).Name))],
            counts.Count(count => count > 0) - kept.Length,
            cells.Any(double.IsNaN),
            kept.Length == 0 || cells.Contains(0)
        );
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows) =>
        Array.ConvertAll(rows.ColumnValues(IndexOf(rows, Column)), cell => MayBeEmpty || cell != 0);

    /// <inheritdoc/>
    public override Table Encode(Table rows) => Encode(rows, isUnknown: false);

    /// <inheritdoc/>
    internal override Table EncodeUnknown(Table rows) => Encode(rows, isUnknown: true);

    private Table Encode(Table rows, bool isUnknown)
    {
        int at = IndexOf(rows, Column);
        double[] cells = rows.ColumnValues(at);
        // What models see has no missing values: a missing list has no choice.
        double[] filled =
            isUnknown || !MayMiss ? cells : Array.ConvertAll(cells, cell => double.IsNaN(cell) ? 0 : cell);
        var columns = rows.Columns.ToList();
        var values = Enumerable.Range(0, rows.Width).Select(rows.ColumnValues).ToList();
        columns.RemoveAt(at);
        values.RemoveAt(at);
        columns.InsertRange(at, Choices.Select(choice => ListChoices.Named(choice.Column)));
        values.InsertRange(at, Choices.Select(choice => ListChoices.Of(filled, choice.Place)));
        if (MayMiss)
        {
            columns.Insert(at, ListChoices.Named(Missing));
            values.Insert(
                at,
                Array.ConvertAll(
                    cells,
                    cell =>
                        !double.IsNaN(cell) ? 0
                        : isUnknown ? double.NaN
                        : 1
                )
            );
        }

        return Table.FromColumns(columns, [.. values], rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int[] at = [.. Choices.Select(choice => IndexOf(rows, choice.Column))];
        int missing = MayMiss ? IndexOf(rows, Missing) : -1;
        double[] cells = new double[rows.RowCount];
        for (int row = 0; row < cells.Length; row++)
        {
            for (int i = 0; i < at.Length; i++)
            {
                double has = rows[row, at[i]];
                cells[row] += double.IsNaN(has) ? double.NaN : has * ListKind.Cell(Choices[i].Place);
            }

            cells[row] = missing >= 0 && rows[row, missing] != 0 ? double.NaN : cells[row];
        }

        int[] left = [.. Enumerable.Range(0, rows.Width).Where(i => i != missing && !at.Contains(i))];
        return Table
            .FromColumns(
                [.. left.Select(i => rows.Columns[i]), column],
                [.. left.Select(rows.ColumnValues), cells],
                rows.Picture
            )
            .WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public bool Equals(ListColumn? other) =>
        other is not null
        && (Column, Rare, MayMiss, MayBeEmpty) == (other.Column, other.Rare, other.MayMiss, other.MayBeEmpty)
        && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Choices.Count, Rare);

    /// <inheritdoc/>
    public override string ToString() => $"each {Column} has a choice";
}
