using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Likeness.Numerics;

namespace Likeness.Evaluation;

/// <summary>
/// Sums a kernel over every pair of two ranges of rows. Blocks of 4 × 8 rows read each column once per 32 pairs,
/// and keep distances and kernel values in registers.
/// </summary>
internal static class KernelBlock
{
    private const int Tile = 4;

    /// <summary>Σ k(x, y) over x in one range and y in another; the assignment of rows to lanes is fixed, so the result is deterministic.</summary>
    /// <param name="rows">Both ranges' rows.</param>
    /// <param name="x">The first range.</param>
    /// <param name="y">The second range.</param>
    /// <param name="kernel">k, as a function of the squared distance.</param>
    public static double Sum<TKernel>(PointCloud rows, Range x, Range y, TKernel kernel)
        where TKernel : struct, IPairKernel
    {
        (int row, int end) = (x.Start.Value, x.End.Value);
        (int first, int last) = (y.Start.Value, y.End.Value);
        Vector512<double> sum = Vector512<double>.Zero;
        for (; rows.HasOnlyNumbers && row + Tile <= end; row += Tile)
        {
            sum += FourRows(rows, row, first, last, kernel);
        }

        for (; row < end; row++)
        {
            sum += OneRow(rows, row, first, last, kernel);
        }

        return LaneSums.Total(sum);
    }

    private static Vector512<double> FourRows<TKernel>(PointCloud rows, int row, int first, int end, TKernel kernel)
        where TKernel : struct, IPairKernel
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (; first < end; first += PointCloud.Lanes)
        {
            Vector512<double> a = Vector512<double>.Zero,
                b = a,
                c = a,
                d = a;
            ref double points = ref rows.At(row);
            ref double targets = ref rows.At(first);
            for (int column = 0; column < rows.Width; column++)
            {
                Vector512<double> target = Vector512.LoadUnsafe(ref targets);
                a = PointCloud.AddSquare(a, target, points);
                b = PointCloud.AddSquare(b, target, Unsafe.Add(ref points, 1));
                c = PointCloud.AddSquare(c, target, Unsafe.Add(ref points, 2));
                d = PointCloud.AddSquare(d, target, Unsafe.Add(ref points, 3));
                points = ref Unsafe.Add(ref points, rows.RowCount);
                targets = ref Unsafe.Add(ref targets, rows.RowCount);
            }

            sum += LaneSums.FirstLanes(
                (kernel.Evaluate(a) + kernel.Evaluate(b)) + (kernel.Evaluate(c) + kernel.Evaluate(d)),
                end - first
            );
        }

        return sum;
    }

    private static Vector512<double> OneRow<TKernel>(PointCloud rows, int row, int first, int end, TKernel kernel)
        where TKernel : struct, IPairKernel
    {
        Span<double> point =
            rows.Width <= PointCloud.MaxOnStack ? stackalloc double[rows.Width] : new double[rows.Width];
        rows.CopyRow(row, point);
        Vector512<double> sum = Vector512<double>.Zero;
        for (; first < end; first += PointCloud.Lanes)
        {
            sum += LaneSums.FirstLanes(kernel.Evaluate(rows.SquaredDistances(point, first)), end - first);
        }

        return sum;
    }
}
