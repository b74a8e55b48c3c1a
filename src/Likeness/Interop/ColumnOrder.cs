namespace Likeness.Interop;

/// <summary>Arrays in column-major order, as in Fortran and MATLAB.</summary>
internal static class ColumnOrder
{
    /// <summary>Converts an array to row-major order.</summary>
    /// <param name="values">The values in column-major order.</param>
    /// <param name="shape">The sizes of the axes; they multiply to the number of values.</param>
    public static byte[] ToRows(byte[] values, IReadOnlyList<int> shape)
    {
        var order = new AxisOrder(shape, [.. Enumerable.Range(0, shape.Count).Reverse()]);
        var transposed = new byte[values.Length];
        foreach (byte value in values)
        {
            transposed[order.Next()] = value;
        }

        return transposed;
    }
}
