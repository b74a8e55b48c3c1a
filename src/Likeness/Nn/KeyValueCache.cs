using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// The keys and values of the positions of a sequence so far. A step writes those of its own position in place and attends to all.
/// With many samples these are contiguous in memory; otherwise the positions of the keys and the features of the values are.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    // As many samples as fit in the widest vector.
    private const int ManySamples = 16;

    private readonly bool isLanewise;
    private readonly Parameter keys;
    private readonly Parameter values;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="capacity">The maximum number of positions.</param>
    /// <param name="width">Features of a key and of a value.</param>
    public KeyValueCache(string name, int batch, int capacity, int width)
    {
        isLanewise = batch >= ManySamples;
        keys = new Parameter($"{name}.keys", isLanewise ? [capacity, width, batch] : [batch, width, capacity]);
        values = new Parameter($"{name}.values", isLanewise ? [capacity, width, batch] : [batch, capacity, width]);
    }

    /// <summary>Adds a position.</summary>
    /// <param name="newKeys">[batch, width].</param>
    /// <param name="newValues">[batch, width].</param>
    /// <param name="position">The position: one number.</param>
    /// <param name="updates">Receives the updates of the cache.</param>
    /// <returns>All keys and all values, including the new ones: [batch, capacity, width] each.</returns>
    public (Tensor Keys, Tensor Values) Append(
        Tensor newKeys,
        Tensor newValues,
        Tensor position,
        List<Assignment> updates
    )
    {
        Tensor Store(Parameter parameter, int axis, Tensor x)
        {
            var stored = parameter.Tensor.StoreAt(axis, position, x.Reshape(parameter.Shape.With(axis, 1)));
            updates.Add(new Assignment(parameter, stored));
            return stored;
        }

        return isLanewise
            ? (
                Store(keys, 0, newKeys.Transpose()).Permute(2, 0, 1),
                Store(values, 0, newValues.Transpose()).Permute(2, 0, 1)
            )
            : (Store(keys, 2, newKeys).Permute(0, 2, 1), Store(values, 1, newValues));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        keys.Dispose();
        values.Dispose();
    }
}
