using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers that are keys: all different, and either consecutive (from 0 or 1, or at least 200 of them), or named as keys are, or of one length of
/// nine digits or more, which are not seconds or milliseconds since 1970; not years, days or ranks; or numbers of people or accounts, by the name, and others that are named as keys and have few rows each. Other numbers
/// that happen to be different are numbers.
/// </summary>
internal static class NumberKeys
{
    private const int MinKeys = 20;
    private const int MinDigits = 9;
    private const int MuchRoom = 10; // possible keys for each of the data

    // A number of people is hardly as large.
    private const double SmallNumber = 100;
    private const double SmallestTelephone = 1e6;
    private const double SmallestCard = 1e12;

    /// <summary>Larger numbers are no keys.</summary>
    public const double MaxExact = 1e15;

    private const int MinKeysFromAnywhere = 200;

    // Fewer rows may have different numbers of such a name by chance.
    private const int MinSerials = 100;

    // Two hundred consecutive numbers of this range are rather years of a series.
    private const double FirstYear = 1500;
    private const double LastYear = 2100;

    // Numbers of pupils begin again in nearly each class: so many rows count on from the row before, or begin again.
    private const double MostCountOn = 0.95;

    /// <summary>The kind of keys; null if the numbers are none.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cells">The column's numbers; NaN where missing. Indices of the keys replace them.</param>
    /// <param name="format">How the file writes them.</param>
    /// <param name="why">The evidence.</param>
    public static IdentifierKind? Find(string name, ref double[] cells, NumberFormat? format, out string why)
    {
        why = "";
        double[] values = Array.FindAll(cells, cell => !double.IsNaN(cell));
        if (!ArePlain(format) || values.Length < MinKeys || !AreCounts(name, values))
        {
            return null;
        }

        double smallest = values.Min();
        double largest = values.Max();
        bool counts =
            largest - smallest == values.Length - 1
            && (smallest is 0 or 1 || values.Length >= MinKeysFromAnywhere)
            && (IsNamed(name) || !(AreYears(smallest, largest) || AreTimesOrRanks(name, values)));
        bool isLong = !counts && AreLong(smallest, largest);
        bool isNamed =
            IsNamed(name)
            || (values.Length >= MinSerials && values.Length == cells.Length && SubjectNames.MayBeSerials(name));
        if (counts ? Repeats(values, smallest) : !(isLong || isNamed) || values.Distinct().Count() < values.Length)
        {
            return Repeating(name, ref cells, values, largest, out why);
        }

        int next = 0;
        cells = Array.ConvertAll(cells, cell => double.IsNaN(cell) ? cell : next++);
        why =
            counts ? $"all different, {smallest} to {largest}"
            : isLong ? "all different, and as long as keys are"
            : "all different, and named as keys are";
        var texts = new NumeralList(values);
        var pattern =
            (
                isLong ? KeyPatterns.Checked(texts) ?? KeyPartSearch.Find(texts) ?? KeyPatterns.OfFrequentLength(texts)
                : counts ? null
                : KeyPatterns.Plain(texts)
            )?.Narrowed(texts, MuchRoom) ?? KeyPattern.Counter((long)largest);
        return new IdentifierKind(texts, pattern.ToString())
        {
            Next = pattern.Next,
            Step = !counts && pattern.IsCounter ? KeySpacing.MeanStep(values) : 0,
        };
    }

    // A table may have a row -1 for what is unknown.
    private static bool AreCounts(string name, double[] values) =>
        values.Count(value => value < 0) is var below
        && (below == 0 || (below == 1 && values.Min() == -1 && IsNamed(name)));

    /// <summary>Whether numbers are written as whole numbers, by digits only.</summary>
    public static bool ArePlain(NumberFormat? format) =>
        format is { Decimals: 0, GroupSeparator: null, Prefix: "", Suffix: "", Signs: NumberSigns.Minus };

