namespace Likeness.Compute.Graph;

/// <content>Attention.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// Scaled dot-product attention, softmax(q·kᵀ/√(width/heads))·v in each head. Memory grows linearly with the length. Vaswani et
    /// al. 2017, arXiv:1706.03762, eq. 1; computed in blocks as in Dao et al. 2022, arXiv:2205.14135.
    /// </summary>
    /// <param name="queries">q: [batch, queries, width].</param>
    /// <param name="keys">k: [batch, sources, width].</param>
    /// <param name="values">v: [batch, sources, width].</param>
    /// <param name="heads">The number of heads; it must divide the width.</param>
    /// <param name="isCausal">Whether a query sees no source after itself; the queries are the last of the sources.</param>
    /// <param name="count">
    /// The number of valid sources, which come first, as one number of any shape (for example, for a cache that is not full); all
    /// if null.
    /// </param>
    /// <returns>[batch, queries, width]; NaN for a query that sees no source.</returns>
    /// <exception cref="ShapeException">The shapes do not match, or the width is not divisible by the number of heads.</exception>
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
