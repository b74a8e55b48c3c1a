using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Likeness.Evaluation;
using Likeness.Numerics;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// Sums of k(x, y) = (x·y / d + 1)³ over pairs of rows, d the number of columns. Bińkowski et al. 2018, arXiv:1801.01401, §4. Blocks of 4 × 8
/// rows read each column once per 32 pairs.
/// </summary>
internal static class PolynomialKernel
{
    private const int Tile = 4;

    /// <summary>Σ k(x, y) over all rows of two clouds; in the same order on every machine.</summary>
    public static double Sum(PointCloud x, PointCloud y)
    {
        var sum = Vector512<double>.Zero;
        for (int row = 0; row < x.RowCount; row += Tile)
        {
            sum += Rows(x, row, Math.Min(Tile, x.RowCount - row), y);
        }

        return LaneSums.Total(sum);
    }

    /// <summary>Σ k(x, x).</summary>
    public static double SumOfOwn(PointCloud x)
    {
        double sum = 0;
        var point = new double[x.Width];
        for (int row = 0; row < x.RowCount; row++)
        {
            x.CopyRow(row, point);
            double value = (LaneSums.Dot(point, point) / x.Width) + 1;
            sum += value * value * value;
        }

        return sum;
    }

    private static Vector512<double> Rows(PointCloud x, int row, int count, PointCloud y)
    {
        // A partial tile repeats its last row, whose sums are ignored.
        var (second, third, fourth) = (Math.Min(1, count - 1), Math.Min(2, count - 1), count - 1);
        var sum = Vector512<double>.Zero;
        for (int first = 0; first < y.RowCount; first += PointCloud.Lanes)
        {
            Vector512<double> a = Vector512<double>.Zero,
                b = a,
                c = a,
                d = a;
            ref double points = ref x.At(row);
            ref double targets = ref y.At(first);
            for (int column = 0; column < y.Width; column++)
            {
                var target = Vector512.LoadUnsafe(ref targets);
                a = Vector512.FusedMultiplyAdd(target, Vector512.Create(points), a);
                b = Vector512.FusedMultiplyAdd(target, Vector512.Create(Unsafe.Add(ref points, second)), b);
                c = Vector512.FusedMultiplyAdd(target, Vector512.Create(Unsafe.Add(ref points, third)), c);
                d = Vector512.FusedMultiplyAdd(target, Vector512.Create(Unsafe.Add(ref points, fourth)), d);
                points = ref Unsafe.Add(ref points, x.RowCount);
                targets = ref Unsafe.Add(ref targets, y.RowCount);
            }

            var cubes = Cube(a, y.Width);
            cubes += count > 1 ? Cube(b, y.Width) : Vector512<double>.Zero;
            cubes += count > 2 ? Cube(c, y.Width) : Vector512<double>.Zero;
            cubes += count > 3 ? Cube(d, y.Width) : Vector512<double>.Zero;
            sum += LaneSums.FirstLanes(cubes, y.RowCount - first);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Cube(Vector512<double> product, int width)
    {
        var value = (product / width) + Vector512<double>.One;
        return value * value * value;
    }
}
