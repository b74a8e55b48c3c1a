namespace Likeness.Compute.Graph;

/// <summary>The same elements as a constant: no gradient flows through.</summary>
internal sealed class Detach() : MovementOp("detach")
{
    public override Strided? View(Shape input, Strided view) => view;

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0];

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => [null];
}
