using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// The features of the last positions of sequences in a ring: a step writes those of its own position over the oldest, and reads some
/// of the others, whatever the ring's length. Paine et al. 2016, arXiv:1611.09482.
/// </summary>
internal sealed class DelayLine : IDisposable
{
    // As many samples as the widest vector holds.
    private const int ManySamples = 16;

    private readonly bool isLanewise;
    private readonly Parameter ring;
    private readonly Parameter place; // where the step writes: one number, which does not grow as that of the position does

    /// <summary>A ring of zeros.</summary>
    /// <param name="name">What its parameters are called.</param>
    /// <param name="batch">How many sequences.</param>
    /// <param name="width">Features of a position.</param>
    /// <param name="span">How many positions back the furthest is that is read; at least 1.</param>
    public DelayLine(string name, int batch, int width, int span)
    {
        isLanewise = batch >= ManySamples;
        ring = new Parameter($"{name}.ring", isLanewise ? [span + 1, width, batch] : [span + 1, batch, width]);
        place = new Parameter($"{name}.place", [1]);
    }

    /// <summary>Adds a position.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="back">How many positions back each is that is wanted; from 1 to the span.</param>
    /// <param name="updates">What the ring becomes is added to these.</param>
    /// <returns>[batch, width] each; zeros before the first position.</returns>
    public IReadOnlyList<Tensor> Append(Tensor x, IReadOnlyList<int> back, List<Assignment> updates)
    {
        int extent = ring.Shape[0];
        var row = isLanewise ? x.Transpose() : x;
        // All that is read comes from after the writing, so that the ring is written in place.
        var stored = ring.Tensor.StoreAt(0, place, row.Reshape([1, row.Shape[0], row.Shape[1]]));
        updates.Add(new Assignment(ring, stored));
        var next = place.Tensor + 1;
        updates.Add(new Assignment(place, next.GreaterThan(extent - 0.5f).Where(0, next)));
        return
        [
            .. back.Select(count =>
            {
                var earlier = place.Tensor - count;
                var index = earlier.GreaterThan(-0.5f).Where(earlier, earlier + extent);
                var found = stored.Gather(index).Reshape(row.Shape);
                return isLanewise ? found.Transpose() : found;
            }),
        ];
    }

    /// <summary>Goes back to zeros.</summary>
    public void Reset()
    {
        ring.Values.Clear();
        place.Values.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ring.Dispose();
        place.Dispose();
    }
}
