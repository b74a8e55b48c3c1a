namespace Likeness.Interop;

/// <summary>The offsets of a row-major array's values, one after another, in another order of its axes.</summary>
/// <param name="shape">The sizes of the array's axes.</param>
/// <param name="axes">The axes in the order of the values, the last one fastest.</param>
internal struct AxisOrder(IReadOnlyList<int> shape, IReadOnlyList<int> axes)
{
    private readonly int[] extents = [.. axes.Select(axis => shape[axis])];
    private readonly int[] steps = [.. axes.Select(axis => shape.Skip(axis + 1).Aggregate(1, (a, b) => a * b))];
    private readonly int[] index = new int[axes.Count];
    private int offset;

    /// <summary>The offset of the next value; after the last one, that of the first.</summary>
    public int Next()
    {
        int now = offset;
        for (int k = index.Length - 1; k >= 0; k--)
        {
            offset += steps[k];
            if (++index[k] < extents[k])
            {
                break;
            }

            offset -= steps[k] * extents[k];
            index[k] = 0;
        }

        return now;
    }
}
