namespace Likeness.Interop;

/// <summary>Copies a view of a storage to row-major order.</summary>
internal static class StridedRead
{
    /// <summary>The number of elements of a view, after checking that all lie in the storage.</summary>
    /// <exception cref="FormatException">Some lie outside, or there are too many.</exception>
    public static int CheckedCount(PickleTensor view)
    {
        Int128 count = 1;
        Int128 last = view.Offset;
        for (int axis = 0; axis < view.Shape.Length; axis++)
        {
            count *= view.Shape[axis];
            last += (view.Shape[axis] - 1) * (Int128)view.Strides[axis];
            if (count * view.Storage.Type.Size() > Array.MaxLength)
            {
                throw new FormatException("it holds a tensor too large to be read");
            }
        }

        return count == 0 || last < view.Storage.Count
            ? (int)count
            : throw new FormatException("it holds a tensor that reaches beyond its numbers");
    }

    /// <summary>The bytes of a view.</summary>
    /// <param name="storage">The storage's bytes.</param>
    /// <param name="view">A view that <see cref="CheckedCount"/> has checked.</param>
    /// <param name="count">Its result.</param>
    public static byte[] Read(ReadOnlySpan<byte> storage, PickleTensor view, int count)
    {
        int size = view.Storage.Type.Size();
        byte[] values = new byte[count * size];
        var index = new long[view.Shape.Length];
        long place = view.Offset;
        for (int i = 0; i < count; i++)
        {
            storage.Slice((int)(place * size), size).CopyTo(values.AsSpan(i * size));
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                place += view.Strides[axis];
                if (++index[axis] < view.Shape[axis])
                {
                    break;
                }

                place -= index[axis] * view.Strides[axis];
                index[axis] = 0;
            }
        }

        return values;
    }
}
