using Likeness.Data.Transforms.Curves;
using Likeness.Interop;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>Rows of numbers without names, for a benchmark's preprocessing.</summary>
/// <param name="Width">Numbers per row.</param>
/// <param name="Values">[Count × Width], row by row.</param>
internal sealed record NumberRows(int Width, double[] Values)
{
    /// <summary>The number of rows.</summary>
    public int Count => Values.Length / Width;

    /// <summary>Reads a two-dimensional .npy array.</summary>
    /// <exception cref="LikenessException">It cannot be read, or has another number of axes.</exception>
    public static NumberRows Npy(string path) => FromArray(NpyReader.Read(path), path);

    /// <summary>The rows of a two-dimensional array.</summary>
    /// <exception cref="LikenessException">It has another number of axes, or is empty.</exception>
    public static NumberRows FromArray(NpyArray array, string path) =>
        array.Shape is [> 0, > 0]
            ? new(array.Shape[1], array.Values)
            : throw new LikenessException(
                $"{path}: the array has the shape ({string.Join(", ", array.Shape)}), but rows × columns are needed (give the file as it was published)"
            );

    /// <summary>Consecutive rows.</summary>
    public NumberRows Part(int first, int count) => new(Width, Values[(first * Width)..((first + count) * Width)]);

    /// <summary>Concatenates these rows with those of another.</summary>
    public NumberRows Then(NumberRows other) => new(Width, [.. Values, .. other.Values]);

    /// <summary>Selects columns, in this order.</summary>
    public NumberRows Columns(int[] which)
    {
        var chosen = new double[Count * which.Length];
        for (int row = 0; row < Count; row++)
        {
            for (int i = 0; i < which.Length; i++)
            {
                chosen[(row * which.Length) + i] = Values[(row * Width) + which[i]];
            }
        }

        return new(which.Length, chosen);
    }

    /// <summary>Selects the rows whose number in one column meets a condition.</summary>
    public NumberRows Where(int column, Func<double, bool> condition)
    {
        var kept = new List<double>();
        for (int row = 0; row < Count; row++)
        {
            if (condition(Values[(row * Width) + column]))
            {
                kept.AddRange(Values.AsSpan(row * Width, Width));
            }
        }

        return new(Width, [.. kept]);
    }

    /// <summary>One column.</summary>
    public double[] Column(int column)
    {
        var values = new double[Count];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = Values[(row * Width) + column];
        }

        return values;
    }

    /// <summary>The columns except those whose smallest value occurs more than five times: they take few values, for which densities are unsuitable.</summary>
    public int[] WithoutRecurring()
    {
        const int Max = 5;
        return
        [
            .. Enumerable
                .Range(0, Width)
                .Where(column =>
                {
                    double[] values = Column(column);
                    double min = values.Min();
                    return values.Count(value => value == min) <= Max;
                }),
        ];
    }

    /// <summary>Mean and standard deviation of each column.</summary>
    /// <param name="unbiased">Whether squares are divided by n − 1 (as in pandas) instead of n (as in NumPy).</param>
    public (double Mean, double Deviation)[] Spread(bool unbiased) =>
        [
            .. Enumerable
                .Range(0, Width)
                .Select(column =>
                {
                    var (mean, variance) = Moments.Compute(Column(column));
                    return (mean, Math.Sqrt(unbiased ? variance * Count / (Count - 1) : variance));
                }),
        ];

    /// <summary>(v − mean) / sd in every column.</summary>
    public NumberRows Normalised((double Mean, double Deviation)[] by)
    {
        var normalised = new double[Values.Length];
        for (int i = 0; i < normalised.Length; i++)
        {
            var (mean, deviation) = by[i % Width];
            normalised[i] = (Values[i] - mean) / deviation;
        }

        return new(Width, normalised);
    }
}
