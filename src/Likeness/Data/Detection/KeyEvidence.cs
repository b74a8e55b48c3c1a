namespace Likeness.Data.Detection;

/// <summary>What the other columns of a table say for keys that several rows have: that they are the same in all rows of a key, or never the same, and neither by chance.</summary>
internal static class KeyEvidence
{
    /// <summary>The logarithm of the largest probability of evidence among independent columns.</summary>
    public const double MaxLogChance = -20.7; // 1e-9

    private const int MinRowsOfEach = 2; // on average

    /// <summary>The first row with the same key: [rows]; −1 without a key.</summary>
    public static int[] GroupsOf(ReadOnlySpan<double> keys)
    {
        var rowOf = new Dictionary<double, int>();
        var first = new int[keys.Length];
        for (int row = 0; row < first.Length; row++)
        {
            first[row] =
                double.IsNaN(keys[row]) ? -1
                : rowOf.TryAdd(keys[row], row) ? row
                : rowOf[keys[row]];
        }

        return first;
    }

    /// <summary>Whether a column is the same in all rows of each key.</summary>
    /// <param name="firstRows">The first row of each row's key.</param>
    /// <param name="values">The column.</param>
    public static bool IsSame(int[] firstRows, ReadOnlySpan<double> values)
    {
        for (int row = 0; row < firstRows.Length; row++)
        {
            if (firstRows[row] >= 0 && !values[row].Equals(values[firstRows[row]]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an independent column would be the same in all rows of each key: with probability Π over keys of Σ p(value)^(rows of the key).</summary>
    /// <param name="firstRows">The first row of each row's key.</param>
    /// <param name="values">The column.</param>
    public static bool IsByChance(int[] firstRows, ReadOnlySpan<double> values)
    {
        var rowsOfValue = new Dictionary<double, int>();
        foreach (double value in values)
        {
            rowsOfValue[value] = rowsOfValue.GetValueOrDefault(value) + 1;
        }

        double count = values.Length;
        double[] fractions = [.. rowsOfValue.Values.Select(rows => rows / count)];
        double chance = firstRows
            .Where(row => row >= 0)
            .CountBy(row => row)
            .CountBy(key => key.Value)
            .Sum(size => size.Value * Math.Log(fractions.Sum(fraction => Math.Pow(fraction, size.Key))));
        return rowsOfValue.Count <= 1 || chance >= MaxLogChance;
    }

    /// <summary>
    /// The logarithm of the probability that the rows of each key agree if the rows of all keys with several rows were exchanged: of all orders of their values, those that give as many keys of each size each value. Rare values, of which
    /// another row of the key hardly has one by chance, count as they should; a value that all these rows have is no evidence, of which this is 0.
    /// </summary>
    /// <param name="firstRows">The first row of each row's key.</param>
    /// <param name="values">The column, which is the same in all rows of each key.</param>
    public static double LogExchanged(int[] firstRows, ReadOnlySpan<double> values)
    {
        var keys = new List<(int Size, double Value)>();
        foreach (var (row, size) in firstRows.Where(row => row >= 0).CountBy(row => row))
        {
            if (size > 1)
            {
                keys.Add((size, values[row]));
            }
        }

        int rows = keys.Sum(key => key.Size);
        double[] logs = new double[rows + 1]; // of factorials
        for (int n = 1; n <= rows; n++)
        {
            logs[n] = logs[n - 1] + Math.Log(n);
        }

        double ways = keys.GroupBy(key => key.Size)
            .Sum(some => logs[some.Count()] - some.CountBy(key => key.Value).Sum(one => logs[one.Value]));
        return ways - logs[rows] + keys.GroupBy(key => key.Value).Sum(some => logs[some.Sum(key => key.Size)]);
    }

    /// <summary>The number of keys with several rows.</summary>
    /// <param name="firstRows">The first row of each row's key.</param>
    public static int Repeated(int[] firstRows) =>
        firstRows.Where(row => row >= 0).CountBy(row => row).Count(one => one.Value > 1);

    /// <summary>
    /// Whether keys, of two rows or more on average, have at most one row for each time. If rows were independent, of n rows, n(k) of each key and n(t) of each time, Σ n(k) (n(k) − 1) / 2 × Σ n(t) (n(t) − 1) / (n (n − 1)) pairs
    /// would be of one key and one time.
    /// </summary>
    /// <param name="keys">The keys; rows with NaN do not count.</param>
    /// <param name="times">The times; rows with NaN do not count.</param>
    public static bool IsPanel(ReadOnlySpan<double> keys, ReadOnlySpan<double> times)
    {
        var rowsOfKey = new Dictionary<double, int>();
        var rowsOfTime = new Dictionary<double, int>();
        var seen = new HashSet<(double, double)>();
        for (int row = 0; row < keys.Length; row++)
        {
            if (double.IsNaN(keys[row]) || double.IsNaN(times[row]))
            {
                continue;
            }

            if (!seen.Add((keys[row], times[row])))
            {
                return false;
            }

            rowsOfKey[keys[row]] = rowsOfKey.GetValueOrDefault(keys[row]) + 1;
            rowsOfTime[times[row]] = rowsOfTime.GetValueOrDefault(times[row]) + 1;
        }

        double pairs = seen.Count * (seen.Count - 1.0);
        double sameTime = rowsOfTime.Values.Sum(count => count * (count - 1.0)) / pairs;
        double expected = sameTime * rowsOfKey.Values.Sum(count => count * (count - 1.0) / 2);
        return rowsOfKey.Count >= MinRowsOfEach
            && seen.Count >= MinRowsOfEach * rowsOfKey.Count
            && expected >= -MaxLogChance;
    }

    /// <summary>Whether times never fall from one row of a key to its next, although they fall in the file, and would not by chance: half of them would.</summary>
    /// <param name="firstRows">The first row of each row's key.</param>
    /// <param name="times">The times.</param>
    public static bool AreInOrder(int[] firstRows, ReadOnlySpan<double> times)
    {
        double[] last = [.. times];
        bool falls = false;
        int rises = 0;
        for (int row = 1; row < firstRows.Length; row++)
        {
            falls |= times[row] < times[row - 1];
            int first = Math.Max(0, firstRows[row]);
            // Comparisons with NaN are false.
            if (firstRows[row] >= 0 && times[row] < last[first])
            {
                return false;
            }

            rises += firstRows[row] >= 0 && times[row] > last[first] ? 1 : 0;
            last[first] = firstRows[row] >= 0 ? times[row] : last[first];
        }

        return falls && rises * Math.Log(0.5) < MaxLogChance;
    }
}
