using System.Globalization;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers of many digits, all as long, that repeat, such as ISBN and EAN: they are codes, of which few of the possible ones are used. They become levels, or keys if most are of few rows. Those of 8 to 10 digits might
/// be amounts, and must determine other columns; dates, times and rounded amounts are none.
/// </summary>
internal static class LongCodes
{
    private const int MinDigits = 8;
    private const int MinCertainDigits = 11; // amounts are rounded
    private const int MinRowsOfEach = 2; // on average
    private const double MinPossible = 10; // for each code
    private const double MostRound = 0.3; // a tenth of numbers ends with zero
    private const int Years = 10_000;

    /// <summary>The table with such levels and keys.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema) =>
        loaded.WithKinds(schema, at => Find(loaded.Table, at));

    private static (ColumnKind, double[], string)? Find(Table table, int at)
    {
        if (Digits(table, at) is not { } digits)
        {
            return null;
        }

        double[] cells = table.ColumnValues(at);
        var rowsOf = cells.Where(cell => !double.IsNaN(cell)).CountBy(cell => cell).ToDictionary();
        ColumnKind kind = TextKinds.AreRare(rowsOf.Values)
            ? NumberKeys.OfSeveralRows(ref cells)
            : Levels(rowsOf.Keys, cells);
        return (kind, cells, $"codes: all of {digits} digits, and repeated");
    }

    // The number of digits; null if the numbers are no codes.
    private static int? Digits(Table table, int at)
    {
        var (kind, name) = (table.Columns[at].Kind, table.Columns[at].Name);
        if (kind is not NumberKind number || !NumberKeys.ArePlain(number.Format) || TimeNames.Are(name))
        {
            return null;
        }

        double[] known = Array.FindAll(table.ColumnValues(at), cell => !double.IsNaN(cell));
        double[] codes = [.. known.Distinct()];
        if (codes.Length < 2 || known.Length < MinRowsOfEach * codes.Length)
        {
            return null;
        }

        var (smallest, largest) = (codes.Min(), codes.Max());
        int digits = smallest < 1 ? 0 : Length(smallest);
        int round = codes.Count(code => code % 10 == 0);
        bool mayBeCodes =
            digits >= MinDigits
            && largest <= NumberKeys.MaxExact
            && digits == Length(largest)
            && largest - smallest >= MinPossible * codes.Length
            && round <= Math.Max(1, MostRound * codes.Length)
            && !AreTimes(codes, digits, smallest, largest);
        return mayBeCodes && (digits >= MinCertainDigits || ClusterCodes.Evidence(table, at) is not null)
            ? digits
            : null;
    }

    // Seconds or milliseconds since 1970; yyyymmdd…, or ddmmyyyy.
    private static bool AreTimes(double[] codes, int digits, double smallest, double largest)
    {
        double year = Math.Pow(10, digits - 4);
        return NumberKeys.AreTimes(digits, smallest, largest)
            || (digits % 2 == 0 && smallest >= 1900 * year && largest < 2100 * year)
            || (digits == MinDigits && Array.TrueForAll(codes, code => code % Years is >= 1900 and < 2100));
    }

    private static int Length(double number) => (int)Math.Floor(Math.Log10(number)) + 1;

    private static CategoryKind Levels(IEnumerable<double> codes, double[] cells)
    {
        double[] different = [.. codes.Order()];
        var places = different.Index().ToDictionary(one => one.Item, one => (double)one.Index);
        foreach (ref double cell in cells.AsSpan())
        {
            cell = double.IsNaN(cell) ? cell : places[cell];
        }

        return new([.. different.Select(code => code.ToString("F0", CultureInfo.InvariantCulture))]);
    }
}
