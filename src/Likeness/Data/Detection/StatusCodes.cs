using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers of three digits that are codes by their name, such as the status of requests: 404 is no quantity, and no number between two codes is one. They become levels.
/// </summary>
internal static class StatusCodes
{
    private const int First = 100;
    private const int Last = 999;
    private const int MostCodes = 50;
    private const int MinRowsOfEach = 8; // on average

    private static readonly HashSet<string> Names = ["status", "statuscode", "code", "codes"];

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
            || !SubjectNames.WordsOf(column.Name).Any(Names.Contains)
        )
        {
            return null;
        }

        double[] known = [.. table.ColumnValues(at).Where(cell => !double.IsNaN(cell))];
        int different = known.Distinct().Count();
        if (
            different is < 2 or > MostCodes
            || known.Length < MinRowsOfEach * different
            || !Array.TrueForAll(known, cell => cell is >= First and <= Last && cell == Math.Floor(cell))
        )
        {
            return null;
        }

        var (levels, cells) = ClusterCodes.Levels(table.Column(at));
        return (levels, cells, "codes of three digits, by the name");
    }
}
