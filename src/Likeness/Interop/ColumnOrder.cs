namespace Likeness.Interop;

/// <summary>Arrays in column-major order, as in Fortran and MATLAB.</summary>
internal static class ColumnOrder
{
    /// <summary>Converts an array to row-major order.</summary>
    /// <param name="values">The values in column-major order.</param>
    /// <param name="shape">The sizes of the axes; they multiply to the number of values.</param>
    public static byte[] ToRows(byte[] values, IReadOnlyList<int> shape)
    {
        var steps = new int[shape.Count];
        for (int axis = shape.Count - 1, step = 1; axis >= 0; step *= shape[axis], axis--)
        {
            steps[axis] = step;
        }

        var transposed = new byte[values.Length];
        var index = new int[shape.Count];
        int place = 0;
        foreach (byte value in values)
        {
            transposed[place] = value;
            for (int axis = 0; axis < shape.Count; axis++)
            {
                place += steps[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                place -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return transposed;
    }
}
