namespace Likeness.Compute.Graph;

/// <content>Attention.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// Scaled dot-product attention, softmax(q·kᵀ/√(width/heads))·v in each head, in memory that grows with the length, not its
    /// square. Vaswani et al. 2017, arXiv:1706.03762, eq. 1; computed in blocks as Dao et al. 2022, arXiv:2205.14135.
    /// </summary>
    /// <param name="queries">q: [batch, queries, width].</param>
    /// <param name="keys">k: [batch, sources, width].</param>
    /// <param name="values">v: [batch, sources, width].</param>
    /// <param name="heads">Into how many parts the width is cut, each attending by itself.</param>
    /// <param name="isCausal">Whether a query sees no source after itself, the queries being the last of the sources.</param>
    /// <param name="count">
    /// How many of the sources, the first ones, are there: one number of any shape, as of a cache that is not full; all if null.
    /// </param>
    /// <returns>[batch, queries, width]; NaN where a query sees nothing.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the width does not divide into the heads.</exception>
    public static Tensor Attention(
        Tensor queries,
        Tensor keys,
        Tensor values,
        int heads,
        bool isCausal = false,
        Tensor? count = null
    )
    {
        Tensor[] inputs = [queries, keys, values, .. count is null ? (Tensor[])[] : [count]];
        return new Tensor(new AttentionOp(new AttentionDefinition(heads, isCausal)), inputs).Slice(
            2,
            0,
            queries.Shape[2]
        );
    }
}
