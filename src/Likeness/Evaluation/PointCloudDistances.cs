using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <content>Distances of eight rows at a time, and of four times as many.</content>
internal sealed partial class PointCloud
{
    /// <summary>The number of vectors that are computed at once.</summary>
    public const int Vectors = 4;

    /// <summary>Squared Euclidean distances from a point to rows <paramref name="first"/> … first + 7.</summary>
    /// <param name="point">[Width], in this cloud's scale.</param>
    /// <param name="first">The first row; lanes past the last row hold meaningless numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> SquaredDistances(ReadOnlySpan<double> point, int first)
    {
        if (measures is not null)
        {
            return MixedDistances(point, first);
        }

        ref double at = ref At(first);
        Vector512<double> sum = Vector512<double>.Zero;
        for (int column = 0; column < point.Length; column++)
        {
            sum = AddSquare(sum, Vector512.LoadUnsafe(ref at), point[column]);
            at = ref Unsafe.Add(ref at, RowCount);
        }

        return sum;
    }

    /// <summary>sum + (targets − point)², rounded once at the end as on every processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AddSquare(Vector512<double> sum, Vector512<double> targets, double point)
    {
        Vector512<double> difference = targets - Vector512.Create(point);
        return Vector512.FusedMultiplyAdd(difference, difference, sum);
    }

    /// <summary>Squared distances from a point to several vectors of rows, whose sums do not wait for each other.</summary>
    /// <param name="point">[Width], in this cloud's scale.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last; lanes past it hold meaningless numbers.</param>
    /// <param name="distances">[<see cref="Vectors"/>]: receives the distances of eight rows each.</param>
    /// <returns>The number of vectors that were computed.</returns>
    public int SquaredDistances(ReadOnlySpan<double> point, int first, int end, Span<Vector512<double>> distances)
    {
        int count = Math.Min(Vectors, (end - first + Lanes - 1) / Lanes);
        if (count < Vectors)
        {
            for (int i = 0; i < count; i++)
            {
                distances[i] = SquaredDistances(point, first + (i * Lanes));
            }

            return count;
        }

        var sums = new FourSums(ref At(first), RowCount);
        if (measures is null)
        {
            for (int column = 0; column < point.Length; column++)
            {
                sums.Add<Square>(column, point[column]);
            }
        }
        else
        {
            foreach (int column in numbers)
            {
                sums.Add<Square>(column, point[column]);
            }

            foreach (int column in numbersOrMissing)
            {
                sums.Add<SquareOrMissing>(column, point[column]);
            }

            foreach (int column in levels)
            {
                sums.Add<Other>(column, point[column]);
            }
        }

        sums.CopyTo(distances);
        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Vector512<double> MixedDistances(ReadOnlySpan<double> point, int first)
    {
        ref double at = ref At(first);
        Vector512<double> sum = Vector512<double>.Zero;
        foreach (int column in numbers)
        {
            sum = AddSquare(sum, Targets(ref at, column), point[column]);
        }

        foreach (int column in numbersOrMissing)
        {
            sum = SquareOrMissing.Add(sum, Targets(ref at, column), point[column]);
        }

        foreach (int column in levels)
        {
            sum = Other.Add(sum, Targets(ref at, column), point[column]);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Targets(ref double first, int column) =>
        Vector512.LoadUnsafe(ref first, (nuint)column * (nuint)RowCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> OneWhere(Vector512<double> mask) => mask & Vector512<double>.One;

    /// <summary>What a column adds to squared distances.</summary>
    private interface ITerm
    {
        static abstract Vector512<double> Add(Vector512<double> sum, Vector512<double> targets, double point);
    }

    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Add(Vector512<double> sum, Vector512<double> targets, double point) =>
            AddSquare(sum, targets, point);
    }

    private readonly struct SquareOrMissing : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Add(Vector512<double> sum, Vector512<double> targets, double point)
        {
            Vector512<double> present = Vector512.Equals(targets, targets);
            return double.IsNaN(point)
                ? sum + OneWhere(present)
                : Vector512.ConditionalSelect(present, AddSquare(sum, targets, point), sum + Vector512<double>.One);
        }
    }

    private readonly struct Other : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Add(Vector512<double> sum, Vector512<double> targets, double point) =>
            sum + OneWhere(~Vector512.Equals(targets, Vector512.Create(point)));
    }

    /// <summary>The sums of 32 rows.</summary>
    /// <param name="first">The first row's value in the first column.</param>
    /// <param name="rows">The rows of the cloud.</param>
    private ref struct FourSums(ref double first, int rows)
    {
        private readonly ref double first = ref first;
        private Vector512<double> a;
        private Vector512<double> b;
        private Vector512<double> c;
        private Vector512<double> d;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TTerm>(int column, double point)
            where TTerm : struct, ITerm
        {
            ref double at = ref Unsafe.Add(ref first, (nint)column * rows);
            a = TTerm.Add(a, Vector512.LoadUnsafe(ref at), point);
            b = TTerm.Add(b, Vector512.LoadUnsafe(ref at, Lanes), point);
            c = TTerm.Add(c, Vector512.LoadUnsafe(ref at, 2 * Lanes), point);
            d = TTerm.Add(d, Vector512.LoadUnsafe(ref at, 3 * Lanes), point);
        }

        public readonly void CopyTo(Span<Vector512<double>> distances)
        {
            distances[0] = a;
            distances[1] = b;
            distances[2] = c;
            distances[3] = d;
        }
    }
}
