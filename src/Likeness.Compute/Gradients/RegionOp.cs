using Likeness.Compute.Graph;

namespace Likeness.Compute.Gradients;

/// <summary>
/// A result of a region that is recomputed in the backward pass. Its value is that of its first input; its gradient flows through a
/// second computation of that value from the other inputs. The compiler removes it in the forward pass.
/// </summary>
/// <param name="region">The name; in the recomputation of an outer region, prefixed with the outer name.</param>
/// <param name="own">The original name, if it differs.</param>
internal sealed class RegionOp(string region, string? own = null) : MovementOp("region")
{
    /// <summary>The original name.</summary>
    public string Own => own ?? region;

    /// <summary>The region's name.</summary>
    public string Region => region;

    internal override string Signature => $"{Name} {region}";

    public override Strided? View(Shape input, Strided view) => view;

    /// <summary>The gradients of the inputs, by a second computation that all results of the region share.</summary>
    /// <param name="result">One result.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="repeated">The nodes recomputed so far, by region.</param>
    public Tensor?[] Gradient(Tensor result, Tensor gradient, Dictionary<RegionOp, Repetition> repeated)
    {
        Tensor[] inputs = [.. result.Inputs.Skip(1)];
        if (!repeated.TryGetValue(this, out Repetition? second))
        {
            repeated[this] = second = new Repetition(inputs, region);
        }

        Tensor again = second.Find(result.Inputs[0]);
        return [null, .. Gradients.Gradient.Back([(again, gradient)], second.Inputs)];
    }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0];

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => Gradient(result, gradient, []);
}
