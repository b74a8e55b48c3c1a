using System.Numerics;
using System.Runtime.InteropServices;

namespace Likeness.Numerics;

/// <summary>Sums of products of columns, each added up in the order of the rows, whatever the processor: a vector holds sums of several columns.</summary>
internal static class CrossProducts
{
    /// <summary>Σ x·y over the rows, of each column with each: [columns × columns], the same on both sides of the diagonal.</summary>
    /// <param name="columns">The columns, all with as many rows.</param>
    public static double[] Of(double[][] columns)
    {
        int count = columns.Length;
        int lanes = Vector<double>.Count;
        int vectors = (count + lanes - 1) / lanes;
        double[] row = new double[vectors * lanes];
        double[] sums = new double[count * vectors * lanes];
        var cells = MemoryMarshal.Cast<double, Vector<double>>(row.AsSpan());
        var all = MemoryMarshal.Cast<double, Vector<double>>(sums.AsSpan());
        int rows = count == 0 ? 0 : columns[0].Length;
        for (int at = 0; at < rows; at++)
        {
            for (int i = 0; i < count; i++)
            {
                row[i] = columns[i][at];
            }

            for (int i = 0; i < count; i++)
            {
                var cell = new Vector<double>(row[i]);
                var own = all.Slice(i * vectors, vectors);
                for (int j = i / lanes; j < own.Length; j++)
                {
                    own[j] += cell * cells[j];
                }
            }
        }

        var products = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = i; j < count; j++)
            {
                products[(i * count) + j] = products[(j * count) + i] = sums[(i * vectors * lanes) + j];
            }
        }

        return products;
    }
}
