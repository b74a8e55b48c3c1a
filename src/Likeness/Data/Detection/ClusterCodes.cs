using System.Globalization;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers that are codes of what many rows are in, such as schools, by what other columns say: they determine some of these, up and down as the codes rise, so that their order says nothing. They become levels.
/// </summary>
internal static class ClusterCodes
{
    private const int MinCodes = 10;
    private const int MinDetermined = 2; // by those without a name of clusters, units or classes
    private const double MinTurns = 0.125; // of the codes: half of them at random

    // Protection keeps levels of fewer than five training rows from samples.
    private const int MinRowsOfEach = 8;
    private const double MostHaveRows = 0.95;

    /// <summary>The table with such levels.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema) =>
        loaded.WithKinds(schema, at => Find(loaded.Table, at));

    private static (ColumnKind, double[], string)? Find(Table table, int at)
    {
        if (!MayBeCodes(table, at) || Evidence(table, at) is not { } same)
        {
            return null;
        }

        var (levels, cells) = Levels(table.Column(at));
        return (levels, cells, $"codes: all rows of one agree in '{table.Columns[same].Name}'");
    }

    private static bool MayBeCodes(Table table, int at)
    {
        var (kind, name) = (table.Columns[at].Kind, table.Columns[at].Name);
        if (kind is not NumberKind number || !NumberKeys.ArePlain(number.Format) || TimeNames.Are(name))
        {
            return false;
        }

        var rowsOf = new Dictionary<double, int>();
        int most = table.RowCount / MinRowsOfEach;
        foreach (double cell in table.Column(at))
        {
            // Comparisons with NaN are false.
            if (!(cell is >= 0 and <= NumberKeys.MaxExact))
            {
                return false;
            }

            rowsOf[cell] = rowsOf.GetValueOrDefault(cell) + 1;
            if (rowsOf.Count > most)
            {
                return false;
            }
        }

        int rows = rowsOf.Values.Where(count => count >= MinRowsOfEach).Sum();
        return rowsOf.Count >= MinCodes && rows >= MostHaveRows * table.RowCount;
    }

    /// <summary>A column that codes determine, and enough others; null if there are too few.</summary>
    /// <param name="table">The table, all rows of its file.</param>
    /// <param name="at">The column of the codes.</param>
    public static int? Evidence(Table table, int at)
    {
        var codes = table.Column(at);
        int[] firstRows = KeyEvidence.GroupsOf(codes);
        double[] order = table.ColumnValues(at);
        int[] heads = [.. firstRows.Where(row => row >= 0).Distinct().OrderBy(row => order[row])];
        int[] same =
        [
            .. Enumerable
                .Range(0, table.Width)
                .Where(other =>
                    other != at
                    && table.Columns[other].Kind is not EmptyKind
                    && KeyEvidence.IsSame(firstRows, table.Column(other))
                    && !KeyEvidence.IsByChance(firstRows, table.Column(other))
                    && Turns(Array.ConvertAll(heads, row => table[row, other])) >= MinTurns * heads.Length
                ),
        ];
        string name = table.Columns[at].Name;
        bool isNamed = SubjectNames.NeedTimes(name) || SubjectNames.MayBeUnits(name) || SubjectNames.AreClasses(name);
        return same.Length >= (isNamed ? 1 : MinDetermined) ? same[0] : null;
    }

    // How often rising values begin to fall, or falling ones to rise.
    private static int Turns(double[] values)
    {
        int turns = 0;
        int direction = 0;
        for (int i = 1; i < values.Length; i++)
        {
            int next = Math.Sign(values[i].CompareTo(values[i - 1]));
            turns += next * direction < 0 ? 1 : 0;
            direction = next == 0 ? direction : next;
        }

        return turns;
    }

    /// <summary>The different numbers as levels; missing cells stay.</summary>
    public static (CategoryKind Levels, double[] Cells) Levels(ReadOnlySpan<double> codes)
    {
        double[] different = [.. codes.ToArray().Where(code => !double.IsNaN(code)).Distinct().Order()];
        var places = different.Index().ToDictionary(one => one.Item, one => (double)one.Index);
        var cells = new double[codes.Length];
        for (int row = 0; row < cells.Length; row++)
        {
            cells[row] = double.IsNaN(codes[row]) ? codes[row] : places[codes[row]];
        }

        return (new([.. different.Select(code => code.ToString(CultureInfo.InvariantCulture))]), cells);
    }
}
