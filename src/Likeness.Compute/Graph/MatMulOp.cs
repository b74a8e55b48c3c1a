namespace Likeness.Compute.Graph;

/// <summary>The matrix product over the last two axes, for each index of the axes before them.</summary>
internal sealed class MatMulOp : Op
{
    public static readonly MatMulOp Instance = new();

    private MatMulOp()
        : base("matmul") { }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        (Shape a, Shape b) = (inputs[0], inputs[1]);
        bool fit = a.Rank >= 2 && a.Rank == b.Rank && a[-1] == b[-2] && a.SkipLast(2).SequenceEqual(b.SkipLast(2));
        return fit ? a.With(-1, b[-1]) : throw new ShapeException(Name, "the inner extents do not fit", a, b);
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient)
    {
        (Tensor a, Tensor b) = (result.Inputs[0], result.Inputs[1]);
        return [new Tensor(this, gradient, b.Transpose()), new Tensor(this, a.Transpose(), gradient)];
    }

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        (int m, int n, int k) = (result.Shape[-2], result.Shape[-1], result.Inputs[0].Shape[-1]);
        var values = new double[result.Shape.Count];
        for (int batch = 0; batch * m * n < values.Length; batch++)
        {
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double sum = 0;
                    for (int l = 0; l < k; l++)
                    {
                        sum += inputs[0][(((batch * m) + i) * k) + l] * inputs[1][(((batch * k) + l) * n) + j];
                    }

                    values[(((batch * m) + i) * n) + j] = sum;
                }
            }
        }

        return values;
    }
}
