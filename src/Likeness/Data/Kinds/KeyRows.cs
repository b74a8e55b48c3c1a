namespace Likeness.Data.Kinds;

/// <summary>How many rows the keys of a column have, where they repeat.</summary>
/// <param name="Sizes">The numbers of rows, increasing, and how many keys have each.</param>
/// <param name="AreTogether">Whether the rows of each key stand next to each other.</param>
internal sealed record KeyRows(IReadOnlyList<KeyRowCount> Sizes, bool AreTogether)
{
    private const double MaxFraction = 0.1; // of all rows, that the rows of one customer may be
    private const double MaxTimes = 10; // as many rows as the others have on average

    /// <summary>
    /// Whether one key has more than a tenth of all rows, and more than ten times as many as the others have on average: the shop among its customers. Its rows are not those of one subject like the others. Few large keys are each a large
    /// part of the rows, but about as large as the others.
    /// </summary>
    public bool HasDominant
    {
        get
        {
            int keys = Sizes.Sum(size => size.Keys);
            double rows = Sizes.Sum(size => (double)size.Rows * size.Keys);
            double most = Sizes.Select(size => (double)size.Rows).DefaultIfEmpty().Max();
            return keys > 1 && most > MaxFraction * rows && most * (keys - 1) > MaxTimes * (rows - most);
        }
    }

    /// <summary>Counts the rows of each key.</summary>
    /// <param name="cells">The column; NaN for a missing key.</param>
    public static KeyRows Count(ReadOnlySpan<double> cells)
    {
        var rowsOf = new Dictionary<double, int>();
        int changes = 0;
        double before = double.NaN;
        foreach (double cell in cells)
        {
            if (!double.IsNaN(cell))
            {
                rowsOf[cell] = rowsOf.GetValueOrDefault(cell) + 1;
                changes += cell == before ? 0 : 1;
            }

            before = cell;
        }

        return OfCounts(rowsOf.Values) with
        {
            AreTogether = rowsOf.Count > 0 && changes == rowsOf.Count,
        };
    }

    /// <summary>The numbers of rows of keys that need not stand together.</summary>
    /// <param name="counts">The rows of each key.</param>
    public static KeyRows OfCounts(IEnumerable<int> counts) =>
        new(
            [
                .. counts
                    .CountBy(rows => rows)
                    .OrderBy(size => size.Key)
                    .Select(size => new KeyRowCount(size.Key, size.Value)),
            ],
            AreTogether: false
        );

    /// <summary>The mean number of rows.</summary>
    public double Mean => Sizes.Sum(size => (double)size.Rows * size.Keys) / Math.Max(1, Sizes.Sum(size => size.Keys));

    /// <summary>Numbers of rows that enough keys have: each other one joins the nearest, and both their mean.</summary>
    /// <param name="minKeys">The keys that are enough.</param>
    public KeyRows Merged(int minKeys)
    {
        var sizes = Sizes.Select(size => (Rows: (double)size.Rows, size.Keys)).ToList();
        while (sizes.Count > 1 && sizes.FindIndex(size => size.Keys < minKeys) is >= 0 and var rare)
        {
            int other =
                rare == 0
                || (
                    rare + 1 < sizes.Count
                    && sizes[rare + 1].Rows - sizes[rare].Rows < sizes[rare].Rows - sizes[rare - 1].Rows
                )
                    ? rare + 1
                    : rare - 1;
            int keys = sizes[rare].Keys + sizes[other].Keys;
            double rows = (sizes[rare].Rows * sizes[rare].Keys) + (sizes[other].Rows * sizes[other].Keys);
            sizes[Math.Min(rare, other)] = (rows / keys, keys);
            sizes.RemoveAt(Math.Max(rare, other));
        }

        return this with
        {
            Sizes = [.. sizes.Select(size => new KeyRowCount((int)Math.Round(size.Rows), size.Keys))],
        };
    }
}

/// <summary>A number of rows, and how many keys have it.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Keys">How many keys have so many rows.</param>
internal readonly record struct KeyRowCount(int Rows, int Keys);
