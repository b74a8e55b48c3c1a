using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <content>Distances of eight rows at a time, and of four times as many.</content>
internal sealed partial class PointCloud
{
    /// <summary>The number of vectors that are computed at once.</summary>
    public const int Vectors = 4;

    // Whether rows are too far is checked after so many columns.
    private const int ColumnsPerCheck = 8;

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

    /// <summary>The same with the columns but one.</summary>
    /// <param name="point">[Width], in this cloud's scale.</param>
    /// <param name="first">The first row; lanes past the last row hold meaningless numbers.</param>
    /// <param name="without">The column that is left out.</param>
    public Vector512<double> SquaredDistances(ReadOnlySpan<double> point, int first, int without) =>
        MixedDistances(point, first, without);

    /// <summary>What each column adds to the squared distances from a point to rows <paramref name="first"/> … first + 7.</summary>
    /// <param name="point">[Width], in this cloud's scale.</param>
    /// <param name="first">The first row; lanes past the last row hold meaningless numbers.</param>
    /// <param name="terms">Receives them: [Width].</param>
    /// <returns>Their sum.</returns>
    public Vector512<double> Terms(ReadOnlySpan<double> point, int first, Span<Vector512<double>> terms)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        ref double at = ref At(first);
        foreach (int column in numbers)
        {
            sum += terms[column] = Square.Add(default, Targets(ref at, column), point[column]);
        }

        foreach (int column in numbersOrMissing)
        {
            sum += terms[column] = SquareOrMissing.Add(default, Targets(ref at, column), point[column]);
        }

        foreach (int column in levels)
        {
            sum += terms[column] = Other.Add(default, Targets(ref at, column), point[column]);
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

    /// <summary>
    /// Squared distances from a point to several vectors of rows, whose sums do not wait for each other. Sums never fall, so that columns are left
    /// out once all of these rows are too far.
    /// </summary>
    /// <param name="point">[Width], in this cloud's scale.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last; lanes past it hold meaningless numbers.</param>
    /// <param name="distances">[<see cref="Vectors"/>]: receives the distances of eight rows each.</param>
    /// <param name="limit">Distances of at least this may be received as any number from it to their own.</param>
    /// <returns>The number of vectors that were computed.</returns>
    public int SquaredDistances(
        ReadOnlySpan<double> point,
        int first,
        int end,
        Span<Vector512<double>> distances,
        double limit = double.PositiveInfinity
    )
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

        distances[..Vectors].Clear();
        ref double at = ref At(first);
        for (int from = 0; from < numbers.Length; from += ColumnsPerCheck)
        {
            if (Add<Square>(ref at, Part(numbers, from), point, distances) >= limit)
            {
                return count;
            }
        }

        for (int from = 0; from < numbersOrMissing.Length; from += ColumnsPerCheck)
        {
            if (Add<SquareOrMissing>(ref at, Part(numbersOrMissing, from), point, distances) >= limit)
            {
                return count;
            }
        }

        for (int from = 0; from < levels.Length; from += ColumnsPerCheck)
        {
            if (Add<Other>(ref at, Part(levels, from), point, distances) >= limit)
            {
                return count;
            }
        }

        return count;
    }

    private static ReadOnlySpan<int> Part(int[] columns, int from) =>
        columns.AsSpan(from, Math.Min(ColumnsPerCheck, columns.Length - from));

    // The sums are local variables, because fields of a structure would stay in memory. Returns the smallest sum.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Add<TTerm>(
        ref double first,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<double> point,
        Span<Vector512<double>> sums
    )
        where TTerm : struct, ITerm
    {
        Vector512<double> a = sums[0],
            b = sums[1],
            c = sums[2],
            d = sums[3];
        foreach (int column in columns)
        {
            ref double at = ref Unsafe.Add(ref first, (nint)column * RowCount);
            double value = point[column];
            a = TTerm.Add(a, Vector512.LoadUnsafe(ref at), value);
            b = TTerm.Add(b, Vector512.LoadUnsafe(ref at, Lanes), value);
            c = TTerm.Add(c, Vector512.LoadUnsafe(ref at, 2 * Lanes), value);
            d = TTerm.Add(d, Vector512.LoadUnsafe(ref at, 3 * Lanes), value);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d);
        Vector512<double> least = Vector512.Min(Vector512.Min(a, b), Vector512.Min(c, d));
        Vector256<double> four = Vector256.Min(least.GetLower(), least.GetUpper());
        Vector128<double> two = Vector128.Min(four.GetLower(), four.GetUpper());
        return Math.Min(two[0], two[1]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Vector512<double> MixedDistances(ReadOnlySpan<double> point, int first, int without = -1)
    {
        ref double at = ref At(first);
        Vector512<double> sum = Vector512<double>.Zero;
        foreach (int column in numbers)
        {
            sum = column == without ? sum : AddSquare(sum, Targets(ref at, column), point[column]);
        }

        foreach (int column in numbersOrMissing)
        {
            sum = column == without ? sum : SquareOrMissing.Add(sum, Targets(ref at, column), point[column]);
        }

        foreach (int column in levels)
        {
            sum = column == without ? sum : Other.Add(sum, Targets(ref at, column), point[column]);
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
}
