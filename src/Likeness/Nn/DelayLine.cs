using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A ring buffer of the features of the last positions of sequences. A step overwrites the oldest position with its own and reads
/// some of the others; its cost does not depend on the ring's length. Paine et al. 2016, arXiv:1611.09482.
/// </summary>
internal sealed class DelayLine : IDisposable
{
    // As many samples as fit in the widest vector.
    private const int ManySamples = 16;

    private readonly bool isLanewise;
    private readonly Parameter ring;
    private readonly Parameter slot; // the index that the step writes: one number, bounded by the ring's length

    /// <summary>Creates a ring of zeros.</summary>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="width">The number of features of a position.</param>
    /// <param name="span">The largest distance that is read back; at least 1.</param>
    public DelayLine(string name, int batch, int width, int span)
    {
        isLanewise = batch >= ManySamples;
        ring = new Parameter($"{name}.ring", isLanewise ? [span + 1, width, batch] : [span + 1, batch, width]);
        slot = new Parameter($"{name}.slot", [1]);
    }

    /// <summary>Adds a position.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="back">The requested distances to earlier positions, from 1 to the span.</param>
    /// <param name="updates">Receives the updates of the ring.</param>
    /// <returns>[batch, width] each; zeros before the first position.</returns>
    public IReadOnlyList<Tensor> Append(Tensor x, IReadOnlyList<int> back, List<Assignment> updates)
    {
        int extent = ring.Shape[0];
        var row = isLanewise ? x.Transpose() : x;
        // All reads come after the write, so that the ring is updated in place.
        var stored = ring.Tensor.StoreAt(0, slot, row.Reshape([1, row.Shape[0], row.Shape[1]]));
        updates.Add(new Assignment(ring, stored));
        var next = slot.Tensor + 1;
        updates.Add(new Assignment(slot, next.GreaterThan(extent - 0.5f).Where(0, next)));
        return
        [
            .. back.Select(count =>
            {
                var earlier = slot.Tensor - count;
                var index = earlier.GreaterThan(-0.5f).Where(earlier, earlier + extent);
                var found = stored.Gather(index).Reshape(row.Shape);
                return isLanewise ? found.Transpose() : found;
            }),
        ];
    }

    /// <summary>Resets the ring to zeros.</summary>
    public void Reset()
    {
        ring.Values.Clear();
        slot.Values.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ring.Dispose();
        slot.Dispose();
    }
}
