using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>The cached features of the pixels to the left in a loop over a row, layer by layer.</summary>
/// <param name="column">The column of the pixel.</param>
/// <param name="isWhole">1 where all channels of the pixel but the one that is sampled are known; null where that is always so.</param>
/// <param name="states">The states before the step.</param>
internal sealed class PixelMemory(Tensor column, Tensor? isWhole, IReadOnlyList<Tensor> states)
{
    private readonly List<Tensor> next = [];

    /// <summary>The states after the step.</summary>
    public IReadOnlyList<Tensor> Next => next;

    /// <summary>A layer's features at this pixel, after those of the pixels to the left in its kernel: [batch, features, kernel].</summary>
    /// <param name="x">[batch, features].</param>
    public Tensor Window(Tensor x)
    {
        var before = states[next.Count]; // [batch, features, kernel − 1]
        var window = Tensor.Concatenate(2, before, x.Reshape([x.Shape[0], x.Shape[1], 1]));
        var after = window.Slice(2, 1, before.Shape[2]);
        next.Add(isWhole is null ? after : isWhole.Where(after, before));
        return window;
    }

    /// <summary>What <see cref="Keep"/> kept at the pixel to the left: [batch, features].</summary>
    /// <param name="offset">Of the next states, which: 0 for the first.</param>
    public Tensor Left(int offset)
    {
        var before = states[next.Count + offset]; // [batch, features, 1]
        return before.Reshape([before.Shape[0], before.Shape[1]]);
    }

    /// <summary>Keeps features of this pixel for the next one.</summary>
    /// <param name="x">[batch, features].</param>
    public void Keep(Tensor x)
    {
        var after = x.Reshape([x.Shape[0], x.Shape[1], 1]);
        next.Add(isWhole is null ? after : isWhole.Where(after, states[next.Count]));
    }

    /// <summary>Keeps features of this pixel in a state of the whole row, [batch, features, width].</summary>
    /// <param name="x">[batch, features].</param>
    public void Store(Tensor x) =>
        next.Add(states[next.Count].StoreAt(2, column, x.Reshape([x.Shape[0], x.Shape[1], 1])));
}
