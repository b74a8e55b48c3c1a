using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>Finds columns that a place of a template repeats in all of its rows: the process of <c>Killed process {n}</c>.</summary>
internal sealed class PlaceSources
{
    // Rows whose value is not the most frequent one; few long values are no chance.
    private const int MinOthers = 8;
    private const int MinLongOthers = 4;
    private const int LengthOfLong = 4;
    private const int MaxColumns = 200;

    private readonly Table table;
    private readonly int[] columns;
    private readonly Lazy<ILookup<int, int>> rowsOf;

    /// <summary>Looks among the other columns of a table.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="at">The column of texts.</param>
    public PlaceSources(Table table, int at)
    {
        this.table = table;
        columns =
        [
            .. Enumerable
                .Range(0, table.Width <= MaxColumns ? table.Width : 0)
                .Where(column =>
                    column != at
                    && table.Columns[column].Kind is NumberKind or TimeKind or CategoryKind or IdentifierKind
                ),
        ];
        rowsOf = new(() =>
            table
                .ColumnValues(at)
                .Index()
                .Where(one => !double.IsNaN(one.Item))
                .ToLookup(one => (int)one.Item, one => one.Index)
        );
    }

    /// <summary>What a place repeats in all rows; null for none.</summary>
    /// <param name="members">The texts of the template, each with its rows.</param>
    /// <param name="values">What each of them has in the place.</param>
    public TextSource? Find((int Text, int Rows)[] members, string[] values)
    {
        var counts = members.Zip(values).GroupBy(one => one.Second).Select(group => group.Sum(one => one.First.Rows));
        bool areLong = Array.TrueForAll(values, value => value.Length >= LengthOfLong);
        if (members.Sum(one => one.Rows) - counts.Max() < (areLong ? MinLongOthers : MinOthers))
        {
            return null;
        }

        return columns
            .SelectMany(column => FormsOf(column).Select(source => (column, source)))
            .Where(one => Holds(one.column, one.source, members, values))
            .Select(one => one.source)
            .FirstOrDefault();
    }

    private IEnumerable<TextSource> FormsOf(int column) =>
        table.Columns[column].Kind is NumberKind or TimeKind
            ? TextSource.FormsOfNumber(table.Columns[column].Name, table.Columns[column].Kind is TimeKind)
            : TextSource.Forms(table.Columns[column].Name, hasWords: false, isKey: false);

    private bool Holds(int column, TextSource source, (int Text, int Rows)[] members, string[] values)
    {
        var kind = table.Columns[column].Kind;
        for (int i = 0; i < members.Length; i++)
        {
            foreach (int row in rowsOf.Value[members[i].Text])
            {
                // Most columns differ in the first row.
                if (double.IsNaN(table[row, column]) || source.Of(kind.Write(table[row, column])) != values[i])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
