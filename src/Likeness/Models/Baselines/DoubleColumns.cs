using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Likeness.Models.Baselines;

/// <summary>Rows of floats as columns of doubles, for sums over many rows in double precision, and their moments.</summary>
internal sealed class DoubleColumns
{
    private readonly double[] values;

    /// <summary>Transposes rows.</summary>
    /// <param name="rows">[rows, width], row by row.</param>
    /// <param name="width">Columns.</param>
    public DoubleColumns(ReadOnlySpan<float> rows, int width)
        : this(Transposed(rows, width), width) { }

    private DoubleColumns(double[] values, int width)
    {
        (Width, Rows) = (width, values.Length / width);
        this.values = values;
        Mean = new double[width];
        Variance = new double[width];
        for (int j = 0; j < width; j++)
        {
            double sum = 0;
            foreach (double value in Column(j))
            {
                sum += value;
            }

            double mean = sum / Math.Max(1, Rows);
            double squares = 0;
            foreach (double value in Column(j))
            {
                squares += (value - mean) * (value - mean);
            }

            Mean[j] = mean;
            Variance[j] = squares > 0 ? squares / Rows : 1;
        }
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The mean of each column.</summary>
    public double[] Mean { get; }

    /// <summary>The mean squared deviation of each column; 1 where a column does not vary.</summary>
    public double[] Variance { get; }

    /// <summary>One column: [Rows].</summary>
    public ReadOnlySpan<double> Column(int column) => values.AsSpan(column * Rows, Rows);

    /// <summary>Some rows of a column.</summary>
    public ReadOnlySpan<double> Column(int column, int first, int count) =>
        values.AsSpan((column * Rows) + first, count);

    /// <summary>All rows, or some where there are more than wanted.</summary>
    /// <param name="max">The most rows.</param>
    public DoubleColumns EvenlySpaced(int max)
    {
        if (Rows <= max)
        {
            return this;
        }

        var some = new double[max * Width];
        for (int j = 0; j < Width; j++)
        {
            var column = Column(j);
            for (int i = 0; i < max; i++)
            {
                some[(j * max) + i] = column[(int)((long)i * Rows / max)];
            }
        }

        return new(some, Width);
    }

    /// <summary>target += factor · source. In four fixed lanes, so that the order of summation is the same on every machine.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        var to = MemoryMarshal.Cast<double, Vector256<double>>(target);
        var from = MemoryMarshal.Cast<double, Vector256<double>>(source[..target.Length]);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i] * factor;
        }

        for (int i = 4 * to.Length; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }

    /// <summary>Σ a · b, in fixed lanes of four.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var x = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector256<double>>(b[..a.Length]);
        var lanes = Vector256<double>.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            lanes += x[i] * y[i];
        }

        double sum = lanes[0] + lanes[1] + (lanes[2] + lanes[3]);
        for (int i = 4 * x.Length; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double[] Transposed(ReadOnlySpan<float> rows, int width)
    {
        var values = new double[rows.Length];
        int count = rows.Length / width;
        for (int i = 0; i < rows.Length; i++)
        {
            values[(i % width * count) + (i / width)] = rows[i];
        }

        return values;
    }
}
