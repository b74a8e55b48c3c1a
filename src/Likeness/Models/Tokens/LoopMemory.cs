using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// Keys and values as states of a loop over positions: a step stores its own and attends to those so far.
/// </summary>
/// <param name="position">The number of the position, counted from 0.</param>
/// <param name="states">Keys and values of each layer in turn, as from <see cref="Nothing"/>.</param>
internal sealed class LoopMemory(Tensor position, IReadOnlyList<Tensor> states) : IAttentionMemory
{
    private readonly List<Tensor> next = [];

    /// <summary>The states after the step.</summary>
    public IReadOnlyList<Tensor> Next => next;

    /// <summary>Keys and values of one layer before the first position, samples side by side in memory: [positions, width, batch] each.</summary>
    public static Tensor[] Nothing(int batch, int positions, int width)
    {
        var none = Tensor.Constant([positions, width, batch], 0);
        return [none, none];
    }

    /// <inheritdoc/>
    public Tensor Attend(Tensor queries, Tensor keys, Tensor values, int heads)
    {
        (int batch, int width) = (queries.Shape[0], queries.Shape[1]);
        Tensor Stored(Tensor x)
        {
            var state = states[next.Count];
            var stored = state.StoreAt(0, position, x.Transpose().Reshape([1, width, batch]));
            next.Add(stored);
            return stored.Permute(2, 0, 1);
        }

        var query = queries.Reshape([batch, 1, width]);
        return Tensor.Attention(query, Stored(keys), Stored(values), heads, count: position + 1).Reshape(queries.Shape);
    }
}
