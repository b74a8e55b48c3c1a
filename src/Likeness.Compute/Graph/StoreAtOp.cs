namespace Likeness.Compute.Graph;

/// <summary>
/// The first input with its elements at one index along an axis replaced by the second input, which has extent one there. The third
/// input, of one element, is the index. An index out of range replaces nothing.
/// </summary>
internal sealed class StoreAtOp(int axis) : Op("store at")
{
    /// <summary>The axis of the index.</summary>
    public int Axis => axis;

    internal override string Signature => $"{Name}({axis})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].With(axis, 1) == inputs[1] && inputs[2].Count == 1
            ? inputs[0]
            : throw new ShapeException(
                Name,
                $"values of extent one along axis {axis} and a single index are needed",
                inputs[0],
                inputs[1],
                inputs[2]
            );

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient)
    {
        Tensor index = result.Inputs[2];
        Tensor nothing = Tensor.Constant(result.Inputs[1].Shape, 0);
        Shape single = new([.. Enumerable.Repeat(1, result.Shape.Rank)]);
        return [gradient.StoreAt(axis, index, nothing), gradient.TakeAlong(axis, index.Reshape(single)), null];
    }

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        double[] values = [.. inputs[0]];
        (Shape shape, double index) = (result.Shape, inputs[2][0]);
        if (TakeAlongOp.IsInside(index, shape[axis]))
        {
            int[] strides = shape.RowMajorStrides();
            int i = 0;
            foreach (int position in Odometer.Offsets(shape.With(axis, 1), strides, (int)index * strides[axis]))
            {
                values[position] = inputs[1][i++];
            }
        }

        return values;
    }
}
