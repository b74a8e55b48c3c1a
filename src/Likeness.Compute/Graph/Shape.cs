using System.Runtime.CompilerServices;

namespace Likeness.Compute.Graph;

/// <summary>The extents of a tensor's axes, outermost first. A scalar has no axes. Immutable, compared by value.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    /// <summary>The maximum number of axes.</summary>
    internal const int MaxRank = 32;

    /// <summary>
    /// The maximum number of elements, an extent of 0 counting as 1, and the maximum number of floats in a buffer. Products of any of the extents,
    /// and counts rounded up to whole units of work, then fit in an <see cref="int"/>.
    /// </summary>
    internal const int MaxCount = int.MaxValue - ushort.MaxValue;

    private readonly int[]? extents;

    /// <summary>A shape of the given extents.</summary>
    /// <param name="extents">The extent of each axis; the array is copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    /// <exception cref="ShapeException">There are more than 32 axes, or more than 2,147,418,112 elements.</exception>
    public Shape(params int[] extents)
        : this(extents.AsSpan()) { }

    private Shape(ReadOnlySpan<int> extents)
    {
        long count = 1;
        foreach (int extent in extents)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(extent, nameof(extents));
            count = Math.Min(count * Math.Max(1, extent), 1L + MaxCount);
        }

        // A copy, because the caller may change the array.
        this.extents = extents[..Math.Min(extents.Length, MaxRank)].ToArray();
        if (extents.Length > MaxRank)
        {
            throw new ShapeException(
                "shape",
                $"{extents.Length} axes are more than {MaxRank}; the first of them",
                this
            );
        }

        if (count > MaxCount)
        {
            throw new ShapeException("shape", $"more than {MaxCount} elements", this) { IsTooLarge = true };
        }
    }

    /// <summary>A computed extent of an axis, after a check against <see cref="MaxCount"/>.</summary>
    /// <exception cref="ShapeException">It is negative or too large.</exception>
    internal static int Extent(string op, long extent, params Shape[] shapes) =>
        extent is >= 0 and <= MaxCount
            ? (int)extent
            : throw new ShapeException(op, $"the result would have an extent of {extent}", shapes);

    /// <summary>The shape of a scalar: no axes, one element.</summary>
    public static Shape Scalar => default;

    /// <summary>The number of axes.</summary>
    public int Rank => Extents.Length;

    /// <summary>
    /// The rank again, for the language's collection patterns: without it <c>[batch, .. shape]</c>, <c>shape[^1]</c> and <c>shape
    /// is [var rows, var columns]</c> would use the number of elements instead of the number of axes.
    /// </summary>
    public int Length => Rank;

    /// <summary>The number of elements: the product of the extents.</summary>
    public int Count
    {
        get
        {
            int count = 1;
            foreach (int extent in Extents)
            {
                count *= extent;
            }

            return count;
        }
    }

    private int[] Extents => extents ?? [];

    /// <summary>The extent of an axis; negative axes count from the last.</summary>
    public int this[int axis] => Extents[axis < 0 ? axis + Rank : axis];

    /// <summary>Whether two shapes have the same extents.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Builds a shape from a collection expression.</summary>
    public static Shape Create(ReadOnlySpan<int> extents) => new(extents);

    /// <summary>The extents as a new array.</summary>
    public int[] ToArray() => [.. Extents];

    /// <summary>The same shape with one extent replaced.</summary>
    public Shape With(int axis, int extent)
    {
        int[] changed = ToArray();
        changed[axis < 0 ? axis + Rank : axis] = extent;
        return new Shape(changed);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => Extents.AsSpan().SequenceEqual(other.Extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int extent in Extents)
        {
            hash.Add(extent);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Extents)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Extents).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The stride along each axis in row-major order.</summary>
    internal int[] RowMajorStrides()
    {
        var strides = new int[Rank];
        int step = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= this[axis];
        }

        return strides;
    }
}
