namespace Likeness.Compute.Graph;

/// <summary>
/// An input of a region that is recomputed: the same values in a different node, so that the second computation is not merged with
/// the first.
/// </summary>
internal sealed class Again(string region) : MovementOp("again")
{
    private static long created;
    private readonly long number = Interlocked.Increment(ref created);

    internal override string Signature => $"{Name} {region}#{number}";

    public override Strided? View(Shape input, Strided view) => view;

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0];

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => [gradient];
}