    // Numbers of people or accounts, or named as keys are and of few rows each.
    private static IdentifierKind? Repeating(
        string name,
        ref double[] cells,
        double[] values,
        double largest,
        out string why
    )
    {
        why = "";
        if (values.Length < MinKeys)
        {
            return null;
        }

        // A number of e-mails or phones is smaller than one that is called.
        bool isNamed =
            SubjectNames.Are(name, areNumbers: largest < SmallNumber)
            && !SubjectNames.AreCounts(name)
            && (!SubjectNames.AreContacts(name) || values.Min() >= SmallestTelephone);
        bool mayBeCards = values.Min() >= SmallestCard;
        if (largest > MaxExact || !(isNamed || mayBeCards || (IsNamed(name) && !IsIndex(name))))
        {
            return null;
        }

        var counts = values.CountBy(value => value).ToDictionary();
        if (BeginAgain(values, counts.Values))
        {
            return null;
        }

        double[] different = [.. counts.Keys];
        bool areCards = mayBeCards && PersonalKeys.Find(new NumeralList(different), values.Length) is not null;
        bool areRare = IsNamed(name) && !IsIndex(name) && TextKinds.AreRare(counts.Values);
        if (counts.Count < MinKeys || !(isNamed || areCards || areRare))
        {
            return null;
        }

        why =
            isNamed ? "people or accounts, by the name"
            : areCards ? "card numbers"
            : "named as keys are, most of few rows";
        return OfSeveralRows(ref cells);
    }

    /// <summary>The kind of keys that several rows have.</summary>
    /// <param name="cells">Whole numbers; NaN where missing. Indices of the keys replace them.</param>
    public static IdentifierKind OfSeveralRows(ref double[] cells)
    {
        double[] different = [.. cells.Where(cell => !double.IsNaN(cell)).Distinct()];
        var places = different.Index().ToDictionary(one => one.Item, one => (double)one.Index);
        cells = Array.ConvertAll(cells, cell => double.IsNaN(cell) ? cell : places[cell]);
        var texts = new NumeralList(different);
        var pattern =
            (KeyPatterns.Checked(texts) ?? KeyPatterns.Plain(texts))?.Narrowed(texts, MuchRoom)
            ?? KeyPattern.Counter((long)different.Max());
        return new IdentifierKind(texts, pattern.ToString())
        {
            Next = pattern.Next,
            Repeats = true,
            Step = pattern.IsCounter ? KeySpacing.MeanStep(different) : 0,
        };
    }

    private static bool AreYears(double smallest, double largest) => smallest >= FirstYear && largest <= LastYear;

    // Days of a year are counted, too, and so are ranks, of rows in another order.
    private static bool AreTimesOrRanks(string name, double[] values) =>
        TimeNames.AreOfCalendar(name)
        || (
            name.EndsWith("rank", StringComparison.OrdinalIgnoreCase)
            && !values.Zip(values.Skip(1)).All(pair => pair.Second > pair.First)
        );

    /// <summary>Whether numbers are those within groups of different sizes, such as those of pupils in each class: all of a panel have as many rows.</summary>
    /// <param name="values">The numbers, as they stand.</param>
    /// <param name="counts">The rows of each different one.</param>
    public static bool BeginAgain(double[] values, IReadOnlyCollection<int> counts)
    {
        double first = values.Min();
        int on = 0;
        for (int row = 1; row < values.Length; row++)
        {
            on += values[row] == values[row - 1] + 1 || values[row] == first ? 1 : 0;
        }

        return on >= MostCountOn * (values.Length - 1) && counts.Min() < counts.Max() && counts.Max() > 1;
    }

    /// <summary>Whether numbers of one length are times of this century in seconds or milliseconds, or written as yyyymmddhh….</summary>
    /// <param name="digits">Their digits.</param>
    /// <param name="smallest">The smallest.</param>
    /// <param name="largest">The largest.</param>
    public static bool AreTimes(double digits, double smallest, double largest) =>
        (digits == 10 && largest < 3e9)
        || (digits == 13 && largest < 3e12)
        || (
            digits is 12 or 14 && smallest >= 1.9 * Math.Pow(10, digits - 1) && largest < 2.1 * Math.Pow(10, digits - 1)
        );

    // Of one length; no times.
    private static bool AreLong(double smallest, double largest)
    {
        double digits = Math.Floor(Math.Log10(Math.Max(1, smallest))) + 1;
        return digits >= MinDigits
            && digits == Math.Floor(Math.Log10(largest)) + 1
            && largest < 1e15
            && !AreTimes(digits, smallest, largest);
    }

    // Numbers between the smallest and as many more as there are rows.
    private static bool Repeats(double[] values, double smallest)
    {
        var seen = new System.Collections.BitArray(values.Length);
        foreach (double value in values)
        {
            int place = (int)(value - smallest);
            if (seen[place])
            {
                return true;
            }

            seen[place] = true;
        }

        return false;
    }

    private static bool IsIndex(string name) => name.Equals("index", StringComparison.OrdinalIgnoreCase);

    // id, customer_id, PassengerId, CustomerKey, Unique Key; not "paid" or "grid".
    private static bool IsNamed(string name) =>
        IsIndex(name) || SubjectNames.WordsOf(name) is [.., "id" or "key" or "rowid" or "uuid" or "guid"];
}
