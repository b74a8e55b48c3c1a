namespace Likeness.Compute.Graph;

/// <summary>
/// Zeros of a larger extent along one axis, with the input's elements at every <paramref name="step"/>-th place from a start
/// on: the adjoint of <see cref="Slice"/>, and so padding as well.
/// </summary>
internal sealed class Scatter(int axis, int start, int step, int extent) : Op("scatter")
{
    internal override string Signature => $"scatter({axis},{start},{step},{extent})";

    /// <summary>The view of the places, inside a result of the given view, that hold the input's elements.</summary>
    public Strided Places(Strided result)
    {
        int[] strides = [.. result.Strides];
        strides[axis] *= step;
        return new Strided(result.Offset + (start * result.Strides[axis]), strides);
    }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        int last = start + ((inputs[0][axis] - 1) * step);
        return inputs[0][axis] == 0 || (start >= 0 && start < extent && last >= 0 && last < extent)
            ? inputs[0].With(axis, extent)
            : throw new ShapeException(Name, $"places from {start} by {step} leave an extent of {extent}", inputs[0]);
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [new Tensor(new Slice(axis, start, result.Inputs[0].Shape[axis], step), gradient)];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        var values = new double[result.Shape.Count];
        Strided places = Places(new Strided(0, result.Shape.RowMajorStrides()));
        int i = 0;
        foreach (int place in Odometer.Offsets(result.Inputs[0].Shape, places.Strides, places.Offset))
        {
            values[place] = inputs[0][i++];
        }

        return values;
    }
}
