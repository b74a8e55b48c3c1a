using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers that are codes by their name (<c>movieId</c>, <c>store_id</c>, <c>IdProduct</c>) and repeat: no number between two of them is one. They become levels, or keys where most rows have one of few rows.
/// </summary>
internal static class IdCodes
{
    private const int MinRowsOfEach = 2; // on average

    // Matched sets, households: many, none of which has many rows.
    private const int MinSets = 100;
    private const int MaxRowsOfSet = 10;

    /// <summary>The table with such levels.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema) =>
        loaded.WithKinds(schema, at => Find(loaded.Table, at));

    private static (ColumnKind, double[], string)? Find(Table table, int at)
    {
        var column = table.Columns[at];
        if (
            column.Kind is not NumberKind number
            || column.Codes is { Values.Count: > 0 }
            || !NumberKeys.ArePlain(number.Format)
            || TimeNames.Are(column.Name)
            || !AreNamed(column.Name)
        )
        {
            return null;
        }

        double[] cells = table.ColumnValues(at);
        double[] known = Array.FindAll(cells, cell => !double.IsNaN(cell));
        var rowsOf = known.CountBy(cell => cell).ToDictionary();
        if (
            rowsOf.Count < 2
            || known.Length < MinRowsOfEach * rowsOf.Count
            || !Array.TrueForAll(known, cell => cell is >= 0 and <= NumberKeys.MaxExact)
            || NumberKeys.BeginAgain(known, rowsOf.Values)
        )
        {
            return null;
        }

        if (TextKinds.HaveFewRows(rowsOf.Values) || (rowsOf.Count >= MinSets && rowsOf.Values.Max() <= MaxRowsOfSet))
        {
            return (NumberKeys.OfSeveralRows(ref cells), cells, "keys of few rows each, by the name");
        }

        var (levels, places) = ClusterCodes.Levels(cells);
        return (levels, places, "codes, by the name: levels, of which protection keeps those of few rows from samples");
    }

    // movieId, store_id, IdProduct, id; not "paid" or "grid".
    private static bool AreNamed(string name) => SubjectNames.WordsOf(name) is ["id", ..] or [.., "id"];
}
