using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Indices in memory, as lists along the first axis, one for each position along the other axes.</summary>
internal sealed unsafe class IndexList(Shape shape, View view)
{
    private float* data;

    /// <summary>The extent of the first axis.</summary>
    public int Lanes { get; } = shape[0];

    /// <summary>The number of lists.</summary>
    public int Rest { get; } = shape.Skip(1).Aggregate(1, (product, extent) => product * extent);

    public void Bind(float* arena) => data = view.Buffer.Data(arena) + view.Offset;

    /// <summary>The offset of a list, given the strides along all axes but the first.</summary>
    public nint Offset(int rest, ReadOnlySpan<int> strides)
    {
        nint offset = 0;
        for (int axis = shape.Rank - 1; axis > 0; axis--)
        {
            (rest, int index) = Math.DivRem(rest, shape[axis]);
            offset += (nint)index * strides[axis - 1];
        }

        return offset;
    }

    /// <summary>Some indices of one list as integers; −1 for one that is not below <paramref name="bound"/>.</summary>
    public void Read(int rest, int first, int count, int bound, nint* chosen)
    {
        float* position = data + Offset(rest, view.Strides.AsSpan(1)) + ((nint)first * view.Strides[0]);
        for (int i = 0; i < count; i++, position += view.Strides[0])
        {
            // Read once, because another thread may write a parameter.
            float index = *position;
            // Also false for NaN.
            chosen[i] = index >= 0 && index < bound ? (nint)index : -1;
        }
    }
}
