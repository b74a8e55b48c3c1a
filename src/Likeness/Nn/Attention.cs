using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Scaled dot-product attention. Vaswani et al. 2017, arXiv:1706.03762, eq. 1.</summary>
public static class Attention
{
    /// <summary>softmax(q·kᵀ/√features + bias)·v for each sample and head.</summary>
    /// <param name="queries">q: [batch, positions, heads, features].</param>
    /// <param name="keys">k: [batch, sources, heads, features].</param>
    /// <param name="values">v: [batch, sources, heads, features of a value].</param>
    /// <param name="bias">What is added to the scores, broadcast to [batch, heads, positions, sources]; −∞ hides a source. Null for none.</param>
    /// <param name="change">What is done with the shares, such as dropout; null for nothing.</param>
    /// <returns>[batch, positions, heads, features of a value].</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Tensor Apply(
        Tensor queries,
        Tensor keys,
        Tensor values,
        Tensor? bias = null,
        Func<Tensor, Tensor>? change = null
    )
    {
        float scale = 1 / MathF.Sqrt(queries.Shape[-1]);
        var scores = Tensor.Contract("nqhd,nkhd->nhqk", queries, keys) * scale;
        var shares = (bias is null ? scores : scores + bias).Softmax(-1); // [batch, heads, positions, sources]
        return Tensor.Contract("nhqk,nkhd->nqhd", change is null ? shares : change(shares), values);
    }

    /// <summary>The bias that hides the future: 0 where the source is not after the position, else −∞.</summary>
    /// <param name="positions">Positions, which are the last ones of the sources.</param>
    /// <param name="sources">Sources; as many as positions where it is null.</param>
    /// <returns>[positions, sources].</returns>
    public static Tensor CausalBias(int positions, int? sources = null)
    {
        int width = sources ?? positions;
        var values = new float[positions * width];
        for (int i = 0; i < values.Length; i++)
        {
            (int position, int source) = Math.DivRem(i, width);
            values[i] = source > position + width - positions ? float.NegativeInfinity : 0;
        }

        return Tensor.Constant([positions, width], values);
    }
}
