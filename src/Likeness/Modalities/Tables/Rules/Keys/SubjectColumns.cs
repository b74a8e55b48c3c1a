using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// Columns that are the same in all rows of a key, such as the sex of a patient with several visits. Models see single rows; samples are put together to subjects, whose numbers of rows are
/// distributed as in the data.
/// </summary>
/// <param name="Column">The column of keys, which repeat.</param>
/// <param name="Same">The columns that are the same in all rows of a key; may be none.</param>
/// <param name="Sizes">The numbers of rows, and how many keys of the data have each.</param>
/// <param name="AreTogether">Whether the rows of each key stand next to each other in the data.</param>
/// <param name="Similar">The columns of numbers that differ less in the rows of a key than otherwise.</param>
internal sealed record SubjectColumns(
    string Column,
    IReadOnlyList<string> Same,
    IReadOnlyList<KeyRowCount> Sizes,
    bool AreTogether,
    IReadOnlyList<SimilarColumn> Similar
) : TableRule
{
    // By chance half of the differences are falls: 2⁻³⁰ is 10⁻⁹.
    private const int MinRises = 30;

    private const int MinKeys = 200;
    private const int MinSeries = 20;

    /// <summary>The rule of rows.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="column">The column of keys, which repeat.</param>
    /// <param name="same">The columns that are the same in all rows of a key.</param>
    /// <param name="minKeys">The keys that a number of rows must have to be kept.</param>
    public static SubjectColumns Create(Table rows, int column, IReadOnlyList<int> same, int minKeys)
    {
        // Of all rows of the data, where they are known: training rows lack some of each key's.
        var counted = (rows.Columns[column].Kind as IdentifierKind)?.Rows ?? KeyRows.Count(rows.Column(column));
        var series = SubjectSeries.Find(rows, column, same);
        return new(
            rows.Columns[column].Name,
            [.. same.Select(i => rows.Columns[i].Name)],
            counted.Merged(minKeys).Sizes,
            counted.AreTogether,
            SimilarColumn.All(rows, column, same, series)
        )
        {
            OrderedBy = counted.AreTogether ? OrderOf(rows, column) : null,
            Series = series,
        };
    }

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <summary>The column by which the rows of each key are in order, where they stand next to each other: the number or time of a visit; null for none.</summary>
    public string? OrderedBy { get; init; }

    /// <summary>The key in which each key is as a whole, as the orders of a customer; null for none.</summary>
    public OuterKey? Within { get; init; }

    /// <summary>How the rows of each key follow each other; null if they do not.</summary>
    public SubjectSeries? Series { get; init; }

    /// <summary>A sentence on the rows of a key.</summary>
    internal string Remark
    {
        get
        {
            string rows = string.Create(
                CultureInfo.InvariantCulture,
                $"rows of one '{Column}' ({MeanRows:0.0} on average)"
            );
            string own =
                Within is { AreNumbered: true } numbered ? OfVisits(numbered)
                : Within is { } outer ? OfOuter(outer)
                : Same.Count == 0 ? $"samples have as many {rows}"
                : $"{rows} agree in {string.Join(", ", Same)}; samples do, too";
            own = Series?.Remark is { } series ? $"{own}; {series}" : own;
            return Within?.Repeated is { } repeated ? $"{own}; {repeated.Remark}" : own;
        }
    }

    private string OfOuter(OuterKey outer)
    {
        string[] own = [.. Same.Where(name => name != outer.Column)];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"'{Column}' is a key within '{outer.Column}': each '{outer.Column}' has {outer.Mean:0.0} on average, of {MeanRows:0.0} rows each{(own.Length == 0 ? "" : $" that agree in {string.Join(", ", own)}")}{(outer.Counter is null ? "" : $", and '{outer.Counter}' counts them")}; so have samples"
        );
    }

    private string OfVisits(OuterKey outer)
    {
        string[] own = [.. Same.Where(name => name != Column)];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"rows of one '{outer.Column}' and one '{Column}' belong together: each '{outer.Column}' has {outer.Mean:0.0} '{Column}' on average, of {MeanRows:0.0} rows each{(own.Length == 0 ? "" : $" that agree in {string.Join(", ", own)}")}{(outer.Counter is null ? "" : $", and '{outer.Counter}' counts them")}; so have samples"
        );
    }

    /// <summary>
    /// Whether all rows of a key belong to one part of the data. Those of few keys that determine nothing, such as a manager's employees, do not, unless they follow each other: a part of few
    /// managers is not like the others.
    /// </summary>
    internal bool StayTogether =>
        Same.Count > 0
        || Sizes.Sum(size => size.Keys) is var keys && (keys >= MinKeys || (Series is not null && keys >= MinSeries));

    /// <summary>The mean number of rows of a key.</summary>
    internal double MeanRows => new KeyRows(Sizes, AreTogether).Mean;

    /// <summary>The column that never falls, and rises most often, within keys whose rows stand next to each other; null for none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">The column of keys.</param>
    internal static string? OrderOf(Table rows, int key)
    {
        var keys = rows.Column(key);
        (int Rises, string? Name) best = (MinRises - 1, null);
        for (int i = 0; i < rows.Width; i++)
        {
            var cells = rows.Column(i);
            int rises = 0;
            for (int row = 1; row < keys.Length && rises >= 0 && rows.Columns[i].Kind.IsNumeric; row++)
            {
                // Comparisons with NaN are false.
                bool isSame = keys[row] == keys[row - 1];
                rises =
                    isSame && cells[row] < cells[row - 1] ? -1
                    : isSame && cells[row] > cells[row - 1] ? rises + 1
                    : rises;
            }

            best = rises > best.Rises ? (rises, rows.Columns[i].Name) : best;
        }

        return best.Name;
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Texts => [.. Values.Select(value => value.ToString())];

    /// <summary>The rule of each column that is the same.</summary>
    /// <remarks>Schemas have no words for what two columns determine together.</remarks>
    internal IEnumerable<SubjectValue> Values =>
        Within is { AreNumbered: true } ? [] : Same.Select(name => new SubjectValue(name, Column));

    /// <summary>The columns that the rows of a key share, or in which they follow each other: these stay as they are.</summary>
    internal IEnumerable<string> Kept =>
        (
            (string?[])
                [
                    .. Same,
                    OrderedBy,
                    Within?.Counter,
                    .. Within?.Distinct ?? [],
                    .. Series?.Unlike ?? [],
                    Series?.Counter,
                    Series?.Times?.Column,
                    .. (Series?.Totals ?? []).Select(total => total.Column),
                    .. (Series?.Recurrences ?? []).Select(one => one.Column),
                ]
        ).OfType<string>();

    /// <summary>Whether rows have the columns of keys, which rules may have replaced.</summary>
    internal bool HasKeys(Table rows) =>
        new[] { Column, Within is { AreNumbered: true } numbered ? numbered.Column : Column }.All(name =>
            rows.Columns.Any(column => column.Name == name)
        );

    /// <inheritdoc/>
    /// <remarks>All rows of a key do, or none. Keys that a run does not keep are unknown.</remarks>
    public override bool[] Holds(Table rows)
    {
        var holds = new bool[rows.RowCount];
        Array.Fill(holds, true);
        int[] first = FirstRows(rows);
        foreach (string name in Same)
        {
            var cells = rows.Column(IndexOf(rows, name));
            for (int row = 0; row < holds.Length; row++)
            {
                holds[first[row]] &= cells[row].Equals(cells[first[row]]);
            }
        }

        foreach (string name in Series?.Unlike ?? [])
        {
            var cells = rows.Column(IndexOf(rows, name));
            var seen = new HashSet<(int, double)>();
            for (int row = 0; row < holds.Length; row++)
            {
                holds[first[row]] &= double.IsNaN(cells[row]) || seen.Add((first[row], cells[row]));
            }
        }

        bool areKnown = rows.Columns[IndexOf(rows, Column)].Kind is not IdentifierKind { Texts.Count: 0 };
        if (areKnown && Series is { Recurrences.Count: > 0 } series)
        {
            var cells = new NamedCells(rows);
            foreach (var group in first.Index().GroupBy(one => one.Item, one => one.Index))
            {
                holds[group.Key] &= series.GoOn(cells, group);
            }
        }

        return Array.ConvertAll(first, row => holds[row]);
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows) =>
        Values.Aggregate(rows, (completed, value) => value.Complete(completed));

    /// <summary>The first row of each row's key: [rows.RowCount]. A row without a key is alone, and so are all where keys are unknown.</summary>
    internal int[] FirstRows(Table rows)
    {
        int at = IndexOf(rows, Within is { AreNumbered: true } numbered ? numbered.Column : Column);
        int[] first = [.. Enumerable.Range(0, rows.RowCount)];
        if (rows.Columns[at].Kind is IdentifierKind { Texts.Count: 0 })
        {
            return first;
        }

        var keys = rows.Column(at);
        var parts = rows.Column(IndexOf(rows, Column));
        var rowOf = new Dictionary<(double, double), int>();
        for (int row = 0; row < first.Length; row++)
        {
            var key = (keys[row], parts[row]);
            if (!double.IsNaN(key.Item1) && !double.IsNaN(key.Item2) && !rowOf.TryAdd(key, row))
            {
                first[row] = rowOf[key];
            }
        }

        return first;
    }

    /// <inheritdoc/>
    public bool Equals(SubjectColumns? other) =>
        other is not null
        && (Column, AreTogether, OrderedBy, Series, Within)
            == (other.Column, other.AreTogether, other.OrderedBy, other.Series, other.Within)
        && Same.SequenceEqual(other.Same)
        && Sizes.SequenceEqual(other.Sizes)
        && Similar.SequenceEqual(other.Similar);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Same.Count);

    /// <inheritdoc/>
    public override string ToString() =>
        Within is { AreNumbered: true } numbered
            ? $"{numbered.Column} and {Column} determine {string.Join(", ", Same.Where(name => name != Column))}"
            : $"{Column} determines {string.Join(", ", Same)}";

    /// <summary>What <see cref="Holds"/> checks, in words; empty for what has no name in a schema.</summary>
    internal string Checked =>
        string.Join(
            "; ",
            (Series?.Recurrences ?? [])
                .Select(one => one.ToString())
                .Prepend(Same.Any(name => name != Column) ? ToString() : "")
                .Where(text => text.Length > 0)
        );
}
