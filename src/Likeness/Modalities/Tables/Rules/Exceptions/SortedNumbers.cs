namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>The rows of a column of numbers in increasing order, without those that miss it.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Numbers">The distinct numbers.</param>
/// <param name="Starts">Where the rows of each number begin, and the end of the last one.</param>
internal sealed record SortedNumbers(int[] Rows, double[] Numbers, int[] Starts)
{
    /// <summary>Sorts the numbers of rows.</summary>
    public static SortedNumbers Create(ReadOnlySpan<double> cells)
    {
        double[] numbers = cells.ToArray();
        int[] rows = [.. Enumerable.Range(0, numbers.Length)];
        Array.Sort(numbers, rows);
        int missing = Array.FindLastIndex(numbers, double.IsNaN) + 1; // NaN sorts first
        (numbers, rows) = (numbers[missing..], rows[missing..]);
        var (distinct, starts) = (new List<double>(), new List<int>());
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i == 0 || numbers[i] != numbers[i - 1])
            {
                distinct.Add(numbers[i]);
                starts.Add(i);
            }
        }

        return new(rows, [.. distinct], [.. starts, numbers.Length]);
    }

    /// <summary>The rows of a distinct number.</summary>
    public ReadOnlySpan<int> RowsOf(int number) => Rows.AsSpan(Starts[number], Starts[number + 1] - Starts[number]);
}
