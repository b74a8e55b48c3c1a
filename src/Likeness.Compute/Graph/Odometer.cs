namespace Likeness.Compute.Graph;

/// <summary>Enumerates the elements of a shape in row-major order.</summary>
internal static class Odometer
{
    /// <summary>The offset of each element, given the stride along each axis.</summary>
    public static IEnumerable<int> Offsets(Shape shape, int[] strides, int offset)
    {
        int count = shape.Count;
        var index = new int[shape.Rank];
        for (int i = 0; i < count; i++)
        {
            yield return offset;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                offset += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                offset -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }
}
