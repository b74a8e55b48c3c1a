namespace Likeness.Compute.Graph;

/// <summary>
/// Attention and its gradient in terms of other ops, which hold all scores at once. The kernels are tested against this definition,
/// and it is used for second derivatives.
/// </summary>
/// <param name="Heads">The number of heads.</param>
/// <param name="IsCausal">Whether a query sees no source after itself; the queries are the last of the sources.</param>
internal sealed record AttentionDefinition(int Heads, bool IsCausal)
{
    /// <summary>The weighted values, followed by the log-sum-exp of each head's scores: [batch, queries, width + heads].</summary>
    public Tensor Forward(Tensor queries, Tensor keys, Tensor values, Tensor? count)
    {
        Tensor scores = Scores(queries, keys, count);
        Tensor sums = scores.LogSumExp(3); // [batch, heads, queries, 1]
        Tensor mixed = Tensor.Contract("nhqk,nkhd->nqhd", (scores - sums).Exp(), Split(values));
        return Tensor.Concatenate(
            2,
            mixed.Reshape(queries.Shape),
            sums.Reshape([.. scores.Shape.SkipLast(1)]).Permute(0, 2, 1)
        );
    }

    /// <summary>
    /// The gradients of queries, keys and values, concatenated along the positions: [batch, queries + 2·sources, width]. Dao 2023,
    /// arXiv:2307.08691, §2.3, including the gradient of the log-sum-exp.
    /// </summary>
    /// <param name="queries">The queries.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="values">The values.</param>
    /// <param name="result">The result of <see cref="Forward"/>.</param>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="count">The number of valid sources; all if null.</param>
    public Tensor Backward(Tensor queries, Tensor keys, Tensor values, Tensor result, Tensor gradient, Tensor? count)
    {
        int width = queries.Shape[2];
        Tensor Sums(Tensor x) => x.Slice(2, width, Heads).Permute(0, 2, 1).Reshape([x.Shape[0], Heads, x.Shape[1], 1]);
        Tensor outer = Split(gradient.Slice(2, 0, width));
        Tensor shares = (Scores(queries, keys, count) - Sums(result)).Exp();
        Tensor common = (outer * Split(result.Slice(2, 0, width))).Sum([3]).Permute(0, 2, 1); // [batch, heads, queries]
        Tensor slope =
            Tensor.Contract("nqhd,nkhd->nhqk", outer, Split(values))
            - common.Reshape([.. common.Shape.ToArray(), 1])
            + Sums(gradient);
        slope = shares * slope * Scale(width);
        return Tensor.Concatenate(
            1,
            Tensor.Contract("nhqk,nkhd->nqhd", slope, Split(keys)).Reshape(queries.Shape),
            Tensor.Contract("nhqk,nqhd->nkhd", slope, Split(queries)).Reshape(keys.Shape),
            Tensor.Contract("nhqk,nqhd->nkhd", shares, outer).Reshape(values.Shape)
        );
    }

    /// <summary>1/√features of a head.</summary>
    public float Scale(int width) => 1 / MathF.Sqrt(width / Heads);

    /// <summary>[batch, heads, queries, sources]; −∞ where a query does not see a source.</summary>
    private Tensor Scores(Tensor queries, Tensor keys, Tensor? count)
    {
        Tensor scores = Tensor.Contract("nqhd,nkhd->nhqk", Split(queries), Split(keys)) * Scale(queries.Shape[2]);
        if (count is null && !IsCausal)
        {
            return scores;
        }

        (int rows, int sources) = (queries.Shape[1], keys.Shape[1]);
        Tensor end = count is null ? sources : count.Reshape([1, 1]).Floor().Maximum(0).Minimum(sources);
        float[] behind = [.. Enumerable.Range(0, rows).Select(row => IsCausal ? row + 1f - rows : 0)];
        float[] positions = [.. Enumerable.Range(0, sources).Select(position => (float)position)];
        Tensor seen = (end + Tensor.Constant([rows, 1], behind)).GreaterThan(Tensor.Constant([1, sources], positions));
        return seen.Where(scores, float.NegativeInfinity);
    }

    private Tensor Split(Tensor x) => x.Reshape([x.Shape[0], x.Shape[1], Heads, x.Shape[2] / Heads]);
}
