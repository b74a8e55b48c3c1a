namespace Likeness.Compute.Graph;

/// <summary>The inputs concatenated along an axis.</summary>
internal sealed class ConcatenateOp(int axis) : Op("concatenate")
{
    public int Axis { get; } = axis;

    internal override string Signature => $"{Name}({Axis})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        foreach (Shape input in inputs)
        {
            if (input.Rank != inputs[0].Rank || input.With(Axis, 0) != inputs[0].With(Axis, 0))
            {
                throw new ShapeException(Name, "the other extents differ", inputs[0], input);
            }
        }

        return inputs[0].With(Axis, Shape.Extent(Name, inputs.Sum(input => (long)input[Axis]), [.. inputs]));
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient)
    {
        int before = 0;
        var parts = new Tensor[result.Inputs.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            int extent = result.Inputs[i].Shape[Axis];
            parts[i] = gradient.Slice(Axis, before, extent);
            before += extent;
        }

        return parts;
    }

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        var values = new double[result.Shape.Count];
        int inner = result.Shape.Skip(Axis + 1).Aggregate(1, (product, extent) => product * extent);
        int row = result.Shape[Axis] * inner;
        int before = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            int run = result.Inputs[i].Shape[Axis] * inner;
            for (int outer = 0; run > 0 && outer < inputs[i].Length / run; outer++)
            {
                Array.Copy(inputs[i], outer * run, values, (outer * row) + before, run);
            }

            before += run;
        }

        return values;
    }
}
