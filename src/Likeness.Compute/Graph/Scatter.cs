namespace Likeness.Compute.Graph;

/// <summary>
/// Zeros of a larger extent along one axis, with the input's elements at every <paramref name="step"/>-th index from a start: the
/// adjoint of <see cref="Slice"/>; also used for padding.
/// </summary>
internal sealed class Scatter(int axis, int start, int step, int extent) : Op("scatter")
{
    public int Axis { get; } = axis;

    public int Start { get; } = start;

    public int Step { get; } = step;

    public int Extent { get; } = extent;

    internal override string Signature => $"scatter({Axis},{Start},{Step},{Extent})";

    /// <summary>The view of the input's elements inside a view of the result.</summary>
    public Strided Places(Strided result)
    {
        int[] strides = [.. result.Strides];
        strides[Axis] *= Step;
        return new Strided(result.Offset + (Start * result.Strides[Axis]), strides);
    }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        long last = Start + ((inputs[0][Axis] - 1L) * Step);
        return inputs[0][Axis] == 0 || (Start >= 0 && Start < Extent && last >= 0 && last < Extent)
            ? inputs[0].With(Axis, Extent)
            : throw new ShapeException(Name, $"indices from {Start} by {Step} exceed an extent of {Extent}", inputs[0]);
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [new Tensor(new Slice(Axis, Start, result.Inputs[0].Shape[Axis], Step), gradient)];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        var values = new double[result.Shape.Count];
        Strided positions = Places(new Strided(0, result.Shape.RowMajorStrides()));
        int i = 0;
        foreach (int position in Odometer.Offsets(result.Inputs[0].Shape, positions.Strides, positions.Offset))
        {
            values[position] = inputs[0][i++];
        }

        return values;
    }
}
