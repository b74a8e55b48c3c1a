namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// The main value that rows of each key have, and how many rows have it. A missing value counts as one where keys determine it; where it is missing in some rows of many keys, these rows lack what a rule is about.
/// </summary>
internal sealed class MainValues
{
    // A key of which more rows are wrong has no main value.
    private const double MinOfKey = 0.8;

    private readonly CodedColumn values;

    private MainValues(CodedColumn values, int[] main) => (this.values, Main) = (values, main);

    /// <summary>The code of the main value of each key.</summary>
    public int[] Main { get; }

    /// <summary>All rows.</summary>
    public int Rows => values.Codes.Length;

    /// <summary>Rows that have what the rule is about.</summary>
    public int Counted { get; private set; }

    /// <summary>Rows that have the main value of their key.</summary>
    public int Held { get; private set; }

    /// <summary>Counted rows but one of the main value of each key, which says what it is.</summary>
    public int Further { get; private set; }

    /// <summary>Those that have the main value.</summary>
    public int FurtherHeld { get; private set; }

    /// <summary>Further rows that do not have the most common value.</summary>
    public int Others { get; private set; }

    /// <summary>Those that have the main value of their key.</summary>
    public int OthersHeld { get; private set; }

    /// <summary>Rows of keys that have more wrong rows than others do by chance.</summary>
    public int Uneven { get; private set; }

    /// <summary>Those of keys that hardly have a main value.</summary>
    public int Unclear { get; private set; }

    /// <summary>The smallest number of rows that satisfy the rule of one key.</summary>
    public int MinHeld { get; private set; }

    /// <summary>The smallest fraction of the rows of a main value that satisfy the rule.</summary>
    public double MinOfValue { get; private set; }

    /// <summary>The logarithm of the probability that independent values would agree as much: each key chooses its main value for free.</summary>
    public double LogChance { get; private set; }

    /// <summary>Each key with its main value, in order.</summary>
    /// <param name="keys">The keys.</param>
    public Dictionary<double, double> Pairs(CodedColumn keys) =>
        Main.Index()
            .Where(one => one.Item >= 0)
            .ToDictionary(one => keys.Values[one.Index], one => values.Values[one.Item]);

    /// <summary>Whether a row has the main value of its key.</summary>
    public bool Holds(int row, CodedColumn keys) => values.Codes[row] == Main[keys.Codes[row]];

    /// <summary>Finds the main values.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="values">The values.</param>
    public static MainValues Find(CodedColumn keys, CodedColumn values) => Find(keys, values, mayBeMissing: true);

    /// <summary>The same of values that are present: a missing one is the main value of keys without others only.</summary>
    /// <inheritdoc cref="Find(CodedColumn, CodedColumn)"/>
    public static MainValues Present(CodedColumn keys, CodedColumn values) => Find(keys, values, mayBeMissing: false);

    private static MainValues Find(CodedColumn keys, CodedColumn values, bool mayBeMissing)
    {
        int count = keys.Counts.Length;
        var (main, held, missing) = (new int[count], new int[count], new int[count]);
        int[] counts = new int[values.Counts.Length];
        for (int key = 0; key < count; key++)
        {
            var rows = keys.RowsOf(key);
            main[key] = values.Missing;
            foreach (int row in rows)
            {
                int value = values.Codes[row];
                counts[value]++;
                if (value != values.Missing && counts[value] > held[key])
                {
                    (main[key], held[key]) = (value, counts[value]);
                }
            }

            missing[key] = values.Missing < 0 ? 0 : counts[values.Missing];
            foreach (int row in rows)
            {
                counts[values.Codes[row]] = 0;
            }
        }

        // Most missing values are where most values of the key are missing.
        int all = missing.Sum();
        bool isValue =
            mayBeMissing
            && 2 * Enumerable.Range(0, count).Where(key => 2 * missing[key] > keys.Counts[key]).Sum(key => missing[key])
                > all;
        for (int key = 0; isValue && key < count; key++)
        {
            if (2 * missing[key] > keys.Counts[key])
            {
                (main[key], held[key]) = (values.Missing, missing[key]);
            }
        }

        var found = new MainValues(values, main);
        found.Count(held, [.. keys.Counts.Select((rows, key) => isValue ? rows : rows - missing[key])], isValue);
        return found;
    }

    private void Count(int[] held, int[] counted, bool isMissingValue)
    {
        int[] rowsOf = [.. values.Counts];
        if (values.Missing >= 0 && !isMissingValue)
        {
            rowsOf[values.Missing] = 0;
        }

        int common = Array.IndexOf(rowsOf, rowsOf.Max());
        (Counted, Held) = (counted.Sum(), held.Sum());
        double errorRate = (Counted - Held) / Math.Max(1.0, Counted);
        int[] heldOf = new int[rowsOf.Length];
        MinHeld = int.MaxValue;
        Others = Counted - rowsOf[common];
        int seen = 0;
        for (int key = 0; key < held.Length; key++)
        {
            if (counted[key] == 0)
            {
                continue;
            }

            seen++;
            heldOf[Main[key]] += held[key];
            MinHeld = Math.Min(MinHeld, held[key]);
            if (Main[key] != common)
            {
                Others--;
                OthersHeld += held[key] - 1;
            }

            bool isEven = NearlyHolds.AreEven(counted[key] - held[key], counted[key], errorRate);
            Uneven += isEven ? 0 : counted[key];
            Unclear += isEven || held[key] >= MinOfKey * counted[key] ? 0 : counted[key];
        }

        (Further, FurtherHeld) = (Counted - seen, Held - seen);
        MinOfValue = 1;
        for (int value = 0; value < heldOf.Length; value++)
        {
            MinOfValue = heldOf[value] > 0 ? Math.Min(MinOfValue, heldOf[value] / (double)rowsOf[value]) : MinOfValue;
        }

        LogChance =
            Counted == 0
                ? 0
                : NearlyHolds.LogChance(Held, Counted, rowsOf[common] / (double)Counted)
                    + (seen * Math.Log(rowsOf.Length));
    }
}
