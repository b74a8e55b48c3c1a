namespace Likeness.Compute.Graph;

/// <summary>The elements of one axis in <c>x[0, 1..3, ^1]</c>: one of them, which removes the axis, or a range, which keeps it.</summary>
public readonly record struct TensorIndex
{
    private readonly Range range;
    private readonly bool isOne;

    private TensorIndex(Range range, bool isOne) => (this.range, this.isOne) = (range, isOne);

    /// <summary>One element; a negative number counts from the end, −1 being the last.</summary>
    public static implicit operator TensorIndex(int index) =>
        index < 0 ? new Index(-index, fromEnd: true) : (Index)index;

    /// <summary>One element.</summary>
    public static implicit operator TensorIndex(Index index) => new(new Range(index, index), isOne: true);

    /// <summary>A range of elements.</summary>
    public static implicit operator TensorIndex(Range range) => new(range, isOne: false);

    /// <summary>Applies it to one axis; the axis remains, with an extent of one for one element.</summary>
    /// <exception cref="ShapeException">It exceeds the axis.</exception>
    internal Tensor Apply(Tensor tensor, int axis)
    {
        int extent = tensor.Shape[axis];
        int start = range.Start.GetOffset(extent);
        int end = isOne ? start + 1 : range.End.GetOffset(extent);
        return start >= 0 && start <= end && end <= extent
            ? start == 0 && end == extent
                ? tensor
                : tensor.Slice(axis, start, end - start)
            : throw new ShapeException("index", $"{this} exceeds axis {axis}", tensor.Shape);
    }

    /// <summary>Whether the axis is removed.</summary>
    internal bool RemovesAxis => isOne;

    /// <inheritdoc/>
    public override string ToString() => isOne ? range.Start.ToString() : range.ToString();
}
