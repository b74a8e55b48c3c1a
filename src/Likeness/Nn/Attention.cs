using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Scaled dot-product attention. Vaswani et al. 2017, arXiv:1706.03762, eq. 1.</summary>
public static class Attention
{
    // From this length the fused op is, as measured, as fast as matmuls and a softmax over all scores, and uses far less memory.
    private const int LongSources = 64;

    /// <summary>softmax(q·kᵀ/√features + bias)·v for each sample and head.</summary>
    /// <param name="queries">q: [batch, positions, heads, features].</param>
    /// <param name="keys">k: [batch, sources, heads, features].</param>
    /// <param name="values">v: [batch, sources, heads, features of a value].</param>
    /// <param name="bias">A bias added to the attention scores, broadcast to [batch, heads, positions, sources]; −∞ hides a source. Null for none.</param>
    /// <param name="change">Applied to the attention weights, such as dropout; null for none.</param>
    /// <param name="isCausal">Whether a position sees no source after itself; the positions are the last of the sources.</param>
    /// <returns>[batch, positions, heads, features of a value].</returns>
    /// <exception cref="ShapeException">The shapes do not match.</exception>
    public static Tensor Apply(
        Tensor queries,
        Tensor keys,
        Tensor values,
        Tensor? bias = null,
        Func<Tensor, Tensor>? change = null,
        bool isCausal = false
    )
    {
        Shape q = queries.Shape;
        Shape k = keys.Shape;
        bool fits = q.Rank == 4 && k.Rank == 4 && values.Shape.Rank == 4;
        LayerShapes.Require(
            fits && q.With(1, 0) == k.With(1, 0) && k.With(3, 0) == values.Shape.With(3, 0),
            "attention",
            "queries [batch, positions, heads, features], and keys and values [batch, sources, heads, features] are needed",
            queries,
            keys,
            values
        );
        if (bias is null && change is null && keys.Shape[1] >= LongSources && keys.Shape == values.Shape)
        {
            Tensor Joined(Tensor x) => x.Reshape([x.Shape[0], x.Shape[1], x.Shape[2] * x.Shape[3]]);
            int heads = queries.Shape[2];
            var mixed = Tensor.Attention(Joined(queries), Joined(keys), Joined(values), heads, isCausal);
            return mixed.Reshape(queries.Shape);
        }

        if (isCausal)
        {
            var future = CausalBias(queries.Shape[1], keys.Shape[1]);
            bias = bias is null ? future : bias + future;
        }

        float scale = 1 / MathF.Sqrt(queries.Shape[-1]);
        var scores = Tensor.Contract("nqhd,nkhd->nhqk", queries, keys) * scale;
        // A bias must not broadcast the scores to a larger shape.
        var fractions = (bias is null ? scores : scores + bias.BroadcastTo(scores.Shape)).Softmax(-1); // [batch, heads, positions, sources]
        return Tensor.Contract("nhqk,nkhd->nqhd", change is null ? fractions : change(fractions), values);
    }

    /// <summary>The causal mask: 0 where the source is not after the position, else −∞.</summary>
    /// <returns>[positions, sources].</returns>
    private static Tensor CausalBias(int positions, int sources)
    {
        var values = new float[positions * sources];
        for (int i = 0; i < values.Length; i++)
        {
            (int position, int source) = Math.DivRem(i, sources);
            values[i] = source > position + sources - positions ? float.NegativeInfinity : 0;
        }

        return Tensor.Constant([positions, sources], values);
    }
}
