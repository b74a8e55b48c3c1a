namespace Likeness.Compute.Graph;

/// <summary>
/// Selects rows of the first input, a table [rows, width], by the indices in the second, […]: [indices…, width]. An index out of
/// range gives NaN, so that an error shows in every loss and no memory outside the table is read.
/// </summary>
internal sealed class GatherOp : Op
{
    public static readonly GatherOp Instance = new();

    private GatherOp()
        : base("gather") { }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank == 2 && inputs[1].Rank >= 1
            ? [.. inputs[1].ToArray(), inputs[0][1]]
            : throw new ShapeException(Name, "a table of rows and an axis of indices are needed", inputs[0], inputs[1]);

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [new Tensor(new ScatterAddOp(result.Inputs[0].Shape[0]), gradient, result.Inputs[1]), null];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        (int rows, int width) = (result.Inputs[0].Shape[0], result.Inputs[0].Shape[1]);
        return
        [
            .. inputs[1]
                .SelectMany(index =>
                    TakeAlongOp.IsInside(index, rows)
                        ? inputs[0].Skip((int)index * width).Take(width)
                        : Enumerable.Repeat(double.NaN, width)
                ),
        ];
    }
}

/// <summary>
/// The adjoint of <see cref="GatherOp"/>: a table of zeros to whose rows the rows of the first input, [indices…, width], are added
/// by the indices in the second, […]. Rows with an index out of range are dropped.
/// </summary>
internal sealed class ScatterAddOp(int rows) : Op("scatter-add")
{
    internal override string Signature => $"{Name}({rows})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].SkipLast(1).SequenceEqual(inputs[1])
            ? [rows, inputs[0][-1]]
            : throw new ShapeException(
                Name,
                "the number of rows differs from the number of indices",
                inputs[0],
                inputs[1]
            );

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [new Tensor(GatherOp.Instance, gradient, result.Inputs[1]), null];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        var values = new double[result.Shape.Count];
        int width = result.Shape[1];
        for (int i = 0; i < inputs[1].Length; i++)
        {
            for (int c = 0; c < width && TakeAlongOp.IsInside(inputs[1][i], rows); c++)
            {
                values[((int)inputs[1][i] * width) + c] += inputs[0][(i * width) + c];
            }
        }

        return values;
    }
}
