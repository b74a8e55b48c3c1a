using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>An op that computes each element of its result from the elements at the same position in its inputs.</summary>
internal sealed class ElementwiseOp(
    string name,
    int arity,
    Kernel kernel,
    Func<Tensor, IReadOnlyList<Tensor>, Tensor, Tensor?[]> gradient
) : Op(name)
{
    public int Arity { get; } = arity;

    public Kernel Kernel { get; } = kernel;

    /// <summary>One input; the gradient from (g, x, y).</summary>
    public static ElementwiseOp Unary(string name, Kernel kernel, Func<Tensor, Tensor, Tensor, Tensor?> gradient) =>
        new(name, 1, kernel, (g, x, y) => [gradient(g, x[0], y)]);

    /// <summary>Two inputs; their gradients from (g, a, b, y).</summary>
    public static ElementwiseOp Binary(
        string name,
        Kernel kernel,
        Func<Tensor, Tensor, Tensor, Tensor, (Tensor? A, Tensor? B)> gradient
    ) =>
        new(
            name,
            2,
            kernel,
            (g, x, y) =>
            {
                (Tensor? a, Tensor? b) = gradient(g, x[0], x[1], y);
                return [a, b];
            }
        );

    /// <summary>The node of this op on inputs broadcast to a common shape.</summary>
    public Tensor Apply(params Tensor[] inputs)
    {
        Shape shape = Broadcasting.Common(Name, Array.ConvertAll(inputs, input => input.Shape));
        return new Tensor(this, Array.ConvertAll(inputs, input => input.BroadcastTo(shape)));
    }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0];

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => gradientOf(gradient, result.Inputs, result);

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        var values = new double[result.Shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Kernel.Evaluate(inputs[0][i], Arity > 1 ? inputs[1][i] : 0, Arity > 2 ? inputs[2][i] : 0);
        }

        return values;
    }

    private readonly Func<Tensor, IReadOnlyList<Tensor>, Tensor, Tensor?[]> gradientOf = gradient;
}
