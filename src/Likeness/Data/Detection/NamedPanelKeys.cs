using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Texts that name units with a row for each of a few times, such as countries with three or four years: fewer than protection keeps in samples. They are keys of several rows, which samples number, so that the rows of a unit agree
/// and have different times. Those of more rows each are levels of a panel, see <see cref="PanelSearch"/>.
/// </summary>
internal static class NamedPanelKeys
{
    private const int MinKeys = 10;
    private const int MinRows = 2; // of each, on average
    private const int MaxRows = 4; // of nearly all
    private const double NearlyAll = 0.9;

    /// <summary>The table with such keys.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema) =>
        loaded.Table.Columns.Any(column => column.Kind is IdentifierKind { Repeats: true })
            ? loaded
            : loaded.WithKinds(schema, at => Find(loaded.Table, at));

    private static (ColumnKind, double[], string)? Find(Table table, int at)
    {
        var column = table.Columns[at];
        var texts = column.Kind switch
        {
            CategoryKind { IsOrdered: false } levels => levels.Levels,
            TextKind { IsInvented: true } text => text.Texts,
            _ => [],
        };
        if (texts.Count < MinKeys || texts.Count * MinRows > table.RowCount)
        {
            return null;
        }

        double[] cells = table.ColumnValues(at);
        int[] rows = [.. cells.Where(cell => !double.IsNaN(cell)).CountBy(cell => cell).Select(one => one.Value)];
        return
            rows.Sum() == cells.Length
            && rows.Count(count => count is >= MinRows and <= MaxRows) >= NearlyAll * rows.Length
            && (PanelSearch.TimeOf(table, at) ?? CrossedWith(table, at, texts.Count)) is { } time
            ? (
                new IdentifierKind(texts, Pattern(column.Name)) { Next = 1, Repeats = true },
                cells,
                $"at most one row for each '{time}', and few rows each, which protection would keep from samples: samples number them"
            )
            : null;
    }

    // A category of which each unit has nearly each level, once: the indicators of countries.
    private static string? CrossedWith(Table table, int at, int units) =>
        table
            .Columns.Index()
            .Where(other =>
                other.Index != at
                && other.Item.Kind is CategoryKind { LevelCount: >= MinRows } levels
                && table.RowCount >= NearlyAll * units * levels.LevelCount
                && KeyEvidence.IsPanel(table.Column(at), table.Column(other.Index))
            )
            .Select(other => other.Item.Name)
            .FirstOrDefault();

    private static string Pattern(string name) =>
        $"{(name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '_') ? name : "Unit")} {{0}}";
}
